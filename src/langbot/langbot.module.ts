import { Module } from '@nestjs/common';
import { ModelsModule } from '../models/models.module.js';
import { LogsController } from './logs.controller.js';
import { PluginsController } from './plugins.controller.js';
import { ProviderModelsController } from './provider-models.controller.js';
import { ProviderRequestersController } from './provider-requesters.controller.js';
import { ProvidersController } from './providers.controller.js';

/** LangBot's models, providers and small read-only routes over the services of the other modules. */
@Module({
  imports: [ModelsModule],
  controllers: [
    ProviderModelsController,
    ProvidersController,
    ProviderRequestersController,
    LogsController,
    PluginsController,
  ],
})
export class LangBotModule {}
