import { Module } from '@nestjs/common';
import { Directory } from './directory.service.js';
import { TenantListRepository } from './tenant-list.repository.js';
import { TenantsController } from './tenants.controller.js';
import { TenantsRepository } from './tenants.repository.js';
import { TenantsService } from './tenants.service.js';
import { UserListRepository } from './user-list.repository.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

/** People, the tenants they own and share, and their roles in them. */
@Module({
  controllers: [TenantsController],
  providers: [
    Directory,
    TenantListRepository,
    UserListRepository,
    UsersRepository,
    UsersService,
    TenantsRepository,
    TenantsService,
  ],
  exports: [Directory, UsersService, TenantsService],
})
export class TenantsModule {}
