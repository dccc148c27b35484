import { Global, Module } from '@nestjs/common';
import { AuditEventsRepository } from './audit-events.repository.js';
import { AuditService } from './audit.service.js';

/** The record of changes; append-only, asks nobody. */
@Global()
@Module({ providers: [AuditEventsRepository, AuditService], exports: [AuditService] })
export class AuditModule {}
