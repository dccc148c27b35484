import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { startServerProcess, type ServerProcess } from '../../support/server-process.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

/** Longer than the change feed may be silent before snapshots have to be confirmed. */
const LONG_STOP_MS = 3_000;
const PROBES = 3;
/** Requests of each probe after every process has refused one: for a stale snapshot to come back, if any does. */
const AFTERWARDS = 20;

interface Key {
  id: string;
  token: string;
}

interface Seen {
  sentAt: number;
  answeredAt: number;
  status: number;
}

let world: TestApp;
let owner: Actor;
let processes: ServerProcess[];

beforeAll(async () => {
  world = await startTestApp();
  owner = await aUser(world);
  processes = await Promise.all([1, 2, 3].map(() => startServerProcess(world.databaseUrl, { CONSOLE: 'false' })));
});

afterAll(async () => {
  await Promise.all(processes.map((server) => server.kill()));
  await world.close();
});

const ask = ({ http }: ServerProcess, { token }: Key) => http.get('/v1/models').set('authorization', `Bearer ${token}`);

const patch = ({ http }: ServerProcess, { id }: Key, body: object) =>
  http.patch(`/api/v1/keys/${id}`).set(owner.headers).send(body).expect(200);

const EDITS: [string, number, (server: ServerProcess, key: Key) => PromiseLike<unknown>][] = [
  ['revoked', 401, ({ http }, { id }) => http.delete(`/api/v1/keys/${id}`).set(owner.headers).expect(200)],
  ['paused', 401, (server, key) => patch(server, key, { paused: true })],
  ['without the scope', 403, (server, key) => patch(server, key, { scopes: ['models:read'] })],
];

describe.each(EDITS)('a key that is %s', (_name, refusal, edit) => {
  it.each([0, 1, 2])('on process %i is refused there from then on, on the others once told', async (editor) => {
    const key = await aKey(world, owner);
    const seen: Seen[][] = processes.map(() => []);
    let isOver = false;
    const probe = async (index: number) => {
      while (!isOver) {
        const sentAt = performance.now();
        const { status } = await ask(processes[index]!, key);
        seen[index]!.push({ sentAt, answeredAt: performance.now(), status });
      }
    };
    // Each voids what the others have just read: so that the edit meets reads that are under way.
    const churn = async (index: number) => {
      for (let at = 0; at < 10; at++) await patch(processes[index]!, key, { description: `${index}-${at}` });
    };
    const probes = processes.flatMap((_, index) => Array.from({ length: PROBES }, () => probe(index)));
    await Promise.all([churn(0), churn(1), churn(2)]);
    await edit(processes[editor]!, key);
    const acknowledgedAt = performance.now();
    await eventually(() => {
      for (const answers of seen) expect(answers.filter(({ status }) => status !== 200).length).toBeGreaterThan(0);
    });
    const until = seen.map((answers) => answers.length + PROBES * AFTERWARDS);
    await eventually(() => seen.forEach((answers, index) => expect(answers.length).toBeGreaterThan(until[index]!)));
    isOver = true;
    await Promise.all(probes);

    const refusedAt = seen.map((answers) =>
      Math.min(...answers.filter(({ status }) => status !== 200).map(({ answeredAt }) => answeredAt)),
    );
    refusedAt[editor] = acknowledgedAt;
    const later = seen.flatMap((answers, index) => answers.filter(({ sentAt }) => sentAt > refusedAt[index]!));
    expect(new Set(later.map(({ status }) => status))).toEqual(new Set([refusal]));
    expect(seen.every((answers) => answers.some(({ status }) => status === 200))).toBe(true);
  });
});

it('a process that was stopped for seconds accepts nothing that was revoked meanwhile', async () => {
  const [first, , stopped] = processes as [ServerProcess, ServerProcess, ServerProcess];
  const key = await aKey(world, owner);
  await ask(stopped, key).expect(200);
  stopped.signal('SIGSTOP');
  await first.http.delete(`/api/v1/keys/${key.id}`).set(owner.headers).expect(200);
  // It is the time itself that matters here.
  await new Promise((resolve) => setTimeout(resolve, LONG_STOP_MS));
  const waiting = [1, 2, 3].map(() => ask(stopped, key).then(({ status }) => status));
  stopped.signal('SIGCONT');
  expect(await Promise.all(waiting)).toEqual([401, 401, 401]);
});

it('a request whose body arrives after its key was revoked is refused', async () => {
  const [first, second] = processes as [ServerProcess, ServerProcess];
  const key = await aKey(world, owner);
  const body = JSON.stringify({ model: 'none', messages: [{ role: 'user', content: 'Hi' }] });
  const authorization = `Bearer ${key.token}`;
  const headers = { authorization, 'content-type': 'application/json', 'content-length': body.length };
  const slow = request(`${second.url}/v1/chat/completions`, { method: 'POST', agent: false, headers });
  const answered = once(slow, 'response') as Promise<[IncomingMessage]>;
  slow.write(body.slice(0, 10));
  const begunAt = performance.now();
  await ask(second, key).expect(200);
  await first.http.delete(`/api/v1/keys/${key.id}`).set(owner.headers).expect(200);
  await eventually(async () => void (await ask(second, key).expect(401)));
  await eventually(() => expect(performance.now() - begunAt).toBeGreaterThan(100));
  slow.end(body.slice(10));
  const [{ statusCode }] = await answered;
  expect(statusCode).toBe(401);
});
