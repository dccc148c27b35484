import { OutboundGuard } from '../../../src/providers/outbound-guard.js';
import { McpServersService } from '../../../src/mcp/mcp-servers.service.js';
import { McpSessions } from '../../../src/mcp/sessions/mcp-sessions.js';
import { UsersService } from '../../../src/tenants/users.service.js';
import { McpLimits } from '../../../src/mcp/sessions/mcp-limits.js';
import { aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { aGate } from '../../support/gate.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { expectDone, expectRefused } from '../langbot/langbot-world.js';
import { Loopback, mcpApi, toolServer } from './mcp-world.js';

describe('MCP servers at their bounds', () => {
  let testApp: TestApp;
  let tools: Loopback;
  let owner: Actor;
  let mcp: ReturnType<typeof mcpApi>;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { OUTBOUND_ALLOW: '127.0.0.1/32' } });
    Object.assign(testApp.app.get(McpLimits, { strict: false }), { firstRetryMs: 50 });
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

  const runtime = async (name: string) =>
    (await mcp.get(name)).body.data.server.runtime_info as { status: string; error_message: string | null };

  it('may have a secret in the query of their address, which is masked', async () => {
    const url = `${tools.url}?city=Bonn&api_key=0123456789-secret-of-the-query`;
    const created = await mcp.create({ name: 'query', mode: 'http', enable: true, extra_args: { url } });
    expect(created.body.msg).toBe('ok');
    await eventually(async () => expect(await runtime('query')).toMatchObject({ status: 'connected' }));
    const { extra_args } = (await mcp.get('query')).body.data.server as { extra_args: { url: string } };
    expect(extra_args.url).toBe(`${tools.url}?city=Bonn&api_key=01234567…uery`);
    expectDone(await mcp.update('query', { extra_args }), null);
    expectDone(await mcp.remove('query'), null);
  });

  it.each(['http://10.0.0.1/mcp?x=1', 'http://me:secret@127.0.0.1/mcp?x=1', 'http://127.0.0.1/mcp?x=1#y'])(
    'may not be at %s',
    async (url) => {
      const { status, body } = await mcp.create({ name: 'x', mode: 'http', extra_args: { url } });
      expect({ status, body: body as object }).toMatchObject({
        status: 400,
        body: { msg: expect.stringMatching(/^Field extra_args\.url is/) as string },
      });
    },
  );

  it('are 50 at most, however many are made at once', async () => {
    const service = testApp.app.get(McpServersService, { strict: false });
    const caller = { ...owner, tenantId: owner.tenantId } as never;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, count) =>
        service.create(caller, { name: `s${count}`, mode: 'http', arguments: { url: tools.url }, isEnabled: false }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
    expectRefused(
      await mcp.create({ name: 'one more', mode: 'http', extra_args: { url: tools.url } }),
      400,
      'There can be at most 50 MCP servers',
    );
  });

  it('hold no transaction open while a name is looked up', async () => {
    await mcp.create({ name: 'slow', mode: 'http', extra_args: { url: tools.url } });
    const guard = testApp.app.get(OutboundGuard, { strict: false });
    const asked = aGate();
    const answered = aGate();
    const check = guard.check.bind(guard);
    guard.check = async (url) => {
      asked.open();
      await answered.opened;
      return check(url);
    };
    const updating = mcp.update('slow', { extra_args: { url: `${tools.url}/other` } }).then((answer) => answer);
    await asked.opened;
    // What the server does beside it has transactions, too, which end; one that waited here for the name would not.
    await eventually(async () => {
      const [{ open }] = await testApp.dataSource.query<[{ open: number }]>(
        `SELECT count(*)::int AS open FROM pg_stat_activity
         WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
      );
      expect(open).toBe(0);
    });
    answered.open();
    guard.check = check;
    expectDone(await updating, null);
  });

  it('are let go with the tenant that they belong to', async () => {
    await mcp.create({ name: 'left', mode: 'http', enable: true, extra_args: { url: tools.url } });
    const sessions = testApp.app.get(McpSessions, { strict: false });
    expect(sessions.ofTenant(owner.tenantId)).toHaveLength(1);
    const users = testApp.app.get(UsersService, { strict: false });
    await users.setActive('system', owner.email, false);
    await users.delete('system', owner.email);
    await eventually(() => expect(sessions.ofTenant(owner.tenantId)).toEqual([]));
  });

  it('are given up when they say too much of themselves', async () => {
    const boaster = await Loopback.answering((_, response) => {
      const serverInfo = { name: 'x', version: '1' };
      const result = { protocolVersion: '2025-06-18', capabilities: {}, serverInfo, instructions: 'x'.repeat(300_000) };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 0, result }));
    });
    await mcp.create({ name: 'boaster', mode: 'http', enable: true, extra_args: { url: boaster.url } });
    await eventually(async () =>
      expect(await runtime('boaster')).toMatchObject({
        status: 'error',
        error_message: 'The server says too much of itself',
      }),
    );
    await mcp.remove('boaster');
    await boaster.close();
  });
});
