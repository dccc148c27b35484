import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe('Latchkey as an MCP server', () => {
  let testApp: TestApp;
  let owner: Actor;
  let client: Client;

  beforeAll(async () => {
    testApp = await startTestApp();
    owner = await aUser(testApp);
  });

  afterAll(() => testApp.close());

  beforeEach(() => {
    client = new Client({ name: 'test', version: '1.0.0' });
  });

  afterEach(() => client.close());

  const connect = (headers: Record<string, string>) =>
    client.connect(new StreamableHTTPClientTransport(new URL(`${testApp.url}/mcp`), { requestInit: { headers } }));

  const call = async (name: string, given: Record<string, unknown> = {}) => {
    const { content, isError } = (await client.callTool({ name, arguments: given })) as CallToolResult;
    const [block] = content;
    return { text: block?.type === 'text' ? block.text : '', isError };
  };

  it('tells the SDK’s own client its tools, and answers them', async () => {
    const { id, token } = await aKey(testApp, owner, { name: 'seen', scopes: ['*', 'keys:read'] });
    await connect({ authorization: `Bearer ${token}` });
    expect(client.getServerVersion()).toMatchObject({ name: 'latchkey' });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual([
      'list_models',
      'get_default_models',
      'list_keys',
      'get_key',
      'usage_summary',
      'list_pipelines',
      'list_bots',
    ]);
    const listed = await call('list_keys');
    expect(JSON.parse(listed.text)).toMatchObject({ keys: [{ id, name: 'seen' }], next_cursor: null });
    expect(listed.text).not.toContain(token);
    expect(JSON.parse((await call('get_key', { id })).text)).toMatchObject({ id, name: 'seen' });
    expect(JSON.parse((await call('list_models')).text)).toEqual({ models: [] });
    expect(JSON.parse((await call('get_default_models')).text)).toMatchObject({ llm_id: '' });
    expect(JSON.parse((await call('usage_summary')).text)).toEqual({ models: [] });
    expect(JSON.parse((await call('list_pipelines')).text)).toEqual({ pipelines: [] });
    expect(JSON.parse((await call('list_bots')).text)).toEqual({ bots: [] });
  });

  it('says as a tool’s result what it refuses', async () => {
    const { token } = await aKey(testApp, owner, { scopes: ['models:read'] });
    await connect({ 'x-api-key': token });
    expect(await call('list_models')).toEqual({ text: '{"models":[]}', isError: false });
    expect(await call('list_keys')).toEqual({ text: 'The API key lacks the scope keys:read', isError: true });
    expect(await call('usage_summary')).toEqual({ text: 'The API key lacks the scope usage:read', isError: true });
    expect(await call('nope')).toEqual({ text: 'There is no tool nope', isError: true });
  });

  it('takes a user’s session too, and bad arguments badly', async () => {
    await connect(owner.headers);
    expect(await call('get_key', { id: 'x' })).toEqual({ text: 'Argument id must be a UUID', isError: true });
    expect(await call('get_key')).toEqual({ text: 'Argument id must be a string', isError: true });
    expect((await call('list_keys', { cursor: 'x' })).isError).toBe(true);
    const stranger = await aKey(testApp, await aUser(testApp));
    expect((await call('get_key', { id: stranger.id })).isError).toBe(true);
  });

  it('wants a credential', async () => {
    const response = await testApp.http.post('/mcp').send({ jsonrpc: '2.0', id: 1, method: 'ping' });
    expect(response.status).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Bearer realm="latchkey"');
    expect(response.body).toEqual({
      jsonrpc: '2.0',
      error: { code: -32000, message: 'Authentication required' },
      id: null,
    });
  });

  it('has neither streams nor sessions', async () => {
    for (const method of ['get', 'delete'] as const) {
      const response = await testApp.http[method]('/mcp').set(owner.headers);
      expect(response.status).toBe(405);
      expect(response.headers['allow']).toBe('POST');
    }
  });

  it.each([[[]], [[{ jsonrpc: '2.0', id: 1, method: 'ping' }]]])('refuses %j', async (body) => {
    const response = await testApp.http.post('/mcp').set(owner.headers).send(body);
    expect(response.status).toBe(400);
    expect(response.body).toEqual({
      jsonrpc: '2.0',
      error: { code: -32600, message: 'The body must be one JSON-RPC message' },
      id: null,
    });
  });

  it('refuses what is no message, and serves those that do not say what they take', async () => {
    const refused = await testApp.http.post('/mcp').set(owner.headers).send({ hello: 1 });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ jsonrpc: '2.0', error: { code: -32700 }, id: null });
    const told = await testApp.http.post('/mcp').set(owner.headers).send({ jsonrpc: '2.0', id: 7, method: 'ping' });
    expect(told.status).toBe(200);
    expect(told.body).toEqual({ jsonrpc: '2.0', id: 7, result: {} });
    const noted = { jsonrpc: '2.0', method: 'notifications/initialized' };
    const silent = await testApp.http.post('/mcp').set(owner.headers).send(noted);
    expect([silent.status, silent.text]).toEqual([202, '']);
  });
});
