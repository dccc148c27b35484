import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aKey, aUser } from '../../support/actors.js';
import { startCountingUpstream, type CountingUpstream } from '../../support/counting-upstream.js';
import { startDatabaseProxy } from '../../support/database-proxy.js';
import { eventually } from '../../support/eventually.js';
import { startServerProcess, type ServerProcess } from '../../support/server-process.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';

const USED = 17;
const BODY = { model: 'counted', messages: [{ role: 'user', content: 'Hello' }] };

let testApp: TestApp;
let upstream: CountingUpstream;
let dataDir: string;
let ownerId: string;
let key: { id: string; token: string };

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  upstream = await startCountingUpstream(USED);
  const owner = await aUser(testApp);
  const credential = {
    factory: 'OpenAI-API-Compatible',
    label: 'counted',
    base_url: upstream.url,
    credential: { api_key: 'sk-0123456789abcdef' },
    models: [{ name: 'counted', type: 'chat' }],
    verify: false,
  };
  await testApp.http.post('/api/v1/credentials').set(owner.headers).send(credential).expect(200);
  ownerId = owner.user.id;
  key = await aKey(testApp, owner);
  dataDir = await mkdtemp(join(tmpdir(), 'latchkey-killed-'));
});

afterEach(async () => {
  await upstream.close();
  await rm(dataDir, { recursive: true, force: true });
});

afterAll(() => testApp.close());

const environment = () => ({ ...ALLOW_LOOPBACK, DATA_DIR: dataDir, CONSOLE: 'false', LOG_LEVEL: 'error' });

function request({ url }: ServerProcess, body: object): Promise<Response> {
  const headers = { authorization: `Bearer ${key.token}`, 'content-type': 'application/json' };
  return fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** @returns the request's id, or null when it was not answered */
async function ask(server: ServerProcess): Promise<string | null> {
  try {
    const answer = await request(server, BODY);
    await answer.arrayBuffer();
    expect(answer.status).toBe(200);
    return answer.headers.get('x-request-id');
  } catch {
    return null;
  }
}

async function rows(): Promise<string[]> {
  const found = await testApp.dataSource.query<{ id: string }[]>('SELECT id FROM usage_events WHERE key_id = $1', [
    key.id,
  ]);
  return found.map(({ id }) => id);
}

describe('usage', () => {
  it('outlives a process that is killed under load, each request once', async () => {
    const CONCURRENT = 16;
    const first = await startServerProcess(testApp.databaseUrl, environment());
    const answered: string[] = [];
    let isKilled = false;
    const worker = async (): Promise<void> => {
      while (!isKilled) {
        const id = await ask(first);
        if (id === null) return;
        answered.push(id);
      }
    };
    const working = Array.from({ length: CONCURRENT }, worker);
    while (upstream.served < 100) await new Promise((resolve) => setImmediate(resolve));
    await first.kill();
    isKilled = true;
    await Promise.all(working);

    const second = await startServerProcess(testApp.databaseUrl, environment());
    await eventually(async () => {
      const found = await rows();
      expect(answered.filter((id) => !found.includes(id))).toEqual([]);
    });
    const found = await rows();
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBeLessThanOrEqual(upstream.received);
    expect(upstream.received - found.length).toBeLessThanOrEqual(CONCURRENT);
    const sums = await testApp.dataSource.query<object[]>(
      `SELECT sum(requests)::int AS requests, sum(input_tokens + output_tokens)::int AS tokens FROM usage_hourly WHERE key_id = $1
       UNION ALL SELECT sum(requests)::int, sum(input_tokens + output_tokens)::int FROM usage_daily WHERE key_id = $1
       UNION ALL SELECT sum(requests)::int, sum(input_tokens + output_tokens)::int FROM usage_daily_users WHERE user_id = $2`,
      [key.id, ownerId],
    );
    const expected = { requests: found.length, tokens: found.length * USED };
    expect(sums).toEqual([expected, expected, expected]);
    expect(await second.stop()).toBe(0);
    const [ledger] = await readdir(join(dataDir, 'journal'));
    expect(await readdir(join(dataDir, 'journal', ledger as string))).toEqual([]);
  });

  it.each([
    ['an answer', 'counted', 200],
    ['a failure', 'no-such-model', 404],
  ])('of a request is written down before its client has seen the end of %s', async (_, model, status) => {
    const server = await startServerProcess(testApp.databaseUrl, environment());
    const [ledger] = await readdir(join(dataDir, 'journal'));
    const folder = join(dataDir, 'journal', ledger as string);
    const [file] = await readdir(folder);
    for (let asked = 0; asked < 40; asked += 1) {
      const answer = await request(server, { ...BODY, model });
      await answer.text();
      expect(answer.status).toBe(status);
      const written = readFileSync(join(folder, file as string), 'utf8');
      expect(written).toContain(`"i":"${answer.headers.get('x-request-id')}"`);
    }
    await server.stop();
  });

  it('waits for a database that is away, and so does nobody who is known', async () => {
    const proxy = await startDatabaseProxy(testApp.databaseUrl);
    const server = await startServerProcess(proxy.url, environment());
    const before = await ask(server);
    await proxy.cut();
    const meanwhile = await Promise.all(Array.from({ length: 40 }, () => ask(server)));
    expect(meanwhile).not.toContain(null);
    await proxy.mend();
    await eventually(async () => expect((await rows()).sort()).toEqual([before, ...meanwhile].sort()));
    const after = await ask(server);
    await eventually(async () => expect(await rows()).toContain(after));
    await server.stop();
    await proxy.cut();
  });
});
