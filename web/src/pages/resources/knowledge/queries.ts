import { queryOptions } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../../api/client.js';

export type Base = Schemas['KnowledgeBaseDto'];
export type KnowledgeFile = Schemas['KnowledgeFileDto'];

const POLL_MS = 1500;

export const basesQuery = queryOptions({
  queryKey: ['knowledge'],
  queryFn: async () => (await read(api.GET('/api/v1/knowledge/bases'))).bases,
});

export const baseQuery = (uuid: string) =>
  queryOptions({
    queryKey: ['knowledge', uuid],
    queryFn: async () => (await read(api.GET('/api/v1/knowledge/bases/{uuid}', { params: { path: { uuid } } }))).base,
  });

/** Asked for again while an import goes on. */
export const filesQuery = (uuid: string) =>
  queryOptions({
    queryKey: ['knowledge', uuid, 'files'],
    queryFn: async () =>
      (await read(api.GET('/api/v1/knowledge/bases/{uuid}/files', { params: { path: { uuid } } }))).files,
    refetchInterval: ({ state }) => (state.data?.some(isBusy) && !state.error ? POLL_MS : false),
  });

export function isBusy({ status }: KnowledgeFile): boolean {
  return status === 'pending' || status === 'processing';
}
