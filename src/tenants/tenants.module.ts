import { Module } from '@nestjs/common';
import { TenantsController } from './tenants.controller.js';
import { TenantsRepository } from './tenants.repository.js';
import { TenantsService } from './tenants.service.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

/** People, the tenants they own and share, and their roles in them. */
@Module({
  controllers: [TenantsController],
  providers: [UsersRepository, UsersService, TenantsRepository, TenantsService],
  exports: [UsersService, TenantsService],
})
export class TenantsModule {}
