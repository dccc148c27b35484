import { MODEL_TYPES, type ModelType } from './model-types.js';

/** What the pages of this area show, kept in the address. */
type Given = Record<string, unknown>;

export const PROVIDER_TABS = ['models', 'connection', 'sharing'] as const;
export type ProviderTab = (typeof PROVIDER_TABS)[number];

export function providersSearch({ search, type }: Given): { search?: string; type?: ModelType } {
  const known = MODEL_TYPES.find((name) => name === type);
  return { ...textOf(search), ...(known ? { type: known } : {}) };
}

export function providerSearch({ tab, discover }: Given): { tab?: ProviderTab; discover?: true } {
  const known = PROVIDER_TABS.find((name) => name === tab);
  return { ...(known ? { tab: known } : {}), ...(discover === true ? { discover } : {}) };
}

export function defaultsSearch({ of }: Given): { of?: 'instance' } {
  return of === 'instance' ? { of } : {};
}

export function aliasesSearch({ search, sort }: Given): { search?: string; sort?: 'created_at' } {
  return { ...textOf(search), ...(sort === 'created_at' ? { sort } : {}) };
}

function textOf(search: unknown): { search?: string } {
  return typeof search === 'string' && search !== '' ? { search } : {};
}
