import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { dropPartition, PartitionKeeper, type PartitionedTable } from '../../database/partitions/partition-keeper.js';
import { PartitionSchedule } from '../../database/partitions/partition-schedule.js';
import type { Partition } from '../../database/partitions/partition.js';
import type { Tx } from '../../database/transactions.js';
import { AuditService } from '../audit.service.js';
import { AuditChainService } from './audit-chain.service.js';

/** They go with the events of their month. */
const SEALS: PartitionedTable = { table: 'audit_seals', period: 'month', keepDays: null };

/** Keeps the audit trail for as long as the operator wants, by whole months, and the chain over what is left. */
@Injectable()
export class AuditRetention {
  private readonly seals = new PartitionKeeper(SEALS);

  constructor(
    { auditRetentionDays }: AppConfig,
    schedule: PartitionSchedule,
    private readonly chain: AuditChainService,
    private readonly audit: AuditService,
  ) {
    schedule.keep({ table: 'audit_events', period: 'month', keepDays: auditRetentionDays }, (tx, partition) =>
      this.letGo(tx, partition),
    );
    schedule.keep(SEALS);
  }

  /** No seal was made before its event: those of the months up to then are all of events that go. */
  private async letGo(tx: Tx, { name, until }: Partition): Promise<boolean> {
    if (!(await this.chain.letGo(tx, until))) return false;
    const months = await this.seals.list(tx);
    for (const month of months) if (month.until <= until) await dropPartition(tx, month);
    await this.audit.record(tx, {
      actor: 'system',
      action: 'audit.expired',
      subject: `audit:${name}`,
      tenantId: null,
      details: { before: until.toISOString() },
    });
    return true;
  }
}
