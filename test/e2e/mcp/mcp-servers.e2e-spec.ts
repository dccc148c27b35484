import { McpTools } from '../../../src/mcp/mcp-tools.js';
import { McpLimits } from '../../../src/mcp/sessions/mcp-limits.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, anAdministrator, aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { storedText } from '../../support/stored-text.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { expectDone, expectRefused } from '../langbot/langbot-world.js';
import { Loopback, mcpApi, toolServer } from './mcp-world.js';

const SECRET = 'Bearer sk-secret-of-the-server-7Qx2';
const NEVER = new AbortController().signal;

describe('MCP servers', () => {
  let testApp: TestApp;
  let tools: Loopback;
  let owner: Actor;
  let mcp: ReturnType<typeof mcpApi>;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { OUTBOUND_ALLOW: '127.0.0.1/32' } });
    Object.assign(testApp.app.get(McpLimits, { strict: false }), { connectMs: 1_000, firstRetryMs: 50 });
    tools = await toolServer();
  });

  beforeEach(async () => {
    owner = await aUser(testApp);
    mcp = mcpApi(testApp, owner);
  });

  afterAll(async () => {
    await testApp.close();
    await tools.close();
  });

  const record = (more: object = {}) => ({
    name: 'weather',
    mode: 'http',
    enable: true,
    extra_args: { url: tools.url, headers: { authorization: SECRET }, timeout: 20 },
    ...more,
  });

  const connected = (name: string) =>
    eventually(async () => {
      expect((await mcp.get(name)).body.data.server.runtime_info).toMatchObject({ status: 'connected' });
    });

  it('connects a server whose name has slashes, and says which tools it has', async () => {
    const { token } = await aKey(testApp, owner);
    mcp = mcpApi(testApp, { headers: { 'x-api-key': token } });
    const created = await mcp.create(record({ name: 'acme/weather 1' }));
    const uuid = created.body.data.uuid as string;
    expectDone(created, { uuid });
    await connected('acme/weather 1');
    expect((await mcp.get('acme/weather 1')).body.data.server).toMatchObject({
      uuid,
      name: 'acme/weather 1',
      enable: true,
      mode: 'http',
      extra_args: { url: tools.url, headers: { authorization: 'Bearer s…7Qx2' }, timeout: 20 },
      runtime_info: {
        status: 'connected',
        tool_count: 4,
        tools: [
          { name: 'add', description: 'Adds', parameters: { type: 'object', required: ['a', 'b'] } },
          { name: 'picture' },
          { name: 'flood' },
          { name: 'sleep' },
        ],
        error_message: null,
        retry_count: 0,
      },
    });
    expect(tools.seen.at(-1)?.headers.authorization).toBe(SECRET);
    expect((await mcp.list()).body.data.servers).toMatchObject([{ uuid }]);
    expectDone(await mcp.remove('acme/weather 1'), null);
    expectRefused(await mcp.get('acme/weather 1'), 404, 'Resource not found');
  });

  it('seals secrets, keeps those that come back masked, and sends them nowhere else', async () => {
    await mcp.create(record({ enable: false }));
    const masked = (await mcp.get('weather')).body.data.server.extra_args as { url: string };
    expectDone(await mcp.update('weather', { name: 'renamed', extra_args: masked }), null);
    expect((await mcp.get('renamed')).body.data.server).toMatchObject({ extra_args: masked, runtime_info: null });
    expect(await storedText(testApp.dataSource)).not.toContain('sk-secret-of-the-server');
    expectRefused(
      await mcp.update('renamed', { extra_args: { ...masked, url: 'http://127.0.0.1:1/mcp' } }),
      400,
      'Field extra_args sends secrets to another address; send them anew, not masked',
    );
    expectRefused(
      await mcp.update('renamed', { extra_args: { url: tools.url, headers: { 'x-other': '***' } } }),
      400,
      'Field extra_args.headers.x-other is masked; send the secret itself',
    );
  });

  it.each([
    [{ mode: 'http' }, 'MCP server name is required'],
    [{ name: 'x' }, 'mode is required'],
    [{ name: 'x', mode: 'pigeon' }, 'mode must be one of: stdio, sse, http, remote'],
    [{ name: '_', mode: 'http' }, 'Field name must not be "_", "." or "..", nor have control characters'],
    [{ name: 'x', mode: 'http' }, 'Field extra_args.url is required'],
    [{ name: 'x', mode: 'http', extra_args: [] }, 'Field extra_args must be an object'],
    [
      { name: 'x', mode: 'sse', extra_args: { url: 'ftp://x' } },
      'Field extra_args.url is not a URL that can be called',
    ],
    [
      { name: 'x', mode: 'http', extra_args: { url: 'http://10.0.0.1/' } },
      'Field extra_args.url is refused: Address 10.0.0.1 is not allowed; set OUTBOUND_ALLOW=10.0.0.1/32',
    ],
    [
      { name: 'x', mode: 'http', extra_args: { url: 'http://127.0.0.1/', headers: { host: 'y' } } },
      'Field extra_args.headers.host is set by the protocol',
    ],
    [
      { name: 'x', mode: 'http', extra_args: { url: 'http://127.0.0.1/', headers: { a: 'b\r\nc: d' } } },
      'Field extra_args.headers.a contains invalid characters',
    ],
    [
      { name: 'x', mode: 'http', extra_args: { url: 'http://127.0.0.1/', timeout: 0 } },
      'Field extra_args.timeout must be a number of seconds up to 600',
    ],
  ])('refuses %j', async (body, message) => {
    expectRefused(await mcp.create(body), 400, message);
    expectDone(await mcp.list(), { servers: [] });
  });

  it('refuses a name twice, and lets two tenants have it', async () => {
    await mcp.create(record({ enable: false }));
    expectRefused(await mcp.create(record()), 400, 'MCP server already exists: weather');
    const other = mcpApi(testApp, await aUser(testApp));
    expect((await other.create(record({ enable: false }))).status).toBe(200);
    expectDone(await other.remove('weather'), null);
    expect((await mcp.get('weather')).status).toBe(200);
  });

  it('refuses stdio where it is switched off, even to administrators', async () => {
    const api = mcpApi(testApp, await anAdministrator(testApp));
    expectRefused(
      await api.create({ name: 'x', mode: 'stdio', extra_args: { command: 'true' } }),
      403,
      'Servers of mode stdio are switched off; MCP_STDIO=true switches them on',
    );
  });

  describe('tools', () => {
    const all = () => testApp.app.get(McpTools, { strict: false });
    const call = async (name: string, given: Record<string, unknown> = {}, signal = NEVER) => {
      const [tool] = await all().list(owner.tenantId, 'all');
      return all().call({ tenantId: owner.tenantId, serverId: tool?.serverId ?? '', name, arguments: given, signal });
    };

    beforeEach(async () => {
      await mcp.create(record({ extra_args: { url: tools.url, timeout: 0.3 } }));
      await connected('weather');
    });

    it('are listed for their tenant alone, and called', async () => {
      const stranger = await aUser(testApp);
      expect(await all().list(stranger.tenantId, 'all')).toEqual([]);
      const [tool] = await all().list(owner.tenantId, 'all');
      expect(tool).toMatchObject({ serverName: 'weather', name: 'add', description: 'Adds' });
      expect(await all().list(owner.tenantId, [])).toEqual([]);
      expect(await call('add', { a: 2, b: 40 })).toEqual({ text: '42', isError: false });
      const theft = {
        tenantId: stranger.tenantId,
        serverId: tool?.serverId ?? '',
        name: 'add',
        arguments: {},
        signal: NEVER,
      };
      expect(await all().call(theft)).toEqual({ text: 'There is no tool add', isError: true });
    });

    it('answer with bounded text', async () => {
      expect(await call('picture')).toEqual({ text: '[image image/png]', isError: false });
      expect(Buffer.byteLength((await call('flood')).text)).toBe(65_536);
      expect(await call('nope')).toEqual({ text: 'There is no tool nope', isError: true });
      expect(await call('sleep')).toEqual({ text: 'MCP error -32001: Request timed out', isError: true });
      expect(await call('sleep', {}, AbortSignal.abort())).toEqual({ text: 'The call was stopped', isError: true });
    });

    it('stand beside resources and a log', async () => {
      expect((await mcp.get('weather', '/resources')).body.data).toMatchObject({
        resources: [{ uri: 'memo://notes' }],
        resource_templates: [],
        resource_capabilities: { listChanged: true },
      });
      expectDone(await mcp.post('weather', '/resources/read', { uri: 'memo://notes' }), {
        contents: [{ uri: 'memo://notes', mime_type: null, text: 'Remember', blob: null, size: 8, truncated: false }],
      });
      expectRefused(await mcp.post('weather', '/resources/read'), 400, 'URI is required');
      expect((await mcp.get('weather', '/logs?level=info')).body.data.logs).toMatchObject([
        { text: 'Connected; 4 tools' },
      ]);
      expectRefused(await mcp.get('weather', '/logs?limit=501'), 400, 'limit must be from 1 to 500');
    });

    it('go when the server is disabled', async () => {
      expectDone(await mcp.update('weather', { enable: false }), null);
      expect(await all().list(owner.tenantId, 'all')).toEqual([]);
      expectRefused(await mcp.get('weather', '/resources'), 424, 'The MCP server is not connected');
    });
  });

  describe('a test', () => {
    const outcome = async (id: number) => {
      let done: Record<string, never> = {};
      await eventually(async () => {
        done = (await mcp.task(id)).body.data as typeof done;
        expect(done).toMatchObject({ runtime: { done: true } });
      });
      return done;
    };

    it('of a stored or an unsaved record says what came of it', async () => {
      await mcp.create(record({ enable: false }));
      const stored = await mcp.post('weather', '/test');
      expect(await outcome(stored.body.data.task_id as number)).toMatchObject({
        kind: 'mcp-operation',
        task_context: { metadata: { runtime_info: { status: 'connected', tool_count: 4 } } },
        runtime: { exception: null },
      });
      const unsaved = await mcp.post('_', '/test', record({ name: 'new', extra_args: { url: tools.url } }));
      expect(await outcome(unsaved.body.data.task_id as number)).toMatchObject({
        task_context: { metadata: { runtime_info: { status: 'connected' } } },
      });
      const refused = await mcp.post('_', '/test', record({ extra_args: { url: 'http://127.0.0.1:9/' } }));
      expect(await outcome(refused.body.data.task_id as number)).toMatchObject({
        task_context: { metadata: { runtime_info: { status: 'error', error_phase: 'connect' } } },
      });
    });

    it('of nothing is refused', async () => {
      expectRefused(await mcp.post('nobody', '/test'), 404, 'Resource not found');
      expectRefused(await mcp.post('_', '/test', { mode: 'http', enable: true }), 400, 'Field name is required');
      expectRefused(await mcp.post('_', '/test', { name: 'x', mode: 'http' }), 400, 'Field enable is required');
      expectRefused(await mcp.task(2_147_483), 404, 'Task not found', RetCode.NOT_FOUND);
    });
  });

  it.each<[string, string, Parameters<typeof Loopback.answering>[0]]>([
    ['never answers', 'http', () => undefined],
    [
      'answers garbage',
      'http',
      (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"'),
    ],
    ['sends a huge answer', 'http', (_, response) => floods(response, 'application/json')],
    ['sends an endless event', 'http', (_, response) => floods(response, 'text/event-stream')],
    ['sends an endless event over SSE', 'sse', (_, response) => floods(response, 'text/event-stream')],
    ['leads elsewhere', 'http', (_, response) => response.writeHead(307, { location: 'http://10.0.0.1/' }).end()],
  ])('gives up on a server that %s, and tries again', async (_, mode, answer) => {
    const hostile = await Loopback.answering(answer);
    await mcp.create(record({ mode, extra_args: { url: hostile.url } }));
    await eventually(async () => {
      const info = (await mcp.get('weather')).body.data.server.runtime_info as { status: string; retry_count: number };
      expect(info.status).toBe('error');
      expect(info.retry_count).toBeGreaterThan(1);
    });
    expectDone(await mcp.remove('weather'), null);
    await hostile.close();
  });
});

function floods(response: Parameters<Parameters<typeof Loopback.answering>[0]>[1], type: string): void {
  response.writeHead(200, { 'content-type': type });
  const piece = `data: ${'x'.repeat(65_536)}`;
  const pour = (): void => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once('drain', pour);
  };
  pour();
}
