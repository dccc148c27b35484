import { queryOptions } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../../api/client.js';

export type Bot = Schemas['BotDto'];
export type RunningBot = Schemas['RunningBotDto'];
export type Adapter = Schemas['AdapterDto'];

const POLL_MS = 4000;

export const botsQuery = queryOptions({
  queryKey: ['bots'],
  queryFn: async () => (await read(api.GET('/api/v1/platform/bots'))).bots,
});

/** Its state changes by itself. */
export const botQuery = (uuid: string) =>
  queryOptions({
    queryKey: ['bots', uuid],
    queryFn: async () => (await read(api.GET('/api/v1/platform/bots/{uuid}', { params: { path: { uuid } } }))).bot,
    refetchInterval: ({ state }) => (state.error ? false : POLL_MS),
  });

export const adaptersQuery = queryOptions({
  queryKey: ['adapters'],
  queryFn: async () => (await read(api.GET('/api/v1/platform/adapters'))).adapters,
  staleTime: Infinity,
});
