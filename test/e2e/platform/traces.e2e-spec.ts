import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anAdministrator, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { startFakeProvider, type FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { startServerProcess, type ServerProcess } from '../../support/server-process.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

/** Keeps what it is sent: protobuf, in which texts stand as they are. */
class Collector {
  told = '';
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      request.on('data', (piece: Buffer) => (this.told += piece.toString('latin1')));
      request.on('end', () => response.end());
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

let testApp: TestApp;
let provider: FakeProvider;
let administrator: Actor;
let collector: Collector;
let traced: ServerProcess;

beforeAll(async () => {
  testApp = await startTestApp();
  administrator = await anAdministrator(testApp);
  provider = await startFakeProvider({ kind: 'openai' });
  collector = new Collector();
  traced = await startServerProcess(testApp.databaseUrl, {
    OUTBOUND_ALLOW: '127.0.0.1/32',
    OTEL_EXPORTER_OTLP_ENDPOINT: await collector.listen(),
    OTEL_BSP_SCHEDULE_DELAY: '20',
  });
});

afterAll(async () => {
  await traced.kill();
  collector.close();
  await provider.close();
  await testApp.close();
});

const made = (path: string) => traced.http.post(path).set(administrator.headers);

describe('Traces', () => {
  it('tell of routes, statements, providers and model calls, and of no secret', async () => {
    const connection = { factory: 'OpenAI', base_url: provider.url, credential: provider.credential, models: [{ name: 'gpt-4o-mini', type: 'chat' }] }; // prettier-ignore
    await made('/api/v1/credentials').send(connection).expect(200);
    const owner = encodeURIComponent(administrator.email);
    const { body } = await made(`/api/v1/admin/users/${owner}/api_key`).expect(200);
    const { token } = body.data as { token: string };
    await traced.http
      .post('/v1/chat/completions')
      .set('authorization', `Bearer ${token}`)
      .set('baggage', 'whom=in-the-baggage')
      .set('user-agent', 'in-the-agent')
      .set('x-forwarded-for', '203.0.113.77')
      .send({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'whispered-words' }] })
      .expect(200);
    await traced.http.delete(`/api/v1/admin/users/${owner}/api_key/${token}?canary=in-the-query`).set(administrator.headers).expect(200); // prettier-ignore

    const wanted = [
      'POST /api/v1/credentials',
      'POST /v1/chat/completions',
      'DELETE /api/v1/admin/users/:username/api_key/:token',
      'chat gpt-4o-mini',
      'gen_ai.usage.input_tokens',
      'INSERT INTO',
    ];
    await eventually(() => expect(wanted.filter((words) => !collector.told.includes(words))).toEqual([]));
    expect(collector.told).toContain(provider.url.replace(/\/v1$/, ''));
    const secrets = [token, String(provider.credential['api_key']), administrator.token, 'whispered-words', 'in-the-query', 'in-the-baggage', 'in-the-agent', '203.0.113.77', administrator.email]; // prettier-ignore
    expect(secrets.filter((secret) => collector.told.includes(secret))).toEqual([]);
    expect(provider.requests.at(-1)?.headers).toMatchObject({ traceparent: expect.any(String) });
    expect(provider.requests.at(-1)?.headers).not.toHaveProperty('baggage');
  });

  it('do not keep the server from ending well when nobody collects them', async () => {
    const away = await startServerProcess(testApp.databaseUrl, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
    await away.http.get('/api/v1/factories').set(administrator.headers).expect(200);
    await expect(away.stop()).resolves.toBe(0);
  });

  it('are not made of what machines ask all day', async () => {
    await traced.http.get('/readyz').expect(200);
    await traced.http.get('/api/v1/factories').set(administrator.headers).expect(200);
    await eventually(() => expect(collector.told).toContain('GET /api/v1/factories'));
    expect(collector.told).not.toContain('readyz');
  });
});
