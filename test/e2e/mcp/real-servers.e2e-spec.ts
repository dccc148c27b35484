import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { McpTools } from '../../../src/mcp/mcp-tools.js';
import { aKey, anAdministrator, aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { expectDone, expectRefused } from '../langbot/langbot-world.js';
import { mcpApi } from './mcp-world.js';

const EVERYTHING = createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/dist/index.js');
/** Says who it is before it becomes that server. */
const LAUNCH = 'console.error(`pid ${process.pid}`); import(process.argv[1])';
const NEVER = new AbortController().signal;
const environment = { OUTBOUND_ALLOW: '127.0.0.1/32', MCP_STDIO: 'true' };
const FORBIDDEN = 'Servers of mode stdio are for instance administrators who signed in, not for API keys';

describe('MCP servers of others', () => {
  let testApp: TestApp;
  let other: TestApp;
  let owner: Actor;
  let mcp: ReturnType<typeof mcpApi>;

  beforeAll(async () => {
    other = await startTestApp({ environment });
    // The last one judges credentials for both.
    testApp = await startTestApp({ environment, databaseUrl: other.databaseUrl });
  });

  beforeEach(async () => {
    owner = await anAdministrator(testApp);
    mcp = mcpApi(testApp, owner);
  });

  afterAll(async () => {
    await testApp.close();
    await other.close();
  });

  const toolsOf = ({ app }: TestApp) => app.get(McpTools, { strict: false }).list(owner.tenantId, 'all');

  const echo = async ({ app }: TestApp, message: string) => {
    const tools = app.get(McpTools, { strict: false });
    const [tool] = (await tools.list(owner.tenantId, 'all')).filter(({ name }) => name === 'echo');
    const { tenantId } = owner;
    return tools.call({
      tenantId,
      serverId: tool?.serverId ?? '',
      name: 'echo',
      arguments: { message },
      signal: NEVER,
    });
  };

  const bothKnow = (known: boolean) =>
    eventually(async () => {
      for (const each of [testApp, other])
        expect((await toolsOf(each)).some(({ name }) => name === 'echo')).toBe(known);
    });

  it('are spoken to over streamable HTTP, by every process', async () => {
    const { url, child } = await startEverything();
    await mcp.create({ name: 'everything', mode: 'remote', enable: true, extra_args: { url } });
    await bothKnow(true);
    expect(await echo(testApp, 'hello')).toEqual({ text: 'Echo: hello', isError: false });
    expect(await echo(other, 'there')).toEqual({ text: 'Echo: there', isError: false });
    expectDone(await mcp.update('everything', { enable: false }), null);
    await bothKnow(false);
    await ended(child);
  });

  it('are run as processes for administrators, and end with their session', async () => {
    const extra_args = {
      command: process.execPath,
      args: ['-e', LAUNCH, EVERYTHING, 'stdio'],
      env: { MARK: 'a-secret-of-the-child-1' },
    };
    await mcp.create({ name: 'local', mode: 'stdio', enable: true, extra_args });
    await bothKnow(true);
    expect(await echo(testApp, 'child')).toEqual({ text: 'Echo: child', isError: false });
    expect((await mcp.get('local')).body.data.server.extra_args.env).toEqual({ MARK: 'a-secret…ld-1' });
    const { logs } = (await mcp.get('local', '/logs?level=debug')).body.data as { logs: { text: string }[] };
    const pid = Number(/^pid (\d+)/.exec(logs[0]?.text ?? '')?.[1]);
    expect(process.kill(pid, 0)).toBe(true);
    expectDone(await mcp.remove('local'), null);
    await bothKnow(false);
    await eventually(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'));
  });

  it('that are processes are refused to users and keys', async () => {
    const body = { name: 'x', mode: 'stdio', enable: true, extra_args: { command: process.execPath } };
    expectRefused(await mcpApi(testApp, await aUser(testApp)).create(body), 403, FORBIDDEN);
    const { token } = await aKey(testApp, owner, { scopes: ['*', 'admin'] });
    const byKey = mcpApi(testApp, { headers: { 'x-api-key': token } });
    expectRefused(await byKey.create(body), 403, FORBIDDEN);
    expectRefused(await byKey.post('_', '/test', body), 403, FORBIDDEN);
    await mcp.create({ ...body, enable: false });
    expectRefused(await byKey.update('x', { enable: true }), 403, FORBIDDEN);
    expectRefused(await byKey.post('x', '/test'), 403, FORBIDDEN);
  });

  it('that are processes and end at once are errors, told in the log', async () => {
    const args = ['-e', 'console.error("no such luck"); process.exit(3)'];
    const extra_args = { command: process.execPath, args };
    await mcp.create({ name: 'broken', mode: 'stdio', enable: true, extra_args });
    await eventually(async () => {
      const { server } = (await mcp.get('broken')).body.data as { server: { runtime_info: object } };
      expect(server.runtime_info).toMatchObject({ status: 'error', error_phase: 'connect' });
    });
    const { logs } = (await mcp.get('broken', '/logs')).body.data as { logs: { text: string }[] };
    expect(logs.map(({ text }) => text.trim())).toContain('no such luck');
    expectDone(await mcp.remove('broken'), null);
  });
});

/** The reference server of the protocol's authors, on a port of its own. */
async function startEverything(): Promise<{ url: string; child: ChildProcess }> {
  const port = await freePort();
  const env = { PATH: process.env['PATH'], PORT: String(port) };
  const child = spawn(process.execPath, [EVERYTHING, 'streamableHttp'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('listening')) resolve();
    });
  });
  return { url: `http://127.0.0.1:${port}/mcp`, child };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
