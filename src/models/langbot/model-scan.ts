import { Injectable } from '@nestjs/common';
import { BadInputError, ProviderRefusedError } from '../../kernel/app-error.js';
import { TenantDb } from '../../database/tenant-db.js';
import { AdapterRegistry } from '../../providers/adapter-registry.js';
import type { FoundModel } from '../../providers/model-discovery.js';
import { ProviderCallError } from '../../providers/provider-call-error.js';
import { ProviderVerifier } from '../../providers/provider-verifier.js';
import type { TenantModel } from '../tenant-model.entity.js';
import { TenantModelsRepository } from '../tenant-models.repository.js';
import { abilityWords } from './langbot-model.js';
import { LangBotProvidersService } from './langbot-providers.service.js';
import { kindOfType, type ModelKind } from './model-kind.js';
import { targetOf } from './provider-store.js';

/** A model that a provider lists. */
export interface ScannedModel {
  name: string;
  kind: ModelKind;
  abilities: readonly string[];
  contextLength: number | null;
  seesPictures: boolean;
  isAdded: boolean;
}

/** Asks a provider which models it has. */
@Injectable()
export class ModelScan {
  constructor(
    private readonly providers: LangBotProvidersService,
    private readonly tenantDb: TenantDb,
    private readonly models: TenantModelsRepository,
    private readonly adapters: AdapterRegistry,
    private readonly verifier: ProviderVerifier,
  ) {}

  /** @param kind null for all that LangBot has a kind for. @throws NotFoundError, BadInputError, ProviderRefusedError */
  async scan(tenantId: string, providerId: string, kind: ModelKind | null): Promise<ScannedModel[]> {
    const { provider } = await this.providers.get(tenantId, providerId);
    const target = targetOf(provider);
    if (!target || !this.adapters.find(target.factory)?.listModels) {
      throw new BadInputError(`requester ${provider.requester} does not support listing models`);
    }
    const [found, own] = await Promise.all([
      this.verifier.listModels(target).catch(refuse),
      this.tenantDb.run(tenantId, (tx) => this.models.listOfCredentials(tx, tenantId, [providerId])),
    ]);
    return found.flatMap((model) => scanned(model, own)).filter((model) => kind === null || model.kind === kind);
  }
}

function refuse(error: unknown): never {
  if (!(error instanceof ProviderCallError)) throw error;
  if (error.causeClass === 'blocked_address') throw new BadInputError(`base_url: ${error.providerText}`);
  throw new ProviderRefusedError(error.providerText);
}

function scanned(found: FoundModel, own: readonly TenantModel[]): ScannedModel[] {
  const { name, type, contextLength } = found;
  const kind = type && kindOfType(type);
  if (type === null || kind === null) return [];
  const isThis = (model: TenantModel) =>
    kindOfType(model.type) === kind && [model.name, model.upstreamModel].includes(name);
  const abilities = kind === 'llm' ? abilityWords(type, found.abilities) : [];
  return [
    { name, kind, abilities, contextLength, seesPictures: abilities.includes('vision'), isAdded: own.some(isThis) },
  ];
}
