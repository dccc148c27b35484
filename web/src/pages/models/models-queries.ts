import { queryOptions } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../api/client.js';

export type Factory = Schemas['FactoryDto'];
export type CatalogModel = Schemas['CatalogModelDto'];
export type Credential = Schemas['CredentialDto'];
export type CredentialModel = Schemas['CredentialModelDto'];
export type DefaultModels = Schemas['DefaultModelsDto'];
/** Factories by name, as the tenant has them: its own and what is shared with it. */
export type ListedFactories = Record<string, Schemas['ListedFactoryDto']>;

/** The catalog changes with the server's version only. */
const CATALOG_FRESH_MS = 3_600_000;

/** Whatever shows models: to be asked anew when some come, go, or are switched. */
export const MODEL_LISTS = [['credentials'], ['listed-models'], ['gateway-models'], ['defaults'], ['aliases']] as const;

export const factoriesQuery = queryOptions({
  queryKey: ['factories'],
  queryFn: () => read(api.GET('/api/v1/factories')),
  staleTime: CATALOG_FRESH_MS,
});

/** With its models and their public prices. */
export const factoryQuery = (name: string) =>
  queryOptions({
    queryKey: ['factories', name],
    queryFn: () =>
      read(api.GET('/api/v1/factories/{name}', { params: { path: { name }, query: { include_prices: 'true' } } })),
    staleTime: CATALOG_FRESH_MS,
  });

export const credentialQuery = (id: string) =>
  queryOptions({
    queryKey: ['credentials', id],
    queryFn: () => read(api.GET('/api/v1/credentials/{id}', { params: { path: { id } } })),
  });

export const credentialModelsQuery = (id: string) =>
  queryOptions({
    queryKey: ['credentials', id, 'models'],
    queryFn: async () => (await read(api.GET('/api/v1/credentials/{id}/models', { params: { path: { id } } }))).items,
  });

export const listedModelsQuery = queryOptions({
  queryKey: ['listed-models'],
  queryFn: async (): Promise<ListedFactories> => read(api.GET('/api/v1/models')),
});

/** What the tenant uses where no model is named, and which of that it chose itself. */
export const tenantDefaultsQuery = queryOptions({
  queryKey: ['defaults', 'tenant'],
  queryFn: async () => {
    const [own, used] = await Promise.all([
      read(api.GET('/api/v1/models/default', { params: { query: { own: 'true' } } })),
      read(api.GET('/api/v1/models/default')),
    ]);
    return { own, used };
  },
});

export const instanceDefaultsQuery = queryOptions({
  queryKey: ['defaults', 'instance'],
  queryFn: () => read(api.GET('/api/v1/instance/defaults')),
});
