import { Module } from '@nestjs/common';
import { ApiKeyModule } from '../api-key/api-key.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { UsageController } from './usage.controller.js';
import { UsageExports } from './usage-exports.service.js';
import { UsageNames } from './usage-names.js';
import { UsageReports } from './usage-reports.service.js';
import { UsageRequestsRepository } from './usage-requests.repository.js';
import { UsageSumsRepository } from './usage-sums.repository.js';

/** Reading what was used. It owns no tables: those of `usage` are written there. */
@Module({
  imports: [TenantsModule, ApiKeyModule],
  controllers: [UsageController],
  providers: [UsageReports, UsageExports, UsageNames, UsageSumsRepository, UsageRequestsRepository],
})
export class UsageReportsModule {}
