import { jest } from '@jest/globals';
import { McpTools, type McpToolResult } from '../../../src/mcp/mcp-tools.js';
import { McpLimits } from '../../../src/mcp/sessions/mcp-limits.js';
import { SessionLog } from '../../../src/mcp/sessions/session-log.js';
import { ToolList } from '../../../src/mcp/sessions/tool-list.js';
import { aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import {
  MCP_HOSTILITIES,
  startHostileMcpServer,
  type HostileMcpServer,
  type McpHostility,
} from '../../support/hostile-mcp-server.js';
import { greatestGrowth } from '../../support/memory.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { type Loopback, mcpApi, toolServer } from './mcp-world.js';

/**
 * MCP servers that mean harm cost bounded memory and only their own session. Jest fails a test in which a promise was
 * rejected, or an error thrown, that nobody was there to catch.
 */
const AT_ONCE = 4;
const MOST_MEGABYTES = 96;
const NEVER = new AbortController().signal;

jest.setTimeout(60_000);

describe('an MCP server that means harm', () => {
  let testApp: TestApp;
  let neighbour: Loopback;
  let hostile: HostileMcpServer | null = null;
  let owner: Actor;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { OUTBOUND_ALLOW: '127.0.0.1/32' } });
    Object.assign(testApp.app.get(McpLimits, { strict: false }), { firstRetryMs: 50 });
    neighbour = await toolServer();
  });

  beforeEach(async () => {
    owner = await aUser(testApp);
  });

  afterEach(async () => {
    for (const name of ['hostile', 'good']) await mcpApi(testApp, owner).remove(name);
    await hostile?.close();
    hostile = null;
  });

  afterAll(async () => {
    await testApp.close();
    await neighbour.close();
  });

  const connect = async (name: string, url: string, timeout: number): Promise<string> => {
    const mcp = mcpApi(testApp, owner);
    const extra_args = { url, timeout };
    const created = await mcp.create({ name, mode: 'http', enable: true, extra_args });
    await eventually(async () => {
      expect((await mcp.get(name)).body.data.server.runtime_info).toMatchObject({ status: 'connected' });
    });
    return created.body.data.uuid as string;
  };

  const call = (serverId: string, name: string, given: Record<string, unknown> = {}): Promise<McpToolResult> =>
    testApp.app
      .get(McpTools, { strict: false })
      .call({ tenantId: owner.tenantId, serverId, name, arguments: given, signal: NEVER });

  it.each(Object.entries<McpHostility>(MCP_HOSTILITIES))(
    'with %s costs little, and only its own session',
    async (_name, harm) => {
      hostile = await startHostileMcpServer(harm);
      const good = await connect('good', neighbour.url, 60);
      const bad = await connect('hostile', hostile.url, 2);
      let results: McpToolResult[] = [];
      const growth = await greatestGrowth(async () => {
        const attacked = Promise.all(Array.from({ length: AT_ONCE }, () => call(bad, 'harm')));
        expect(await call(good, 'add', { a: 1, b: 2 })).toEqual({ text: '3', isError: false });
        expect((await testApp.http.get('/healthz')).status).toBe(200);
        results = await attacked;
        expect(await call(good, 'add', { a: 3, b: 4 })).toEqual({ text: '7', isError: false });
      });
      expect(results.map(({ isError }) => isError)).toEqual(Array(AT_ONCE).fill(true));
      expect(growth).toBeLessThan(MOST_MEGABYTES);
    },
  );

  it('and complains at length fills no log', async () => {
    const log = new SessionLog([]);
    const growth = await greatestGrowth(() => {
      for (let line = 0; line < 400; line += 1) log.write('error', `${line} ${'x'.repeat(1024 * 1024)}`);
      return Promise.resolve();
    });
    expect(log.last(1)[0]?.text.slice(0, 5)).toBe('399 x');
    expect(growth).toBeLessThan(MOST_MEGABYTES);
  });

  it('and describes its tools at length fills no list', async () => {
    const list = new ToolList();
    const growth = await greatestGrowth(() => {
      const description = (count: number) => JSON.parse(`"${count} ${'x'.repeat(1024 * 1024)}"`) as string;
      for (let count = 0; count < 100; count += 1)
        list.add([{ name: `tool-${count}`, description: description(count), inputSchema: { type: 'object' } }]);
      return Promise.resolve();
    });
    expect(list.tools).toHaveLength(100);
    expect(growth).toBeLessThan(MOST_MEGABYTES);
  });
});
