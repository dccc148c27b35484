import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BooksCheck } from '../../../src/limits/books/books-check.js';
import { startCountingUpstream, type CountingUpstream } from '../../support/counting-upstream.js';
import { aKey, aUser } from '../../support/actors.js';
import { startServerProcess, type ServerProcess } from '../../support/server-process.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';

const BODY = JSON.stringify({ model: 'counted', max_tokens: 100, messages: [{ role: 'user', content: 'Hello' }] });
/** The most that such a request may use; its answers use just that. */
const COST = Buffer.byteLength(BODY) + 512 + 100;
const ADMITTED = 10;
const RACING = 1000;
const RECOVERY_MS = 30_000;

let testApp: TestApp;
let upstream: CountingUpstream;
let servers: ServerProcess[];
let dataDir: string;
let key: { id: string; token: string };

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
  upstream = await startCountingUpstream(COST);
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
  key = await aKey(testApp, owner);
  const budgets = [{ unit: 'tokens', amount: ADMITTED * COST, period: 'month' }];
  await testApp.http.post('/api/v1/limits').set(owner.headers).send({ key_id: key.id, budgets }).expect(200);
  dataDir = await mkdtemp(join(tmpdir(), 'latchkey-race-'));
  const environment = { ...ALLOW_LOOPBACK, DATA_DIR: dataDir, CONSOLE: 'false', LOG_LEVEL: 'warn' };
  servers = await Promise.all([0, 1, 2].map(() => startServerProcess(testApp.databaseUrl, environment)));
}, 120_000);

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await upstream.close();
  await testApp.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** @returns the status; 0 when the server was gone */
async function ask({ url }: ServerProcess): Promise<number> {
  const headers = { authorization: `Bearer ${key.token}`, 'content-type': 'application/json' };
  try {
    const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body: BODY });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

const untilReceived = async (count: number): Promise<void> => {
  while (upstream.received < count) await new Promise((resolve) => setImmediate(resolve));
};

interface Books {
  granted: number;
  leased: number;
  spent: number;
  reserved: number;
  lost: number;
}

async function books(): Promise<Books> {
  const [row] = await testApp.dataSource.query<Record<keyof Books, string>[]>(
    `SELECT w.granted, sum(l.granted) AS leased, sum(l.spent) AS spent, sum(l.reserved) AS reserved, sum(l.lost) AS lost
     FROM meter_windows w JOIN meter_leases l USING (meter_id, window_start) GROUP BY w.granted`,
  );
  return Object.fromEntries(
    Object.entries(row ?? {}).map(([name, value]) => [name, Number(value)]),
  ) as unknown as Books;
}

describe('a budget on three processes, one of which is killed', () => {
  it('is never exceeded, and in the end used up to the last', async () => {
    upstream.hold();
    const [killed, ...living] = servers as [ServerProcess, ServerProcess, ServerProcess];
    const racing = Array.from({ length: RACING }, (_, index) => ask(servers[index % 3] as ServerProcess));
    await untilReceived(ADMITTED / 2);
    await killed.kill();
    servers = living;
    upstream.release();
    const statuses = await Promise.all(racing);
    expect(upstream.received).toBeLessThanOrEqual(ADMITTED);
    expect(new Set(statuses.filter((status) => status !== 200))).toEqual(new Set([0, 429]));

    const end = Date.now() + RECOVERY_MS;
    let state = await books();
    while (state.spent + state.lost < ADMITTED * COST && Date.now() < end) {
      await Promise.all(living.map(ask));
      state = await books();
    }
    const all = ADMITTED * COST;
    expect(state).toMatchObject({ granted: all, leased: all, reserved: 0 });
    expect(state.spent + state.lost).toBe(all);
    expect(upstream.received).toBeLessThanOrEqual(ADMITTED);
    expect(upstream.received * COST).toBeGreaterThanOrEqual(state.spent);
    const rows = await testApp.dataSource.query<{ tokens: string }[]>(
      'SELECT coalesce(sum(input_tokens + output_tokens), 0) AS tokens FROM usage_events WHERE key_id = $1',
      [key.id],
    );
    expect(rows).toEqual([{ tokens: String(state.spent) }]);
    expect(await testApp.app.get(BooksCheck).check()).toEqual({ granted: 0, closed: 0, usage: 0 });
  }, 120_000);
});
