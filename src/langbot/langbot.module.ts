import { Module } from '@nestjs/common';
import { ModelsModule } from '../models/models.module.js';
import { ProviderModelsController } from './provider-models.controller.js';
import { ProviderRequestersController } from './provider-requesters.controller.js';
import { ProvidersController } from './providers.controller.js';

/** LangBot's models and providers over the services of the other modules. */
@Module({
  imports: [ModelsModule],
  controllers: [ProviderModelsController, ProvidersController, ProviderRequestersController],
})
export class LangBotModule {}
