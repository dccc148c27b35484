import { Module } from '@nestjs/common';
import { TenantsModule } from '../tenants/tenants.module.js';
import { ApiKeyAuthenticator } from './api-key-authenticator.js';
import { ApiKeySnapshots } from './api-key-snapshots.js';
import { ApiKeyTokens } from './api-key-token.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ApiKeysService } from './api-keys.service.js';
import { KeyCounts } from './key-counts.js';
import { KeyDescriptions } from './key-descriptions.js';
import { KeyHolders } from './key-holders.js';
import { KeyIssuer } from './key-issuer.js';
import { KeyListRepository } from './key-list.repository.js';
import { KeyListing } from './key-listing.service.js';
import { KeyUses } from './key-uses.js';
import { KeysController } from './keys.controller.js';
import { LangBotKeysController } from './langbot-keys.controller.js';
import { LangBotKeysService } from './langbot-keys.service.js';
import { LastUse } from './last-use.js';
import { PublishableTokens } from './publishable-tokens.js';
import { SystemTokensController } from './system-tokens.controller.js';
import { UserKeysService } from './user-keys.service.js';

/** API keys: making, judging and ending them. */
@Module({
  imports: [TenantsModule],
  controllers: [KeysController, LangBotKeysController, SystemTokensController],
  providers: [
    ApiKeyTokens,
    ApiKeySnapshots,
    ApiKeyAuthenticator,
    ApiKeysRepository,
    ApiKeysService,
    KeyCounts,
    KeyDescriptions,
    KeyHolders,
    KeyIssuer,
    KeyListRepository,
    KeyListing,
    KeyUses,
    UserKeysService,
    LangBotKeysService,
    LastUse,
    PublishableTokens,
  ],
  exports: [
    ApiKeyAuthenticator,
    ApiKeysService,
    KeyCounts,
    KeyDescriptions,
    KeyHolders,
    KeyListing,
    KeyUses,
    UserKeysService,
    PublishableTokens,
  ],
})
export class ApiKeyModule {}
