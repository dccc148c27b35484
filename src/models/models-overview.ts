import { Injectable } from '@nestjs/common';
import type { ModelType } from '../kernel/model-type.js';
import { AppConfig } from '../config/app-config.js';
import { TenantDb } from '../database/tenant-db.js';
import { FactoryCatalog } from '../providers/factory-catalog.js';
import { CredentialsRepository } from './credentials.repository.js';
import { BUILTIN, DEFAULT_MAX_TOKENS } from './model-request-rules.js';
import { TenantModelsRepository, type ModelOfFactory } from './tenant-models.repository.js';

/** A model as a tenant sees it in the list of its factories. */
export interface ListedModel {
  name: string;
  type: ModelType;
  usedTokens: number;
  isEnabled: boolean;
  /** Empty for the factory's own address. */
  baseUrl: string;
  maxTokens: number;
}

export interface ListedFactory {
  name: string;
  /** RAGFlow's tag string. */
  tags: string;
  models: ListedModel[];
}

/**
 * What a tenant has: every factory that is configured or shared with it, with its models, and what is built in. Of two
 * models of one name, its own is shown.
 */
@Injectable()
export class ModelsOverview {
  constructor(
    private readonly config: AppConfig,
    private readonly catalog: FactoryCatalog,
    private readonly tenantDb: TenantDb,
    private readonly credentials: CredentialsRepository,
    private readonly models: TenantModelsRepository,
  ) {}

  async list(tenantId: string): Promise<ListedFactory[]> {
    const [credentials, models] = await this.tenantDb.run(tenantId, async (tx) => [
      await this.credentials.list(tx, tenantId),
      await this.models.list(tx, tenantId),
    ]);
    const names = [...new Set([...credentials, ...models].map(({ factory }) => factory))];
    const connected = names.map((name) => this.describe(name, models.filter((model) => model.factory === name))); // prettier-ignore
    return [this.builtin(), ...connected];
  }

  /** The built-in models that this instance really has. */
  builtin(): ListedFactory {
    const factory = this.catalog.find(BUILTIN);
    const configured = this.config.builtinEmbedding;
    const models = (configured?.models ?? []).map((name) => ({
      name,
      type: 'embedding' as const,
      usedTokens: 0,
      isEnabled: true,
      baseUrl: configured?.url ?? '',
      maxTokens: factory?.models.find((model) => model.name === name)?.maxTokens ?? DEFAULT_MAX_TOKENS,
    }));
    return { name: BUILTIN, tags: factory?.tags ?? '', models };
  }

  private describe(name: string, models: readonly ModelOfFactory[]): ListedFactory {
    const seen = new Set<string>();
    const listed = models.filter(({ name: model, type }) => {
      const key = `${type}|${model}`;
      return seen.has(key) ? false : seen.add(key);
    });
    return { name, tags: this.catalog.find(name)?.tags ?? '', models: listed.map(listedModel) };
  }
}

function listedModel({ name, type, usedTokens, isEnabled, baseUrl, maxTokens }: ModelOfFactory): ListedModel {
  return { name, type, usedTokens: Number(usedTokens), isEnabled, baseUrl, maxTokens: maxTokens || DEFAULT_MAX_TOKENS };
}
