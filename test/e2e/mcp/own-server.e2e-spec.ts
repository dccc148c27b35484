import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

/** Latchkey's own MCP server, as the protocol's own client sees it. */
describe('/mcp', () => {
  let testApp: TestApp;
  let owner: Actor;

  beforeAll(async () => {
    testApp = await startTestApp();
    owner = await aUser(testApp);
  });

  afterAll(() => testApp.close());

  async function connect(token: string): Promise<Client> {
    const client = new Client({ name: 'test', version: '1' });
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', testApp.url), { requestInit }));
    return client;
  }

  it('offers tools that only read, to whoever has a key', async () => {
    const { token } = await aKey(testApp, owner, { name: 'everything', scopes: ['*'] });
    const client = await connect(token);
    const { tools } = await client.listTools();
    const listed = await client.callTool({ name: 'list_models', arguments: {} });

    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['list_models', 'get_default_models', 'list_keys', 'get_key', 'usage_summary']),
    );
    expect(listed.isError ?? false).toBe(false);
    await client.close();
  });

  it('says in the result which scope a key lacks', async () => {
    const { token } = await aKey(testApp, owner, { name: 'narrow', scopes: ['models:read'] });
    const client = await connect(token);
    const refused = await client.callTool({ name: 'usage_summary', arguments: {} });

    expect(refused.isError).toBe(true);
    expect(JSON.stringify(refused.content)).toContain('usage:read');
    await client.close();
  });

  it('is closed to strangers, and has neither streams nor sessions', async () => {
    const stranger = await testApp.http.post('/mcp').send({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    const stream = await testApp.http.get('/mcp').set(owner.headers);

    expect(stranger.status).toBe(401);
    expect(stream.status).toBe(405);
  });
});
