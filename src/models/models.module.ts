import { Module } from '@nestjs/common';
import { ProvidersModule } from '../providers/providers.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { AliasTargets } from './aliases/alias-targets.js';
import { AliasesController } from './aliases/aliases.controller.js';
import { AliasesRepository } from './aliases/aliases.repository.js';
import { AliasesService } from './aliases/aliases.service.js';
import { CredentialCheck } from './credential-check.js';
import { CredentialModelsController } from './credential-models.controller.js';
import { CredentialSharesRepository } from './credential-shares.repository.js';
import { CredentialTrial } from './credential-trial.js';
import { CredentialVault } from './credential-vault.js';
import { CredentialsController } from './credentials.controller.js';
import { CredentialsRepository } from './credentials.repository.js';
import { CredentialAccess } from './credentials/credential-access.js';
import { CredentialModelsService } from './credentials/credential-models.service.js';
import { CredentialProbe } from './credentials/credential-probe.js';
import { CredentialRecordsRepository } from './credentials/credential-records.repository.js';
import { CredentialSharingService } from './credentials/credential-sharing.service.js';
import { CredentialUses } from './credentials/credential-uses.js';
import { CredentialsService } from './credentials/credentials.service.js';
import { DefaultModelsRepository } from './default-models.repository.js';
import { DefaultModelsService } from './default-models.service.js';
import { DefaultsChoice } from './defaults-choice.js';
import { InstanceDefaultsController } from './instance-defaults.controller.js';
import { InstanceDefaultsRepository } from './instance-defaults.repository.js';
import { InstanceDefaultsService } from './instance-defaults.service.js';
import { ModelInventory } from './inventory/model-inventory.service.js';
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
import { BuiltinModels } from './routes/builtin-models.js';
import { RoutesRepository } from './routes/routes.repository.js';
import { TenantRouteSnapshots } from './routes/tenant-route-snapshots.js';
import { TenantRoutesLoader } from './routes/tenant-routes-loader.js';
import { TenantInfoController } from './tenant-info.controller.js';
import { TenantModelsRepository } from './tenant-models.repository.js';

/** Per tenant: credentials, the models they open, and the defaults among them. */
@Module({
  imports: [ProvidersModule, TenantsModule],
  controllers: [
    ModelsController,
    ModelsDefaultsController,
    CredentialsController,
    CredentialModelsController,
    InstanceDefaultsController,
    AliasesController,
    LlmController,
    TenantInfoController,
  ],
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
    DefaultsChoice,
    InstanceDefaultsService,
    InstanceDefaultsRepository,
    CredentialSharesRepository,
    CredentialRecordsRepository,
    CredentialAccess,
    CredentialProbe,
    CredentialUses,
    CredentialsService,
    CredentialModelsService,
    CredentialSharingService,
    AliasesService,
    AliasesRepository,
    AliasTargets,
    ModelInventory,
    RequesterCatalog,
    ProviderStore,
    ProviderAddress,
    ProviderChanges,
    LangBotProvidersService,
    LangBotModelsService,
    LangBotModelTest,
    ModelScan,
    BuiltinModels,
    RoutesRepository,
    TenantRoutesLoader,
    TenantRouteSnapshots,
  ],
  exports: [
    ModelsOverview,
    DefaultModelsService,
    InstanceDefaultsService,
    CredentialsService,
    CredentialModelsService,
    CredentialSharingService,
    AliasesService,
    ModelInventory,
    TenantRouteSnapshots,
    RequesterCatalog,
    LangBotProvidersService,
    LangBotModelsService,
    LangBotModelTest,
    ModelScan,
  ],
})
export class ModelsModule {}
