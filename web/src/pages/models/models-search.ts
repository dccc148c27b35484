import { oneOf, textOf } from '../../shell/address.js';
import { MODEL_TYPES, type ModelType } from './model-types.js';

/**
 * What the pages of this area show, kept in the address. What is not known is said to be undefined: what is only left
 * out stays as it came.
 */
type Given = Record<string, unknown>;
type Partly<Search> = { [Name in keyof Search]?: Search[Name] | undefined };

export const PROVIDER_TABS = ['models', 'connection', 'sharing'] as const;
export type ProviderTab = (typeof PROVIDER_TABS)[number];

export function providersSearch({ search, type }: Given): Partly<{ search: string; type: ModelType }> {
  return { search: textOf(search), type: oneOf(MODEL_TYPES, type) };
}

export function providerSearch({ tab, discover }: Given): Partly<{ tab: ProviderTab; discover: true }> {
  return { tab: oneOf(PROVIDER_TABS, tab), discover: discover === true ? discover : undefined };
}

export function defaultsSearch({ of }: Given): Partly<{ of: 'instance' }> {
  return { of: of === 'instance' ? of : undefined };
}

export function aliasesSearch({ search, sort }: Given): Partly<{ search: string; sort: 'created_at' }> {
  return { search: textOf(search), sort: sort === 'created_at' ? sort : undefined };
}
