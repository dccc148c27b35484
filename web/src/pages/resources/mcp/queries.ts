import { queryOptions } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../../api/client.js';

export type McpServer = Schemas['McpServerDto'];
export type McpMode = McpServer['mode'];

/** Sessions come and go by themselves. */
const POLL_MS = 3000;

/** Somebody waits for it. */
const CONNECTING_POLL_MS = 500;

/** Switched on, and not known yet to have come about or failed. */
export const isConnecting = ({ enable, runtime_info }: McpServer): boolean =>
  enable && (runtime_info?.status ?? 'connecting') === 'connecting';

export const mcpServersQuery = queryOptions({
  queryKey: ['mcp-servers'],
  queryFn: async () => (await read(api.GET('/api/v1/mcp/servers'))).servers,
  refetchInterval: POLL_MS,
});

export const mcpServerQuery = (name: string) =>
  queryOptions({
    queryKey: ['mcp-servers', name],
    queryFn: async () => (await read(api.GET('/api/v1/mcp/servers/{name}', { params: { path: { name } } }))).server,
    refetchInterval: ({ state }) => {
      if (state.error) return false;
      return state.data && isConnecting(state.data) ? CONNECTING_POLL_MS : POLL_MS;
    },
  });

export const mcpResourcesQuery = (name: string) =>
  queryOptions({
    queryKey: ['mcp-servers', name, 'resources'],
    queryFn: () => read(api.GET('/api/v1/mcp/servers/{name}/resources', { params: { path: { name } } })),
  });
