import { Module } from '@nestjs/common';
import { AuditMac } from '../sealing/audit-mac.js';
import { AuditSealsRepository } from '../sealing/audit-seals.repository.js';
import { AuditEvidenceRepository } from './audit-evidence.repository.js';
import { AuditVerification } from './audit-verification.js';

/** Apart from the record of changes, so that it can be asked without a server. */
@Module({
  providers: [AuditMac, AuditSealsRepository, AuditEvidenceRepository, AuditVerification],
  exports: [AuditVerification],
})
export class AuditVerificationModule {}
