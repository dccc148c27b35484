import { Global, Module } from '@nestjs/common';
import { MetricsModule } from '../metrics/metrics.module.js';
import { AuditEventsRepository } from './audit-events.repository.js';
import { AuditService } from './audit.service.js';
import { AuditChainService } from './sealing/audit-chain.service.js';
import { AuditMac } from './sealing/audit-mac.js';
import { AuditRetention } from './sealing/audit-retention.js';
import { AuditSealer } from './sealing/audit-sealer.js';
import { AuditSealsRepository } from './sealing/audit-seals.repository.js';

/** The record of changes; append-only, sealed, asks nobody. */
@Global()
@Module({
  imports: [MetricsModule],
  providers: [
    AuditEventsRepository,
    AuditService,
    AuditMac,
    AuditSealsRepository,
    AuditChainService,
    AuditSealer,
    AuditRetention,
  ],
  exports: [AuditService],
})
export class AuditModule {}
