import { Module } from '@nestjs/common';
import { ProvidersModule } from '../providers/providers.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { CredentialCheck } from './credential-check.js';
import { CredentialTrial } from './credential-trial.js';
import { CredentialVault } from './credential-vault.js';
import { CredentialsController } from './credentials.controller.js';
import { CredentialsRepository } from './credentials.repository.js';
import { DefaultModelsRepository } from './default-models.repository.js';
import { DefaultModelsService } from './default-models.service.js';
import { LangBotModelTest } from './langbot/langbot-model-test.js';
import { LangBotModelsService } from './langbot/langbot-models.service.js';
import { LangBotProvidersService } from './langbot/langbot-providers.service.js';
import { ModelScan } from './langbot/model-scan.js';
import { ProviderAddress } from './langbot/provider-address.js';
import { ProviderChanges } from './langbot/provider-changes.js';
import { ProviderStore } from './langbot/provider-store.js';
import { RequesterCatalog } from './langbot/requester-catalog.js';
import { LlmController } from './llm.controller.js';
import { ModelFinder } from './model-finder.js';
import { ModelRequestRules } from './model-request-rules.js';
import { ModelsDefaultsController } from './models-defaults.controller.js';
import { ModelsOverview } from './models-overview.js';
import { ModelsController } from './models.controller.js';
import { ModelsService } from './models.service.js';
import { TenantInfoController } from './tenant-info.controller.js';
import { TenantModelsRepository } from './tenant-models.repository.js';

/** Per tenant: credentials, the models they open, and the defaults among them. */
@Module({
  imports: [ProvidersModule, TenantsModule],
  controllers: [ModelsController, ModelsDefaultsController, CredentialsController, LlmController, TenantInfoController],
  providers: [
    ModelsService,
    ModelsOverview,
    ModelFinder,
    ModelRequestRules,
    CredentialCheck,
    CredentialTrial,
    CredentialVault,
    CredentialsRepository,
    TenantModelsRepository,
    DefaultModelsService,
    DefaultModelsRepository,
    RequesterCatalog,
    ProviderStore,
    ProviderAddress,
    ProviderChanges,
    LangBotProvidersService,
    LangBotModelsService,
    LangBotModelTest,
    ModelScan,
  ],
  exports: [RequesterCatalog, LangBotProvidersService, LangBotModelsService, LangBotModelTest, ModelScan],
})
export class ModelsModule {}
