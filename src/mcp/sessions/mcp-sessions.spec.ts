import type { Change, ChangeFeed, ChangeListener } from '../../database/change-feed.js';
import type { SystemDb } from '../../database/system-db.js';
import { eventually } from '../../../test/support/eventually.js';
import type { McpServer } from '../mcp-server.entity.js';
import type { McpServersRepository } from '../mcp-servers.repository.js';
import type { McpVault } from '../mcp-vault.js';
import type { McpConnector } from './mcp-connector.js';
import { McpLimits } from './mcp-limits.js';
import { McpSessions } from './mcp-sessions.js';

const change = (id: string): Change => ({ kind: 'mcp-server', id, version: 1 });

describe('the sessions of a process', () => {
  it.each(Array.from({ length: 16 }, (_, ticks) => [ticks]))(
    'miss no change that comes %i ticks after the last one was read',
    async (ticks) => {
      let listener: ChangeListener | undefined;
      const feed = { subscribe: (given: ChangeListener) => (listener = given) } as unknown as ChangeFeed;
      const rowOf = (id: string) => ({ id, version: 1, isEnabled: true, mode: 'http', tenantId: 't' }) as McpServer;
      const servers = {
        listEnabled: () => Promise.resolve([]),
        findAnyones: (_: unknown, id: string) => Promise.resolve(rowOf(id)),
      } as unknown as McpServersRepository;
      const systemDb = { run: (_: string, work: (tx: unknown) => unknown) => work(null) } as unknown as SystemDb;
      const vault = {
        open: (server: McpServer) => {
          const opened = Promise.resolve({ server, arguments: {} });
          if (server.id === 'one') void after(ticks, opened).then(() => listener?.changed(change('two')));
          return opened;
        },
      } as unknown as McpVault;
      const connector = { open: () => Promise.reject(new Error('Nobody there')) } as unknown as McpConnector;
      const sessions = new McpSessions(systemDb, feed, servers, vault, connector, new McpLimits());
      sessions.onApplicationBootstrap();
      await sessions.settled();
      listener?.changed(change('one'));
      await eventually(() =>
        expect(sessions.ofTenant('t').map(({ opened }) => opened.server.id)).toEqual(['one', 'two']),
      );
      await sessions.beforeApplicationShutdown();
    },
  );
});

async function after(ticks: number, begin: Promise<unknown>): Promise<void> {
  await begin;
  for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
}
