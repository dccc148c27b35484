import { Global, Module } from '@nestjs/common';
import { AuditService } from './audit.service.js';

/** The record of changes; append-only, asks nobody. */
@Global()
@Module({ providers: [AuditService], exports: [AuditService] })
export class AuditModule {}
