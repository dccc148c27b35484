import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { ApiKeysService } from '../../api-key/api-keys.service.js';
import { ApiKeyDto } from '../../api-key/dto/api-key.dto.js';
import { KeyListQueryDto } from '../../api-key/dto/key-list-query.dto.js';
import { KeyListing } from '../../api-key/key-listing.service.js';
import { ChatResources, type ResourceKind } from '../../gateway/resources/chat-resources.js';
import { BadInputError } from '../../kernel/app-error.js';
import type { Principal } from '../../kernel/principal.js';
import type { ConcreteScope } from '../../kernel/scope.js';
import { DefaultModelsService } from '../../models/default-models.service.js';
import { ModelsOverview } from '../../models/models-overview.js';

/** Something that Latchkey tells a model about itself; nothing of it changes anything. */
export interface OwnTool {
  name: string;
  description: string;
  scope: ConcreteScope;
  /** Of each argument, all of which are texts; null for none. */
  argument: { name: string; description: string; isRequired: boolean } | null;
  call(caller: Principal, argument: string | undefined): Promise<unknown>;
}

const MOST_KEYS = 100;

/** Latchkey's own tools, over the same services as its REST API. */
@Injectable()
export class OwnTools {
  readonly all: readonly OwnTool[] = [
    {
      name: 'list_models',
      description: 'The models of the tenant by provider, with their type and whether they are enabled',
      scope: 'models:read',
      argument: null,
      call: ({ tenantId }) => this.models(tenantId),
    },
    {
      name: 'get_default_models',
      description: 'The models that the tenant uses where none is named, one for each type',
      scope: 'models:read',
      argument: null,
      call: ({ tenantId }) => this.defaults.get(tenantId),
    },
    {
      name: 'list_keys',
      description: 'API keys, the youngest first, without their tokens; at most 100, `next_cursor` leads to more',
      scope: 'keys:read',
      argument: { name: 'cursor', description: 'The `next_cursor` of the answer before', isRequired: false },
      call: (caller, cursor) => this.listKeys(caller, cursor),
    },
    {
      name: 'get_key',
      description: 'One API key, without its token',
      scope: 'keys:read',
      argument: { name: 'id', description: 'The id of the key', isRequired: true },
      call: (caller, id) => this.getKey(caller, id ?? ''),
    },
    {
      name: 'usage_summary',
      description: 'How many tokens the tenant has used of each model, the most used first',
      scope: 'usage:read',
      argument: null,
      call: ({ tenantId }) => this.usage(tenantId),
    },
    {
      name: 'list_pipelines',
      description: 'The pipelines of the tenant, under the names by which they can be called like a model',
      scope: 'resources:read',
      argument: null,
      call: async ({ tenantId }) => ({ pipelines: await this.named(tenantId, 'pipeline') }),
    },
    {
      name: 'list_bots',
      description: 'The bots of the tenant that can be called like a model, under the names by which they can',
      scope: 'resources:read',
      argument: null,
      call: async ({ tenantId }) => ({ bots: await this.named(tenantId, 'bot') }),
    },
  ];

  constructor(
    private readonly overview: ModelsOverview,
    private readonly defaults: DefaultModelsService,
    private readonly keys: ApiKeysService,
    private readonly keyListing: KeyListing,
    private readonly resources: ChatResources,
  ) {}

  private async models(tenantId: string) {
    const factories = await this.overview.list(tenantId);
    return {
      models: factories.flatMap(({ name: provider, models }) =>
        models.map(({ name, type, isEnabled, maxTokens }) => ({
          name,
          provider,
          type,
          enabled: isEnabled,
          max_tokens: maxTokens,
        })),
      ),
    };
  }

  private async usage(tenantId: string) {
    const factories = await this.overview.list(tenantId);
    const used = factories.flatMap(({ name: provider, models }) =>
      models.map(({ name, usedTokens }) => ({ name, provider, used_tokens: usedTokens })),
    );
    return { models: used.sort((one, other) => other.used_tokens - one.used_tokens) };
  }

  private async listKeys(caller: Principal, cursor: string | undefined) {
    const query = Object.assign(new KeyListQueryDto(), { limit: MOST_KEYS, cursor });
    const { items, nextCursor } = await this.keyListing.list(caller, query.toRequest());
    return { keys: items.map((key) => ApiKeyDto.from(key)), next_cursor: nextCursor };
  }

  private async getKey(caller: Principal, id: string): Promise<ApiKeyDto> {
    if (!isUUID(id)) throw new BadInputError('Argument id must be a UUID');
    return ApiKeyDto.from(await this.keys.get(caller, id));
  }

  private async named(tenantId: string, kind: ResourceKind) {
    const listed = await this.resources.list(tenantId);
    return listed
      .filter(({ name }) => name.startsWith(`${kind}:`))
      .map(({ name, createdAt }) => ({ model: name, created_at: createdAt }));
  }
}
