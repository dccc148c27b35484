import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import type { MeterPeriod, MeterUnit } from '../limit.entities.js';

/** A budget that has come to one of its shares, of which nobody was told yet. */
export interface DueAlert {
  tenantId: string;
  limitId: string;
  keyId: string | null;
  model: string | null;
  meterId: string;
  unit: MeterUnit;
  period: MeterPeriod;
  amount: string;
  windowStart: Date;
  used: string;
  percent: number;
  url: string;
  secret: Buffer;
}

/** Windows that lie further back are nobody's concern any more. */
const RECENT = `interval '32 days'`;

@Injectable()
export class AlertsRepository {
  /** The highest share of each budget that was reached. In any order, so that those whose address is dead hold up no others. */
  listDue(tx: Tx, limit: number): Promise<DueAlert[]> {
    return tx.query<DueAlert[]>(
      `SELECT l.tenant_id AS "tenantId", l.id AS "limitId", l.key_id AS "keyId", l.model, m.id AS "meterId", m.unit, m.period,
         m.amount, w.window_start AS "windowStart", stand.used, share.percent, l.alert_url AS url, l.alert_secret AS secret
       FROM limit_meters m
       JOIN limits l ON l.id = m.limit_id
       JOIN meter_windows w ON w.meter_id = m.id AND w.window_start > now() - ${RECENT}
       CROSS JOIN LATERAL (
         SELECT coalesce(sum(spent + lost), 0) AS used FROM meter_leases
         WHERE meter_id = w.meter_id AND window_start = w.window_start
       ) AS stand
       CROSS JOIN LATERAL (
         SELECT max(percent) AS percent FROM unnest(m.alert_at_percent) AS percent
         WHERE percent > w.alerted_percent AND stand.used * 100 >= percent * m.amount
       ) AS share
       WHERE m.alert_at_percent <> '{}' AND l.alert_url IS NOT NULL AND share.percent IS NOT NULL
       ORDER BY random() LIMIT $1`,
      [limit],
    );
  }

  async markTold(tx: Tx, { tenantId, meterId, windowStart, percent }: DueAlert): Promise<void> {
    await tx.query(
      `UPDATE meter_windows SET alerted_percent = greatest(alerted_percent, $4)
       WHERE tenant_id = $1 AND meter_id = $2 AND window_start = $3`,
      [tenantId, meterId, windowStart, percent],
    );
  }
}
