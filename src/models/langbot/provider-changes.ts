import { Injectable } from '@nestjs/common';
import { BadInputError } from '../../kernel/app-error.js';
import type { Tx } from '../../database/transactions.js';
import { areSameKeys, demandUnmasked, keysIn, restoreKeys, type ProviderKeys } from './provider-keys.js';
import {
  addressOf,
  isSameAddress,
  ProviderStore,
  type ChangedContent,
  type ProviderContent,
  type StoredProvider,
} from './provider-store.js';
import { RequesterCatalog } from './requester-catalog.js';

/** A provider named by what it is. */
export interface ProviderValues {
  requester: string;
  /** Empty for the requester's own. */
  baseUrl: string;
  keys: ProviderKeys;
}

/** What a client says of a provider; what is absent stays. */
export interface ProviderChange extends Partial<ProviderValues> {
  label?: string;
}

/** The rules by which providers are found by value and changed. */
@Injectable()
export class ProviderChanges {
  constructor(
    private readonly store: ProviderStore,
    private readonly requesters: RequesterCatalog,
  ) {}

  /** The oldest provider of this surface that is the same; masks mean the keys that it has. */
  findSame(providers: readonly StoredProvider[], values: ProviderValues): StoredProvider | null {
    const { factory, baseUrl } = this.requesters.resolve(values.requester, values.baseUrl);
    const address = addressOf(factory, baseUrl);
    const isSame = (provider: StoredProvider): boolean => {
      const keys = restoreKeys(values.keys, provider.keys)?.keys;
      const isThere = provider.requester === values.requester && isSameAddress(provider.address, address);
      return provider.credential.source === 'langbot' && isThere && !!keys && areSameKeys(keys, provider.keys);
    };
    return providers.find(isSame) ?? null;
  }

  /** @throws BadInputError when a key is a mask that no equal provider has */
  async findOrInsert(
    tx: Tx,
    tenantId: string,
    providers: readonly StoredProvider[],
    values: ProviderValues,
  ): Promise<string> {
    const same = this.findSame(providers, values);
    return same ? same.credential.id : this.store.insert(tx, tenantId, this.contentOf(values), true);
  }

  /** @throws BadInputError */
  contentOf({ requester, baseUrl, keys }: ProviderValues, label?: string): ProviderContent {
    const name = label ?? this.requesters.find(requester)?.label ?? requester;
    const target = this.requesters.resolve(requester, baseUrl);
    return { label: name, requester, target, keys: demandUnmasked(keys) };
  }

  /**
   * Another address needs the keys again: whoever may change one must not send the other there.
   * @param isBound to the surface that it was made on, which then alone says where it is
   * @throws BadInputError
   */
  apply(
    provider: StoredProvider,
    change: ProviderChange,
    isBound = provider.credential.source !== 'langbot',
  ): ChangedContent {
    const { credential } = provider;
    const requester = change.requester ?? provider.requester;
    const target = this.targetOf(provider, requester, change.baseUrl ?? credential.baseUrl);
    const isMoved = !isSameAddress(addressOf(target.factory, target.baseUrl), provider.address);
    const restored = change.keys
      ? restoreKeys(change.keys, provider.keys)
      : { keys: provider.keys, hasMask: keysIn(provider.keys).length > 0 };
    if (!restored) throw badKeys('api_keys holds the mask of a key that is not stored here');
    if (isMoved && restored.hasMask) throw badKeys('api_keys must be given again, unmasked, with another base_url');
    const isAnother = isMoved || requester !== provider.requester || !areSameKeys(restored.keys, provider.keys);
    const isElsewhere = isBound && (isMoved || requester !== provider.requester);
    if (isElsewhere) {
      throw new BadInputError(
        'This provider was not made on this surface: only its name and api_keys can be changed here',
      );
    }
    return { label: change.label ?? credential.label, requester, target, keys: restored.keys, isAnother };
  }

  private targetOf({ credential, factory, requester, address }: StoredProvider, wanted: string, baseUrl: string) {
    const isSame = wanted === requester && isSameAddress(addressOf(factory, baseUrl), address);
    return factory && isSame ? { factory, baseUrl: credential.baseUrl } : this.requesters.resolve(wanted, baseUrl);
  }
}

function badKeys(message: string): BadInputError {
  return BadInputError.inField('api_keys', 'api_keys', message);
}
