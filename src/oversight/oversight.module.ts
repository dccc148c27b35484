import { Module } from '@nestjs/common';
import { ApiKeyModule } from '../api-key/api-key.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { AuditTrail } from './audit-trail.service.js';
import { AuditController } from './audit.controller.js';
import { TenantDirectoryController } from './tenant-directory.controller.js';
import { TenantOverviews } from './tenant-overviews.service.js';
import { UserAccounts } from './user-accounts.service.js';
import { UsersController } from './users.controller.js';

/** What those see who look after the whole: users, tenants, and who changed what. It owns no tables. */
@Module({
  imports: [TenantsModule, ApiKeyModule],
  controllers: [UsersController, TenantDirectoryController, AuditController],
  providers: [UserAccounts, TenantOverviews, AuditTrail],
})
export class OversightModule {}
