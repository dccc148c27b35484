import type { IncomingMessage, ServerResponse } from 'node:http';
import { McpServer as SdkServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { z } from 'zod';
import { McpTools } from '../../../src/mcp/mcp-tools.js';
import { McpLimits } from '../../../src/mcp/sessions/mcp-limits.js';
import { aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { Loopback, mcpApi } from './mcp-world.js';

const NEVER = new AbortController().signal;

/* eslint-disable @typescript-eslint/no-deprecated -- that is what such servers are made of */
describe('MCP servers of the older transport', () => {
  let testApp: TestApp;
  let server: Loopback;
  let owner: Actor;
  let mcp: ReturnType<typeof mcpApi>;
  /** Of connections that are open, by their session. */
  const open = new Map<string, SSEServerTransport>();

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { OUTBOUND_ALLOW: '127.0.0.1/32' } });
    Object.assign(testApp.app.get(McpLimits, { strict: false }), { firstRetryMs: 50 });
    server = await Loopback.answering((request, response) => void answer(request, response));
  });

  beforeEach(async () => {
    owner = await aUser(testApp);
    mcp = mcpApi(testApp, owner);
  });

  afterAll(async () => {
    await testApp.close();
    await server.close();
  });

  /** SSE at `/mcp`; messages go elsewhere, with the session that the stream named. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    if (pathname === '/messages') {
      const transport = open.get(searchParams.get('sessionId') ?? '');
      if (transport) await transport.handlePostMessage(request, response);
      else response.writeHead(404).end();
      return;
    }
    if (request.method !== 'GET') {
      response.writeHead(405).end();
      return;
    }
    const transport = new SSEServerTransport('/messages', response);
    open.set(transport.sessionId, transport);
    response.on('close', () => open.delete(transport.sessionId));
    const own = new SdkServer({ name: 'older', version: '1.0.0' });
    const inputSchema = { text: z.string() };
    own.registerTool('echo', { description: 'Says it again', inputSchema }, ({ text }) => ({
      content: [{ type: 'text', text }],
    }));
    await own.connect(transport);
  }

  const create = async (mode: string) => {
    const extra_args = { url: server.url, headers: { authorization: 'Bearer of-the-older-one' } };
    const created = await mcp.create({ name: 'older', mode, enable: true, extra_args });
    await eventually(async () => {
      expect((await mcp.get('older')).body.data.server.runtime_info).toMatchObject({ status: 'connected' });
    });
    return created.body.data.uuid as string;
  };

  const echo = (serverId: string, text: string) =>
    testApp.app.get(McpTools, { strict: false }).call({
      tenantId: owner.tenantId,
      serverId,
      name: 'echo',
      arguments: { text },
      signal: NEVER,
    });

  const logOf = async () => {
    const { logs } = (await mcp.get('older', '/logs')).body.data as { logs: { text: string }[] };
    return logs.map(({ text }) => text);
  };

  it('are spoken to, with their headers, and let go', async () => {
    const id = await create('sse');
    expect(await echo(id, 'hello')).toEqual({ text: 'hello', isError: false });
    expect(await logOf()).toEqual(['Connecting by SSE', 'Connected; 1 tools']);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(
      server.seen.map(() => 'Bearer of-the-older-one'),
    );
    await mcp.remove('older');
    await eventually(() => expect(open.size).toBe(0));
  });

  it('are found where nothing newer answers', async () => {
    const id = await create('remote');
    expect(await echo(id, 'there')).toEqual({ text: 'there', isError: false });
    expect(await logOf()).toEqual([
      'Connecting by streamable HTTP',
      'No streamable HTTP there; trying SSE',
      'Connecting by SSE',
      'Connected; 1 tools',
    ]);
    await mcp.remove('older');
  });

  it('may answer what nobody asks any more', async () => {
    const id = await create('sse');
    for (const transport of open.values()) await transport.send({ jsonrpc: '2.0', id: 999, result: {} });
    expect(await echo(id, 'still there')).toEqual({ text: 'still there', isError: false });
    expect(await logOf()).toEqual(['Connecting by SSE', 'Connected; 1 tools']);
    await mcp.remove('older');
  });

  it('are connected anew when they close', async () => {
    const id = await create('sse');
    for (const transport of open.values()) await transport.close();
    await eventually(async () => expect(await echo(id, 'again')).toEqual({ text: 'again', isError: false }));
    expect((await logOf()).filter((line) => line === 'Connecting by SSE')).toHaveLength(2);
    await mcp.remove('older');
  });
});
