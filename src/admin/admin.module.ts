import { Module } from '@nestjs/common';
import { ApiKeyModule } from '../api-key/api-key.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { InstanceModule } from '../instance/instance.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { AdminLicenseController } from './admin-license.controller.js';
import { AdminRolesController } from './admin-roles.controller.js';
import { AdminSessionController } from './admin-session.controller.js';
import { AdminSystemController } from './admin-system.controller.js';
import { AdminUsersController } from './admin-users.controller.js';

/** RAGFlow's admin surface over the services of the other modules. */
@Module({
  imports: [AuthModule, TenantsModule, ApiKeyModule, InstanceModule],
  controllers: [
    AdminSessionController,
    AdminUsersController,
    AdminRolesController,
    AdminLicenseController,
    AdminSystemController,
  ],
})
export class AdminModule {}
