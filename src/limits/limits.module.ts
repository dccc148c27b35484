import { Module } from '@nestjs/common';
import { ApiKeyModule } from '../api-key/api-key.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { ProvidersModule } from '../providers/providers.module.js';
import { UsageModule } from '../usage/usage.module.js';
import { AlertSecrets } from './alerts/alert-secrets.js';
import { AlertSender } from './alerts/alert-sender.js';
import { AlertWatch } from './alerts/alert-watch.js';
import { AlertsRepository } from './alerts/alerts.repository.js';
import { BooksCheck } from './books/books-check.js';
import { BooksRepository } from './books/books.repository.js';
import { KeyStandingController } from './key-standing.controller.js';
import { LimitsController } from './limits.controller.js';
import { LimitsRepository } from './limits.repository.js';
import { LimitsService } from './limits.service.js';
import { Admissions } from './metering/admissions.js';
import { LimitSnapshots } from './metering/limit-snapshots.js';
import { MeterBooks } from './metering/meter-books.js';
import { MeterStore } from './metering/meter-store.js';

/** Limits and budgets of tenants and keys, and what is left of them. */
@Module({
  imports: [MetricsModule, UsageModule, ProvidersModule, ApiKeyModule],
  controllers: [LimitsController, KeyStandingController],
  providers: [
    LimitsRepository,
    LimitsService,
    LimitSnapshots,
    MeterStore,
    MeterBooks,
    Admissions,
    AlertSecrets,
    AlertsRepository,
    AlertSender,
    AlertWatch,
    BooksRepository,
    BooksCheck,
  ],
  exports: [Admissions, LimitsService, MeterBooks],
})
export class LimitsModule {}
