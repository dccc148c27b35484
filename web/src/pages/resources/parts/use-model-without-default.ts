import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, read } from '../../../api/client.js';
import { gatewayModelsQuery, type GatewayModel } from '../../../api/gateway.js';

/** As the server names what needs no credential, and stands in for a default. */
const BUILTIN = 'Builtin';

const SLOTS = { chat: 'llm_id', embedding: 'embd_id' } as const;

/** Made anew with the others when the defaults change. */
const usedDefaultsQuery = queryOptions({
  queryKey: ['defaults', 'used'],
  queryFn: () => read(api.GET('/api/v1/models/default')),
});

/** A model to begin with where "the default" would be none; empty where there is one, or while that is found out. */
export function useModelWithoutDefault(type: keyof typeof SLOTS): string {
  const { data: defaults } = useQuery(usedDefaultsQuery);
  const { data: models } = useQuery(gatewayModelsQuery);
  if (!defaults || defaults[SLOTS[type]]) return '';
  const fit = models?.filter((model) => model.type === type && !isPipeline(model)) ?? [];
  return fit.some(({ owned_by }) => owned_by === BUILTIN) ? '' : (fit[0]?.id ?? '');
}

/** A pipeline is asked like a model, but does not stand on another one. */
export const isPipeline = ({ id, owned_by }: GatewayModel): boolean =>
  owned_by === 'latchkey' && id.startsWith('pipeline:');
