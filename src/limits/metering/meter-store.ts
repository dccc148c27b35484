import { Injectable } from '@nestjs/common';
import { DirectSql } from '../../database/direct-sql.js';
import { LEASE_CHANGED } from '../../usage/usage-batch.sql.js';

/** What a process holds of a meter in one window. */
export interface Holding {
  meterId: string;
  /** Milliseconds since 1970. */
  windowStart: number;
  amount: number;
}

/** The database's word on a wish for more. */
export interface Grant {
  /** Zero when there was not enough. */
  granted: number;
  /** Of the whole amount, to all processes, this grant included. */
  grantedToAll: number;
}

const FOREIGN_KEY_VIOLATION = '23503';

/** Of what is left no process gets more at once than one in so many parts, unless it needs it: others want some as well. */
const SHARE = 8;

/**
 * One statement decides: what a window has handed out grows only while it stays within the amount, so no two processes
 * can get the same. `$3` is needed, up to `$4` is taken.
 */
const LEASE = `
  WITH meter AS (
    SELECT id, tenant_id, amount FROM limit_meters WHERE id = $1
      AND EXISTS (SELECT 1 FROM usage_journals WHERE id = $5::uuid AND closed_at IS NULL)
  ), given AS (
    INSERT INTO meter_windows AS w (tenant_id, meter_id, window_start, granted, last_grant)
    SELECT tenant_id, id, $2, first.amount, first.amount
    FROM meter, LATERAL (SELECT greatest($3::bigint, least($4::bigint, amount / ${SHARE})) AS amount) AS first
    WHERE meter.amount >= $3::bigint
    ON CONFLICT (meter_id, window_start) DO UPDATE SET
      granted = w.granted + greatest($3::bigint, least($4::bigint, ((SELECT amount FROM meter) - w.granted) / ${SHARE})),
      last_grant = greatest($3::bigint, least($4::bigint, ((SELECT amount FROM meter) - w.granted) / ${SHARE}))
    WHERE w.granted + $3::bigint <= (SELECT amount FROM meter)
    RETURNING granted, last_grant
  ), held AS (
    INSERT INTO meter_leases AS l (tenant_id, meter_id, window_start, journal_id, granted)
    SELECT meter.tenant_id, meter.id, $2, $5, given.last_grant FROM meter, given
    ON CONFLICT (meter_id, window_start, journal_id) DO UPDATE
      SET granted = l.granted + excluded.granted, changed_at = ${LEASE_CHANGED}
  )
  SELECT given.last_grant AS granted,
    coalesce(given.granted, (SELECT granted FROM meter_windows WHERE meter_id = $1 AND window_start = $2), 0) AS "grantedToAll"
  FROM meter LEFT JOIN given ON true`;

/**
 * Only as long as nobody has taken this process for dead, and given back what it holds. What was used without having been
 * held may be of a window that nobody has opened yet. Of parallel requests no more goes back than is held: a process that
 * was silent for long may have lost it to others.
 */
const CHANGE = `
  WITH change AS (
    SELECT meter_id, to_timestamp(start / 1000.0) AS window_start, amount
    FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS c (meter_id, start, amount)
    WHERE EXISTS (SELECT 1 FROM usage_journals WHERE id = $4 AND closed_at IS NULL)
  ), locked AS MATERIALIZED (
    SELECT w.meter_id, w.window_start FROM meter_windows w JOIN change USING (meter_id, window_start)
    ORDER BY w.meter_id, w.window_start FOR NO KEY UPDATE OF w
  ), held AS MATERIALIZED (
    SELECT l.meter_id, l.window_start, l.granted FROM locked JOIN meter_leases l USING (meter_id, window_start)
    WHERE l.journal_id = $4 ORDER BY l.meter_id, l.window_start FOR NO KEY UPDATE OF l
  ), possible AS (
    SELECT m.tenant_id, change.meter_id, change.window_start,
      CASE m.period WHEN 'none' THEN greatest(change.amount, -coalesce(held.granted, 0)) ELSE change.amount END AS amount
    FROM change JOIN limit_meters m ON m.id = change.meter_id
      LEFT JOIN locked ON locked.meter_id = change.meter_id AND locked.window_start = change.window_start
      LEFT JOIN held ON held.meter_id = change.meter_id AND held.window_start = change.window_start
    WHERE change.amount > 0 OR locked.meter_id IS NOT NULL
  ), changed AS (
    INSERT INTO meter_windows AS w (tenant_id, meter_id, window_start, granted, last_grant)
    SELECT tenant_id, meter_id, window_start, amount, 0 FROM possible ORDER BY meter_id, window_start
    ON CONFLICT (meter_id, window_start) DO UPDATE SET granted = w.granted + excluded.granted
  )
  INSERT INTO meter_leases AS l (tenant_id, meter_id, window_start, journal_id, granted)
  SELECT tenant_id, meter_id, window_start, $4, amount FROM possible ORDER BY meter_id, window_start
  ON CONFLICT (meter_id, window_start, journal_id) DO UPDATE
    SET granted = l.granted + excluded.granted, changed_at = ${LEASE_CHANGED}`;

/** What is given back is so at once: its holder is dead, and never did more than hold it while it worked. */
const FREE_PARALLEL = `
  WITH locked AS MATERIALIZED (
    SELECT meter_id, window_start FROM meter_windows WHERE meter_id = $1 FOR NO KEY UPDATE
  ), dead AS (
    DELETE FROM meter_leases l USING locked, usage_journals j
    WHERE l.meter_id = locked.meter_id AND l.window_start = locked.window_start AND j.id = l.journal_id AND j.id <> $3
      AND (j.closed_at IS NOT NULL OR j.seen_at < now() - make_interval(secs => $2))
    RETURNING l.granted
  )
  UPDATE meter_windows SET granted = granted - (SELECT sum(granted) FROM dead)
  WHERE meter_id = $1 AND EXISTS (SELECT 1 FROM dead) RETURNING meter_id`;

/** What all processes hold of all meters. Whoever changes it holds the window first, and windows in their order. */
@Injectable()
export class MeterStore {
  constructor(private readonly sql: DirectSql) {}

  /**
   * @param need without which nothing is granted
   * @param wish up to which it may be more
   * @returns null when there is no such meter, or others have taken this process for dead
   */
  async lease(
    meterId: string,
    windowStart: number,
    need: number,
    wish: number,
    journalId: string,
  ): Promise<Grant | null> {
    const values = [meterId, new Date(windowStart), need, wish, journalId];
    const [row] = await this.sql.query<Row>(LEASE, values).catch(noneWhereGone);
    return row ? { granted: Number(row.granted ?? 0), grantedToAll: Number(row.grantedToAll) } : null;
  }

  /** Gives back what is held (negative amounts), or takes what was used without having been held. */
  async change(holdings: readonly Holding[], journalId: string): Promise<void> {
    await this.sql.query(CHANGE, [
      holdings.map(({ meterId }) => meterId),
      holdings.map(({ windowStart }) => windowStart),
      holdings.map(({ amount }) => amount),
      journalId,
    ]);
  }

  /** Takes back what dead processes hold of what is given back. @param journalId who asks. @returns whether there was any */
  async freeParallel(meterId: string, silentSeconds: number, journalId: string): Promise<boolean> {
    return (await this.sql.query(FREE_PARALLEL, [meterId, silentSeconds, journalId])).length > 0;
  }
}

interface Row {
  granted: string | null;
  grantedToAll: string;
}

/** The meter was deleted while the statement ran. */
function noneWhereGone(error: unknown): [] {
  if ((error as { code?: unknown }).code === FOREIGN_KEY_VIOLATION) return [];
  throw error;
}
