import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import type { MeterPeriod, MeterUnit } from '../limit.entities.js';

export interface DueWindow {
  meterId: string;
  windowStart: Date;
}

/** A budget that has come to one of its shares, of which nobody was told yet. */
export interface DueAlert extends DueWindow {
  tenantId: string;
  limitId: string;
  keyId: string | null;
  model: string | null;
  unit: MeterUnit;
  period: MeterPeriod;
  amount: string;
  used: string;
  percent: number;
  url: string;
  secret: Buffer;
}

/** Windows that lie further back are nobody's concern any more. */
const RECENT = `interval '32 days'`;

/** `$1` are due at most. No more is used than was granted, which stands in the window: leases of few have to be added up. */
function due(windows: string): string {
  return `
       SELECT l.tenant_id AS "tenantId", l.id AS "limitId", l.key_id AS "keyId", l.model, m.id AS "meterId", m.unit, m.period,
         m.amount, w.window_start AS "windowStart", stand.used, share.percent, l.alert_url AS url, l.alert_secret AS secret
       FROM limit_meters m
       JOIN limits l ON l.id = m.limit_id
       JOIN meter_windows w ON w.meter_id = m.id AND w.window_start > now() - ${RECENT} AND EXISTS (
         SELECT FROM unnest(m.alert_at_percent) AS percent
         WHERE percent > w.alerted_percent AND w.granted * 100 >= percent * m.amount
       )
       CROSS JOIN LATERAL (
         SELECT coalesce(sum(spent + lost), 0) AS used FROM meter_leases
         WHERE meter_id = w.meter_id AND window_start = w.window_start
       ) AS stand
       CROSS JOIN LATERAL (
         SELECT max(percent) AS percent FROM unnest(m.alert_at_percent) AS percent
         WHERE percent > w.alerted_percent AND stand.used * 100 >= percent * m.amount
       ) AS share
       WHERE m.alert_at_percent <> '{}' AND l.alert_url IS NOT NULL AND share.percent IS NOT NULL ${windows}
       ORDER BY random() LIMIT $1`;
}

const OF_ALL = due('');
/** What is due comes of what was used, or of the limit's change. */
const OF_CHANGED = due(`AND (w.meter_id, w.window_start) IN (
         SELECT meter_id, window_start FROM meter_leases WHERE changed_at >= $2
         UNION SELECT meter_id, window_start FROM limits
           JOIN limit_meters ON limit_meters.limit_id = limits.id JOIN meter_windows ON meter_id = limit_meters.id
           WHERE updated_at >= $2
         UNION SELECT * FROM unnest($3::uuid[], $4::timestamptz[]))`);

@Injectable()
export class AlertsRepository {
  /**
   * The highest share of each budget that was reached. In any order, so that those whose address is dead hold up no others.
   * @param since only of windows, or their limits, that were changed since; null: of all
   * @param besides and of these
   */
  listDue(tx: Tx, since: Date | null, besides: readonly DueWindow[], limit: number): Promise<DueAlert[]> {
    if (since === null) return tx.query<DueAlert[]>(OF_ALL, [limit]);
    return tx.query<DueAlert[]>(OF_CHANGED, [
      limit,
      since,
      besides.map(({ meterId }) => meterId),
      besides.map(({ windowStart }) => windowStart),
    ]);
  }

  async markTold(tx: Tx, { tenantId, meterId, windowStart, percent }: DueAlert): Promise<void> {
    await tx.query(
      `UPDATE meter_windows SET alerted_percent = greatest(alerted_percent, $4)
       WHERE tenant_id = $1 AND meter_id = $2 AND window_start = $3`,
      [tenantId, meterId, windowStart, percent],
    );
  }
}
