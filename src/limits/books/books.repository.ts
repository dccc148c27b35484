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

/**
 * The statement reads all tables at one moment, and rows of usage are written in the transaction of what they settle: so
 * whatever differs is wrong. Usage is held against budgets of all models, in windows that began after the budget did.
 */
const IMBALANCES = `
  WITH stand AS (
    SELECT w.meter_id, w.window_start, w.granted, coalesce(sum(l.granted), 0) AS leased,
      coalesce(sum(l.spent), 0) AS spent
    FROM meter_windows w LEFT JOIN meter_leases l USING (meter_id, window_start)
    WHERE w.window_start > now() - ${RECENT}
    GROUP BY w.meter_id, w.window_start
  ), used AS (
    SELECT stand.spent, (
      SELECT CASE m.unit WHEN 'money' THEN coalesce(sum(h.cost_micros), 0)
        ELSE coalesce(sum(h.input_tokens + h.output_tokens), 0) END
      FROM usage_hourly h
      WHERE h.tenant_id = m.tenant_id AND (limits.key_id IS NULL OR h.key_id = limits.key_id)
        AND h.bucket >= stand.window_start
        AND h.bucket < stand.window_start + ('1 ' || m.period)::interval
    ) AS usage
    FROM stand JOIN limit_meters m ON m.id = stand.meter_id JOIN limits ON limits.id = m.limit_id
    WHERE m.unit IN ('money', 'tokens') AND m.period IN ('hour', 'day', 'week', 'month')
      AND limits.model IS NULL AND stand.window_start >= m.created_at
  )
  SELECT
    (SELECT count(*) FROM stand JOIN limit_meters m ON m.id = stand.meter_id
      WHERE stand.granted <> stand.leased AND m.period <> 'minute')::int AS granted,
    (SELECT count(*) FROM meter_leases l JOIN usage_journals j ON j.id = l.journal_id
      JOIN limit_meters m ON m.id = l.meter_id
      WHERE j.closed_at IS NOT NULL AND m.period <> 'minute' AND l.window_start > now() - ${RECENT}
        AND (l.granted <> l.spent + l.lost OR l.reserved <> 0))::int AS closed,
    (SELECT count(*) FROM used WHERE spent <> usage)::int AS usage`;

/** Whether the books balance, and what of them is over. */
@Injectable()
export class BooksRepository {
  async findImbalances(tx: Tx): Promise<Imbalances> {
    const [found] = await tx.query<[Imbalances]>(IMBALANCES);
    return found;
  }

  /** @returns whether there may be more */
  async deleteOver(tx: Tx): Promise<boolean> {
    const deleted = await tx.query<[unknown[], number]>(
      `DELETE FROM meter_windows w USING (
         SELECT w.meter_id, w.window_start FROM meter_windows w JOIN limit_meters m ON m.id = w.meter_id
         WHERE m.period <> 'none' AND w.window_start < now() - ${MINUTES_KEPT}
           AND (m.period = 'minute' OR w.window_start < now() - ${WINDOWS_KEPT})
         ORDER BY w.window_start LIMIT $1
       ) AS over WHERE w.meter_id = over.meter_id AND w.window_start = over.window_start RETURNING 1`,
      [MOST_AT_ONCE],
    );
    await tx.query(`DELETE FROM usage_journals WHERE closed_at < now() - ${WINDOWS_KEPT}`);
    return deleted[1] === MOST_AT_ONCE;
  }
}
