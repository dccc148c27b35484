import { queryOptions } from '@tanstack/react-query';
import { api, read } from '../../../api/client.js';

const POLL_MS = 1000;

/** Work that the server goes on with; asked for again until it is done. */
export const taskQuery = (id: number | null) =>
  queryOptions({
    queryKey: ['tasks', id],
    queryFn: () => read(api.GET('/api/v1/system/tasks/{id}', { params: { path: { id: String(id) } } })),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.runtime.done === true || state.error ? false : POLL_MS),
  });
