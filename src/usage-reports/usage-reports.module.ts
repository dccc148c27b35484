import { Module } from '@nestjs/common';
import { ApiKeyModule } from '../api-key/api-key.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { KeyReportRepository } from './key-report/key-report.repository.js';
import { KeyReports } from './key-report/key-report.service.js';
import { KeyReportsController } from './key-reports.controller.js';
import { UsageController } from './usage.controller.js';
import { UsageExports } from './usage-exports.service.js';
import { UsageNames } from './usage-names.js';
import { UsageReports } from './usage-reports.service.js';
import { UsageRequestsRepository } from './usage-requests.repository.js';
import { UsageSumsRepository } from './usage-sums.repository.js';

/** Reading what was used. It owns no tables: those of `usage` are written there. */
@Module({
  imports: [TenantsModule, ApiKeyModule],
  controllers: [UsageController, KeyReportsController],
  providers: [
    UsageReports,
    UsageExports,
    UsageNames,
    UsageSumsRepository,
    UsageRequestsRepository,
    KeyReports,
    KeyReportRepository,
  ],
})
export class UsageReportsModule {}
