import { Module } from '@nestjs/common';
import { UsageModule } from '../usage/usage.module.js';
import { LimitsController } from './limits.controller.js';
import { LimitsRepository } from './limits.repository.js';
import { LimitsService } from './limits.service.js';
import { Admissions } from './metering/admissions.js';
import { LimitSnapshots } from './metering/limit-snapshots.js';
import { MeterBooks } from './metering/meter-books.js';
import { MeterStore } from './metering/meter-store.js';

/** Limits and budgets of tenants and keys, and what is left of them. */
@Module({
  imports: [UsageModule],
  controllers: [LimitsController],
  providers: [LimitsRepository, LimitsService, LimitSnapshots, MeterStore, MeterBooks, Admissions],
  exports: [Admissions, MeterBooks],
})
export class LimitsModule {}
