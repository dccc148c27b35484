/**
 * Two server processes over one database: how long a key that was deleted on one is still good on the other, and what
 * goes on while the database is away. Run `npm run build` first; the database must be empty and is left full.
 *
 *     node scripts/processes-check.mjs --database postgres://… [--repetitions 50] [--stop COMMAND --start COMMAND]
 *
 * COMMAND stops and starts that database, in a shell. Without them the second part is left out.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { parseArgs } from 'node:util';
import pg from 'pg';

const WITHIN_MS = 100;
const WARM_REQUESTS = 200;
/** An idle backend reports its statistics within 10 s. */
const STATISTICS_MS = 12_000;
const PATIENCE_MS = 30_000;
const EMAIL = 'check@example.com';
const PASSWORD = randomBytes(12).toString('base64url');

const { values: options } = parseArgs({
  options: {
    database: { type: 'string', default: process.env.DATABASE_URL },
    repetitions: { type: 'string', default: '50' },
    stop: { type: 'string' },
    start: { type: 'string' },
  },
});
let failures = 0;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function check(holds, claim, seen) {
  if (!holds) failures += 1;
  console.log(`${holds ? 'ok   ' : 'FAIL '} ${claim}${holds ? '' : `\n      saw: ${JSON.stringify(seen)}`}`);
}

/** Repeats until it holds; milliseconds that it took, or null when patience ran out. */
async function until(holds) {
  const begun = performance.now();
  while (performance.now() - begun < PATIENCE_MS) {
    if (await holds()) return Math.round(performance.now() - begun);
    await pause(20);
  }
  return null;
}

async function startServer(name, folder) {
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: options.database, DATA_DIR: join(folder, name), PORT: '0', LOG_LEVEL: 'warn' },
      ...{ SECRET_KEY: secretKey, ADMIN_EMAIL: EMAIL, ADMIN_PASSWORD: PASSWORD },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((resolve, reject) => {
    let said = '';
    child.on('exit', (code) => reject(new Error(`Server ${name} ended with ${code}:\n${said}`)));
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const ready = /is ready: (\S+)/.exec(said);
      if (ready) resolve(ready[1]);
    });
  });
  return { child, url, agent: new Agent({ keepAlive: true }) };
}

/** One request: `{status, headers, body, ms}`. */
function call(server, method, path, token, body) {
  const begun = performance.now();
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(path, server.url), { method, headers, agent: server.agent }, (incoming) => {
      let text = '';
      incoming.on('data', (chunk) => (text += chunk));
      incoming.on('end', () => {
        const { statusCode: status, headers: answered } = incoming;
        resolve({ status, headers: answered, body: JSON.parse(text), ms: performance.now() - begun });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body ? JSON.stringify(body) : undefined);
  });
}

const self = (server, token) => call(server, 'GET', '/api/v1/keys/self', token);

async function signIn(server) {
  const { body } = await call(server, 'POST', '/api/v1/auth/login', null, { email: EMAIL, password: PASSWORD });
  return body.data.access_token;
}

async function newKey(server, session) {
  const answer = await call(server, 'POST', '/api/v1/keys', session, { name: 'check' });
  if (answer.status !== 200) throw new Error(`No key: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.data;
}

/** How often the table of keys was read, by anybody, as far as the database was told yet. */
async function readsOfKeys() {
  const client = new pg.Client({ connectionString: options.database });
  await client.connect();
  const { rows } = await client.query(
    `SELECT seq_scan + coalesce(idx_scan, 0) AS scans FROM pg_stat_user_tables WHERE relname = 'key_secrets'`,
  );
  await client.end();
  return Number(rows[0].scans);
}

/** The statistics once nobody has anything left to report. */
async function settledReads() {
  await pause(STATISTICS_MS);
  return readsOfKeys();
}

async function warmKeyCostsNoRead(first, second, session) {
  const key = await newKey(first, session);
  const unread = await settledReads();
  await self(second, key.token);
  const read = await settledReads();
  check(read > unread, `a key's first use reads key_secrets (${unread} -> ${read} scans)`, { unread, read });
  let good = 0;
  for (let i = 0; i < WARM_REQUESTS; i++) good += (await self(second, key.token)).status === 200 ? 1 : 0;
  check(good === WARM_REQUESTS, `${WARM_REQUESTS} more uses are answered`, good);
  const afterwards = await settledReads();
  check(afterwards === read, `... and read it ${afterwards - read} times`, { read, afterwards });
}

/** Milliseconds from the answer to the deletion on one process to the first refusal on the other. */
async function revocation(first, second, session) {
  const { id, token } = await newKey(first, session);
  for (let i = 0; i < 2; i++) {
    const warm = await self(second, token);
    if (warm.status !== 200) throw new Error(`A new key answers ${warm.status}`);
  }
  const deleted = await call(first, 'DELETE', `/api/v1/keys/${id}`, session);
  const begun = performance.now();
  if (deleted.status !== 200) throw new Error(`Deletion answers ${deleted.status}`);
  const onFirst = self(first, token);
  let last = await self(second, token);
  while (last.status === 200 && performance.now() - begun < PATIENCE_MS) last = await self(second, token);
  const milliseconds = performance.now() - begun;
  return { milliseconds, statuses: [(await onFirst).status, last.status] };
}

async function revocations(first, second, session, repetitions) {
  const results = [];
  for (let i = 0; i < repetitions; i++) results.push(await revocation(first, second, session));
  const times = results.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const [fastest, median, slowest] = [times[0], times[times.length >> 1], times.at(-1)].map((time) => time.toFixed(1));
  const others = results.filter(({ statuses }) => statuses.some((status) => status !== 401));
  check(
    others.length === 0,
    `${repetitions} deleted keys are refused with 401, by the process that deleted at once`,
    others,
  );
  check(
    times.at(-1) <= WITHIN_MS,
    `... by the other after ${fastest} / ${median} / ${slowest} ms (min/median/max)`,
    times,
  );
}

function shell(command) {
  const { status } = spawnSync('sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
}

async function databaseAway(first, second, session) {
  const [known, unseen] = [await newKey(first, session), await newKey(first, session)];
  for (const server of [first, second]) await self(server, known.token);
  await self(first, unseen.token);
  const damaged = known.token.slice(0, -1) + (known.token.endsWith('A') ? 'B' : 'A');
  shell(options.stop);
  const slowest = { known: 0, unseen: 0 };
  const statuses = { known: new Set(), unseen: new Set() };
  for (let i = 0; i < 50; i++) {
    for (const [name, { token }] of Object.entries({ known, unseen })) {
      const { status, ms } = await self(second, token);
      statuses[name].add(status);
      slowest[name] = Math.max(slowest[name], Math.round(ms));
    }
    await pause(100);
  }
  const seen = (name) => [...statuses[name]].join();
  check(seen('known') === '200', `known key: 200, for 5 s and more (slowest ${slowest.known} ms)`, seen('known'));
  check(seen('unseen') === '503', `key never seen here: 503 (slowest ${slowest.unseen} ms)`, seen('unseen'));
  const refused = await self(second, unseen.token);
  check(Number(refused.headers['retry-after']) > 0, `... with Retry-After ${refused.headers['retry-after']}`, refused);
  check((await self(first, unseen.token)).status === 200, '... and 200 on the process that knows it');
  const typo = await self(second, damaged);
  check(typo.status === 401, `badly checksummed key: 401 (${Math.round(typo.ms)} ms)`, typo.body);
  for (const server of [first, second]) {
    const ready = await call(server, 'GET', '/readyz');
    check(ready.status === 200 && ready.body.status === 'degraded', '/readyz: 200 degraded', ready.body);
    check((await call(server, 'GET', '/healthz')).status === 200, '/healthz: 200');
  }
  const change = await call(second, 'POST', '/api/v1/keys', session, { name: 'no' });
  check(change.status === 503 && 'retry-after' in change.headers, 'making a key: 503 with Retry-After', change.body);
  shell(options.start);
  const back = await Promise.all([first, second].map((server) => until(async () => (await call(server, 'GET', '/readyz')).body.status === 'ready'))); // prettier-ignore
  check(!back.includes(null), `the database is back: /readyz is ready after ${back.join(' and ')} ms`, back);
  const found = await until(async () => (await self(second, unseen.token)).status === 200);
  check(found !== null, `... the key never seen here answers after ${found} ms`);
  check((await self(second, known.token)).status === 200, '... and so does the known one');
  await revocations(first, second, session, 5);
}

if (!options.database) throw new Error('Name the database: --database postgres://…');
const secretKey = randomBytes(32).toString('base64url');
const folder = await mkdtemp(join(tmpdir(), 'latchkey-check-'));
const servers = [];
try {
  for (const name of ['first', 'second']) servers.push(await startServer(name, folder));
  const [first, second] = servers;
  const session = await signIn(first);
  await warmKeyCostsNoRead(first, second, session);
  await revocations(first, second, session, Number(options.repetitions));
  if (options.stop && options.start) await databaseAway(first, second, session);
} finally {
  for (const { child } of servers) {
    child.removeAllListeners('exit');
    child.kill();
  }
  await rm(folder, { recursive: true, force: true });
}
console.log(failures === 0 ? '\nAll held' : `\n${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;
