import { Injectable } from '@nestjs/common';
import { BadInputError, NotFoundError, ProviderRefusedError } from '../../kernel/app-error.js';
import type { ModelType } from '../../kernel/model-type.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { ProviderTarget } from '../../providers/provider-adapter.js';
import { ProviderVerifier } from '../../providers/provider-verifier.js';
import type { TenantModel } from '../tenant-model.entity.js';
import { upstreamOf, type NewModel } from './langbot-model.js';
import { LangBotModelsService } from './langbot-models.service.js';
import { TYPE_OF_KIND, type ModelKind } from './model-kind.js';
import { ProviderAddress } from './provider-address.js';
import { ProviderChanges, type ProviderValues } from './provider-changes.js';
import { callValues, sealableValues } from './provider-keys.js';
import { addressOf, ProviderStore, targetOf, type StoredProvider } from './provider-store.js';

/** Makes one tiny call, as production would, to see whether a model answers. */
@Injectable()
export class LangBotModelTest {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly models: LangBotModelsService,
    private readonly store: ProviderStore,
    private readonly changes: ProviderChanges,
    private readonly addresses: ProviderAddress,
    private readonly verifier: ProviderVerifier,
  ) {}

  /** @throws NotFoundError, ProviderRefusedError */
  async testSaved(tenantId: string, kind: ModelKind, id: string): Promise<void> {
    const { model, provider } = await this.models.get(tenantId, kind, id);
    if (model.tenantId !== tenantId) return this.testShared(model, kind);
    await this.call(demandTarget(provider), model.upstreamModel, TYPE_OF_KIND[kind]);
  }

  /** With its owner's credential; what the provider says of that, and where it is, is not for others to read. */
  private async testShared({ tenantId, credentialId, upstreamModel }: TenantModel, kind: ModelKind): Promise<void> {
    const providers = await this.tenantDb.run(tenantId, (tx) => this.store.list(tx, tenantId));
    try {
      await this.call(savedTarget(providers, credentialId), upstreamModel, TYPE_OF_KIND[kind]);
    } catch (error) {
      if (!(error instanceof ProviderRefusedError || error instanceof BadInputError)) throw error;
      throw new ProviderRefusedError('The shared model does not answer; its owner can see why');
    }
  }

  /** Nothing is saved. @throws BadInputError, NotFoundError, ProviderRefusedError */
  async testUnsaved(tenantId: string, kind: ModelKind, { fields, provider }: NewModel): Promise<void> {
    if ('values' in provider) await this.addresses.checkFor(provider.values.requester, provider.values.baseUrl);
    const providers = await this.tenantDb.run(tenantId, (tx) => this.store.list(tx, tenantId));
    const target =
      'id' in provider ? savedTarget(providers, provider.id) : this.unsavedTarget(providers, provider.values);
    await this.call(target, upstreamOf(fields.name, fields.requesterConfig), TYPE_OF_KIND[kind]);
  }

  private unsavedTarget(providers: readonly StoredProvider[], values: ProviderValues): ProviderTarget {
    const same = this.changes.findSame(providers, values);
    if (same) return demandTarget(same);
    const { target, keys } = this.changes.contentOf(values);
    const { factory, baseUrl } = target;
    return { factory, baseUrl: addressOf(factory, baseUrl), credential: callValues(sealableValues(factory, keys)) };
  }

  private async call(target: ProviderTarget, name: string, type: ModelType): Promise<void> {
    const { results } = await this.verifier.verify(target, [{ name, type }], { mode: 'model' });
    const failure = results.find(({ verdict }) => verdict !== 'valid');
    if (!failure) return;
    const words = failure.message || failure.hint;
    if (failure.cause === 'blocked_address') throw new BadInputError(`base_url: ${words}`);
    throw new ProviderRefusedError(words);
  }
}

function savedTarget(providers: readonly StoredProvider[], id: string): ProviderTarget {
  const found = providers.find(({ credential }) => credential.id === id);
  if (!found) throw new NotFoundError(`Provider ${id} not found`);
  return demandTarget(found);
}

function demandTarget(provider: StoredProvider): ProviderTarget {
  const target = targetOf(provider);
  if (!target) throw new BadInputError(`requester ${provider.requester} is not available any more`);
  return target;
}
