import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';

/** How many windows do not balance, by what is held against what. */
export interface Imbalances {
  /** What was handed out, and what processes hold of it. */
  granted: number;
  /** What a process held that has ended, and what of it was spent or lost. */
  closed: number;
  /** What was spent of a budget, and what the usage says. */
  usage: number;
}

/** Only windows that still matter are looked at. */
const RECENT = `interval '35 days'`;
/** Nobody settles in a minute of an hour ago. */
const MINUTES_KEPT = `interval '1 hour'`;
const WINDOWS_KEPT = `interval '400 days'`;
const MOST_AT_ONCE = 20_000;
/** By meter and start. */
const FIRST = ['00000000-0000-0000-0000-000000000000', '-infinity'];
const LAST = ['ffffffff-ffff-ffff-ffff-ffffffffffff', 'infinity'];

/** Tenant and key each have an index, which one condition for both would not use. */
function usageOf(key: string): string {
  return `(
      SELECT CASE m.unit WHEN 'money' THEN coalesce(sum(h.cost_micros), 0)
        ELSE coalesce(sum(h.input_tokens + h.output_tokens), 0) END
      FROM usage_hourly h
      WHERE h.tenant_id = m.tenant_id ${key} AND h.bucket >= stand.window_start
        AND h.bucket < stand.window_start + ('1 ' || m.period)::interval
    )`;
}

/**
 * The statement reads all tables at one moment, and rows of usage are written in the transaction of what they settle: so
 * whatever differs is wrong. Usage is held against budgets of all models, in windows that began after the budget did.
 */
function imbalances(windows: string): string {
  return `
  WITH stand AS (
    SELECT w.meter_id, w.window_start, w.granted, coalesce(sum(l.granted), 0) AS leased, coalesce(sum(l.spent), 0) AS spent,
      count(*) FILTER (WHERE j.closed_at IS NOT NULL AND (l.granted <> l.spent + l.lost OR l.reserved <> 0)) AS closed
    FROM meter_windows w JOIN limit_meters m ON m.id = w.meter_id
      LEFT JOIN meter_leases l USING (meter_id, window_start) LEFT JOIN usage_journals j ON j.id = l.journal_id
    WHERE w.window_start > now() - ${RECENT} AND m.period <> 'minute' ${windows}
    GROUP BY w.meter_id, w.window_start
  ), used AS (
    SELECT stand.spent, CASE WHEN limits.key_id IS NULL THEN ${usageOf('')}
      ELSE ${usageOf('AND h.key_id = limits.key_id')} END AS usage
    FROM stand JOIN limit_meters m ON m.id = stand.meter_id JOIN limits ON limits.id = m.limit_id
    WHERE m.unit IN ('money', 'tokens') AND m.period IN ('hour', 'day', 'week', 'month')
      AND limits.model IS NULL AND stand.window_start >= m.created_at
  )
  SELECT
    (SELECT count(*) FROM stand WHERE granted <> leased)::int AS granted,
    (SELECT coalesce(sum(closed), 0) FROM stand)::int AS closed,
    (SELECT count(*) FROM used WHERE spent <> usage)::int AS usage`;
}

/** After one window, up to another. */
const OF_PIECE = imbalances(`AND (w.meter_id, w.window_start) > ($1, $2) AND (w.meter_id, w.window_start) <= ($3, $4)`);
const OF_CHANGED = imbalances(`AND (w.meter_id, w.window_start) IN (
      SELECT meter_id, window_start FROM meter_leases WHERE changed_at >= $1)`);

/** Whether the books balance, and what of them is over. */
@Injectable()
export class BooksRepository {
  /** @param since only in windows that were changed since; null: in all */
  async findImbalances(tx: Tx, since: Date | null): Promise<Imbalances> {
    if (since === null) return this.findInAll(tx);
    const [found] = await tx.query<[Imbalances]>(OF_CHANGED, [since]);
    return found;
  }

  /** @param since only what was not over yet by then; null: all. @returns whether there may be more */
  async deleteOver(tx: Tx, since: Date | null): Promise<boolean> {
    const deleted = await tx.query<[unknown[], number]>(
      `DELETE FROM meter_windows w USING (
         SELECT w.meter_id, w.window_start FROM meter_windows w JOIN limit_meters m ON m.id = w.meter_id
         WHERE m.period <> 'none' AND w.window_start < now() - ${MINUTES_KEPT}
           AND ($2::timestamptz IS NULL OR w.window_start >= $2 - ${MINUTES_KEPT})
           AND (m.period = 'minute' OR w.window_start < now() - ${WINDOWS_KEPT})
         ORDER BY w.window_start LIMIT $1
       ) AS over WHERE w.meter_id = over.meter_id AND w.window_start = over.window_start RETURNING 1`,
      [MOST_AT_ONCE, since],
    );
    await tx.query(`DELETE FROM usage_journals WHERE closed_at < now() - ${WINDOWS_KEPT}`);
    return deleted[1] === MOST_AT_ONCE;
  }

  /** Piece by piece: of millions, one statement would outlast the patience for it. */
  private async findInAll(tx: Tx): Promise<Imbalances> {
    const found: Imbalances = { granted: 0, closed: 0, usage: 0 };
    for (let from = FIRST; from !== LAST;) {
      const until = (await this.findEnd(tx, from)) ?? LAST;
      const [here] = await tx.query<[Imbalances]>(OF_PIECE, [...from, ...until]);
      found.granted += here.granted;
      found.closed += here.closed;
      found.usage += here.usage;
      from = until;
    }
    return found;
  }

  /** @returns null when there is not so much more */
  private async findEnd(tx: Tx, from: readonly string[]): Promise<string[] | null> {
    const [end] = await tx.query<{ meter: string; start: string }[]>(
      `SELECT meter_id AS meter, window_start::text AS start FROM meter_windows
       WHERE (meter_id, window_start) > ($1, $2) ORDER BY meter_id, window_start OFFSET $3 LIMIT 1`,
      [...from, MOST_AT_ONCE - 1],
    );
    return end ? [end.meter, end.start] : null;
  }
}
