import { Module } from '@nestjs/common';
import { McpModule } from '../mcp/mcp.module.js';
import { ModelsModule } from '../models/models.module.js';
import { ExtensionsController } from './extensions.controller.js';
import { LogsController } from './logs.controller.js';
import { PluginsController } from './plugins.controller.js';
import { ProviderModelsController } from './provider-models.controller.js';
import { ProviderRequestersController } from './provider-requesters.controller.js';
import { ProvidersController } from './providers.controller.js';
import { ToolsController } from './tools.controller.js';

/** LangBot's models, providers and small things over the services of the other modules. */
@Module({
  imports: [ModelsModule, McpModule],
  controllers: [
    ProviderModelsController,
    ProvidersController,
    ProviderRequestersController,
    ToolsController,
    ExtensionsController,
    PluginsController,
    LogsController,
  ],
})
export class LangBotModule {}
