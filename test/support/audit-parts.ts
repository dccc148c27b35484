import { jest } from '@jest/globals';
import { AuditEventsRepository } from '../../src/audit/audit-events.repository.js';
import { AuditService } from '../../src/audit/audit.service.js';
import { AuditChainService } from '../../src/audit/sealing/audit-chain.service.js';
import { AuditMac } from '../../src/audit/sealing/audit-mac.js';
import { AuditRetention } from '../../src/audit/sealing/audit-retention.js';
import { AuditSealer } from '../../src/audit/sealing/audit-sealer.js';
import { AuditSealsRepository } from '../../src/audit/sealing/audit-seals.repository.js';
import { readAnchor } from '../../src/audit/sealing/seal.js';
import { AuditEvidenceRepository } from '../../src/audit/verification/audit-evidence.repository.js';
import type { AuditReport } from '../../src/audit/verification/audit-finding.js';
import { AuditVerification } from '../../src/audit/verification/audit-verification.js';
import { AppConfig } from '../../src/config/app-config.js';
import { readEnvironment } from '../../src/config/env.js';
import { Keyring } from '../../src/crypto/keyring.js';
import { ChangeFeed } from '../../src/database/change-feed.js';
import { describeDatabase, findRoles } from '../../src/database/database.js';
import { DirectSql } from '../../src/database/direct-sql.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { PartitionSchedule } from '../../src/database/partitions/partition-schedule.js';
import { SystemDb } from '../../src/database/system-db.js';
import { Transactions, type Tx } from '../../src/database/transactions.js';
import { ENTITIES } from '../../src/entities.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { startClock, stopClockAt } from './still-clock.js';
import { TEST_SECRET_KEY } from './test-app.js';

/** What one process has of the audit trail, without the timers: tests say when what is done. */
export interface AuditParts {
  systemDb: SystemDb;
  audit: AuditService;
  chain: AuditChainService;
  sealer: AuditSealer;
  metrics: Metrics;
  /** As at start, and each hour. */
  keepPartitions(retention: string): Promise<void>;
  record(tx: Tx, subject: string): Promise<void>;
  /** Records and seals, all at a time of long ago. */
  recordThen(time: Date, subject: string): Promise<void>;
  /** @returns the report, and each finding as `<kind>: <what it says>` after the event's subject or id */
  verify(anchor?: string): Promise<AuditReport & { told: string[] }>;
  close(): Promise<void>;
}

export async function startAuditParts(url: string): Promise<AuditParts> {
  const dataSource = await describeDatabase(url, ENTITIES, MIGRATIONS).initialize();
  const systemDb = new SystemDb(new Transactions(dataSource, new ChangeFeed(url), await findRoles(dataSource)));
  const sql = new DirectSql(url);
  const source = { current: () => Promise.resolve(TEST_SECRET_KEY), previous: null, generate: () => Promise.reject(new Error('no')) }; // prettier-ignore
  const mac = new AuditMac(await Keyring.open(systemDb, sql, source));
  const seals = new AuditSealsRepository();
  const audit = new AuditService(new AuditEventsRepository(), mac);
  const chain = new AuditChainService(seals, mac);
  const metrics = new Metrics();
  const verification = new AuditVerification(systemDb, seals, new AuditEvidenceRepository(), mac);
  const sealer = new AuditSealer(sql, systemDb, chain, metrics);
  const record = (tx: Tx, subject: string) =>
    audit.record(tx, {
      actor: 'system',
      action: 'test.done',
      subject,
      tenantId: null,
      details: { b: [1, 0.1], a: {} },
    });
  return {
    ...{ systemDb, audit, chain, metrics, sealer, record },
    recordThen: async (time, subject) => {
      const clock = jest.spyOn(seals, 'clock').mockResolvedValue(time);
      stopClockAt(time);
      await systemDb.run('test', (tx) => record(tx, subject));
      startClock();
      await sealer.seal();
      clock.mockRestore();
    },
    keepPartitions: async (retention) => {
      const schedule = new PartitionSchedule(systemDb);
      new AuditRetention(new AppConfig(readEnvironment({ AUDIT_RETENTION: retention })), schedule, chain, audit);
      await schedule.run();
    },
    verify: async (anchor) => {
      const told: string[] = [];
      const report = await verification.verify(anchor === undefined ? null : readAnchor(anchor), (finding) => {
        told.push(`${finding.eventId ?? '-'} ${finding.kind}: ${finding.says}`);
      });
      return { ...report, told };
    },
    close: async () => {
      await sql.close();
      await dataSource.destroy();
    },
  };
}
