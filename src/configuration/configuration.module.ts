import { Module } from '@nestjs/common';
import { ModelsModule } from '../models/models.module.js';
import { ProvidersModule } from '../providers/providers.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { ConfigurationPace } from './configuration-pace.js';
import { ConfigurationPlanner } from './configuration-planner.service.js';
import { ConfigurationPreparation } from './configuration-preparation.service.js';
import { ConfigurationState } from './configuration-state.service.js';
import { ConfigurationSteps } from './configuration-steps.service.js';
import { ConfigurationController } from './configuration.controller.js';
import { ConfigurationService } from './configuration.service.js';

/** Configuration as code: compares whole tenants with what they should be, and makes them so. It owns no tables. */
@Module({
  imports: [TenantsModule, ModelsModule, ProvidersModule],
  controllers: [ConfigurationController],
  providers: [
    ConfigurationService,
    ConfigurationPace,
    ConfigurationState,
    ConfigurationPlanner,
    ConfigurationPreparation,
    ConfigurationSteps,
  ],
})
export class ConfigurationModule {}
