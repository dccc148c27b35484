import { Module } from '@nestjs/common';
import { InstanceServices } from './instance-services.js';
import { InstanceVariablesService } from './instance-variables.service.js';

/** What concerns the whole instance: its parts and its named settings. */
@Module({
  providers: [InstanceServices, InstanceVariablesService],
  exports: [InstanceServices, InstanceVariablesService],
})
export class InstanceModule {}
