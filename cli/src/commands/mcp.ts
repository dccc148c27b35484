import type { Command } from 'commander';
import type { McpServerList } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { noun } from './described.js';
import { resourceCommands, type ResourceKind } from './resources.js';

type McpServer = McpServerList['servers'][number];

const MCP_SERVERS: ResourceKind<McpServer> = {
  one: 'MCP server',
  article: 'an',
  many: 'MCP servers',
  noun: 'mcp',
  example: 'weather',
  columns: [
    ['name', ({ name }) => name],
    ['mode', ({ mode }) => mode],
    ['enabled', ({ enable }) => enable],
    ['status', ({ runtime_info }) => runtime_info?.status],
    ['id', ({ uuid }) => uuid],
  ],
  list: async (client) => {
    const data = await client.mcp.servers.list();
    return { data, items: data.servers };
  },
  idOf: ({ name }) => name,
  show: async (client, name) => {
    const data = await client.mcp.servers.get(name);
    return { data, item: data.server };
  },
  facts: (server) => [
    ['Name', server.name],
    ['Id', server.uuid],
    ['Mode', server.mode],
    ['Enabled', server.enable],
    ['Status', server.runtime_info?.status],
    ['Created', server.created_at],
  ],
  create: (client, record) => client.mcp.servers.create(record),
  update: (client, name, record) => client.mcp.servers.update(name, record),
  delete: (client, name) => client.mcp.servers.delete(name),
};

export function mcpCommands(program: Command, cli: Cli): void {
  resourceCommands(noun(program, 'mcp', 'MCP servers, whose tools pipelines can use.'), cli, MCP_SERVERS);
}
