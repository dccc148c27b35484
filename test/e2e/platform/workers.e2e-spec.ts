import process from 'node:process';
import { eventually } from '../../support/eventually.js';
import { startServerProcess, type ServerProcess } from '../../support/server-process.js';
import { cloneDatabase, type ClonedDatabase } from '../../support/template-database.js';

const ADMINISTRATOR = { email: 'root@example.com', password: 'Correct-horse-77' };
const ENVIRONMENT = { ADMIN_EMAIL: ADMINISTRATOR.email, ADMIN_PASSWORD: ADMINISTRATOR.password, CONSOLE: 'false' };

/** A process takes its time to start, on a busy machine even more. */
const START_MS = 60_000;

let database: ClonedDatabase;
let server: ServerProcess;

beforeAll(async () => {
  database = await cloneDatabase();
  server = await startServerProcess(database.url, { ...ENVIRONMENT, WEB_CONCURRENCY: '2', LOG_LEVEL: 'debug' });
});

afterAll(() => database.drop());

async function headers(): Promise<{ authorization: string }> {
  const { body } = await server.http.post('/api/v1/auth/login').send(ADMINISTRATOR).expect(200);
  return { authorization: `Bearer ${(body as { data: { access_token: string } }).data.access_token}` };
}

/** Processes that have logged an answer, as one of them tells of all. */
async function workers(): Promise<number[]> {
  const asked = { start_page_number: 0, start_offset: 0 };
  const { body } = await server.http
    .get('/api/v1/logs')
    .query(asked)
    .set(await headers())
    .expect(200);
  const lines = (body as { data: { logs: string } }).data.logs.trimEnd().split('\n');
  const pids = lines.map((line) => (JSON.parse(line) as { pid?: number }).pid);
  return [...new Set(pids)].filter((pid) => pid !== undefined);
}

async function metric(line: RegExp): Promise<string[]> {
  const { text } = await server.http.get('/metrics').expect(200);
  return text.split('\n').filter((found) => line.test(found));
}

describe('two workers behind one address', () => {
  it('make the first administrator once, and share the requests', async () => {
    await eventually(async () => expect((await workers()).length).toBe(2));
    const { body } = await server.http.get('/api/v1/users').set(await headers());
    expect((body as { data: { items: object[] } }).data.items).toHaveLength(1);
  });

  it('say together what they counted, and each what it is', async () => {
    const token = await aKey();
    for (let at = 0; at < 4; at++) await chat(token).expect(404);
    expect(await metric(/^latchkey_requests_total/)).toEqual([
      'latchkey_requests_total{endpoint="chat",status="404"} 4',
    ]);
    expect(await metric(/^latchkey_request_duration_seconds_count/)).toEqual([
      'latchkey_request_duration_seconds_count{endpoint="chat"} 4',
    ]);
    expect((await metric(/^process_start_time_seconds/)).map((line) => line.split(' ')[0])).toEqual([
      'process_start_time_seconds{worker="1"}',
      'process_start_time_seconds{worker="2"}',
    ]);
    expect(await metric(/^latchkey_workers/)).toEqual(['latchkey_workers 2', 'latchkey_workers_silent 0']);
  });

  it('tell of one that does not answer', async () => {
    const [silent, other] = await workers();
    process.kill(silent!, 'SIGSTOP');
    expect(other).not.toBe(silent);
    // A request may be given to the one that is stopped; then it waits until that goes on.
    const asked = [1, 2].map(() => metric(/^latchkey_workers_silent/));
    expect(await Promise.race(asked)).toEqual(['latchkey_workers_silent 1']);
    process.kill(silent!, 'SIGCONT');
    await Promise.all(asked);
  });

  it('go on when one is killed, which another follows; what it had counted stays', async () => {
    const counted = await metric(/^latchkey_requests_total/);
    const [killed, other] = await workers();
    process.kill(killed!, 'SIGKILL');
    await eventually(async () => {
      expect((await workers()).length).toBe(3);
      expect(await metric(/^latchkey_workers/)).toEqual(['latchkey_workers 2', 'latchkey_workers_silent 0']);
    }, START_MS);
    expect(await metric(/^latchkey_requests_total/)).toEqual(counted);
    expect(await workers()).toContain(other);
  });

  it('end when asked to', async () => {
    const pids = await workers();
    expect(await server.stop()).toBe(0);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});

it('a server whose workers can’t start says why, and ends', async () => {
  const environment = { ...ENVIRONMENT, WEB_CONCURRENCY: '2', TLS_CERT: '/none.pem', TLS_KEY: '/none.pem' };
  await expect(startServerProcess(database.url, environment)).rejects.toThrow('The server ended with 1');
});

async function aKey(): Promise<string> {
  const { body } = await server.http
    .post('/api/v1/keys')
    .set(await headers())
    .send({ name: 'test' })
    .expect(200);
  return (body as { data: { token: string } }).data.token;
}

const chat = (token: string) =>
  server.http
    .post('/v1/chat/completions')
    .set('authorization', `Bearer ${token}`)
    .send({ model: 'none', messages: [{ role: 'user', content: 'Hi' }] });
