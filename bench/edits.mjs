/**
 * `npm run bench:edits`: until when a key is accepted after its revocation, its pause, the loss of a scope or of its budget
 * was acknowledged, on all of several processes, under load. README.md says how to read what it prints.
 */
import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { validChat } from './cases.mjs';
import { forkModule, forkServer, nextMessage } from './children.mjs';
import { openDatabase } from './database.mjs';
import { joinLatchkey, newPassword, startLatchkey } from './latchkey.mjs';
import { Loader } from './measure.mjs';
import { withRunFolder } from './run-folder.mjs';

const LIMIT_MS = 100;
/** How long after the acknowledgement it is watched; whoever accepts later than the limit does so within this. */
const WATCHED_MS = 400;
/** Between the answer to a probe and the next. */
const PAUSE_MS = 8;
const PROBES_EACH = 2;
const STREAM_KEYS = 30;
/** Of one process to one provider: it opens 128 connections to one at most, and workers do not share evenly. */
const STREAMS_EACH = 64;
const OPEN_MS = 60_000;
/** Sessions last a quarter of an hour. */
const SIGN_IN_EACH = 200;

const mint = (latchkey, name) => latchkey.mintKey(name);

/** Below what one of the requests before the edit may use. */
const NO_BUDGET = [{ unit: 'tokens', period: 'day', amount: 1 }];

/** What is done to a key, by name, and how it comes about. */
const EDITS = {
  revoke: { mint, edit: (latchkey, { id }) => latchkey.revokeKey(id) },
  pause: { mint, edit: (latchkey, { id }) => latchkey.editKey(id, { paused: true }) },
  scope: { mint, edit: (latchkey, { id }) => latchkey.editKey(id, { scopes: ['models:read'] }) },
  budget: {
    mint: (latchkey, name) => latchkey.mintLimitedKey(name),
    edit: (latchkey, { limitId }) => latchkey.editLimit(limitId, { budgets: NO_BUDGET }),
  },
};

/** No key, no right, no budget. */
const REFUSALS = [401, 403, 429];

const { values: given } = parseArgs({
  options: {
    edits: { type: 'string', default: '100' },
    kinds: { type: 'string', default: Object.keys(EDITS).join(',') },
    processes: { type: 'string', default: '3' },
    workers: { type: 'string', default: '1' },
    streams: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '150' },
    database: { type: 'string' },
    json: { type: 'string' },
  },
});
const [edits, processes, workers, streams, rate] = [given.edits, given.processes, given.workers, given.streams, given.rate].map(Number); // prettier-ignore
const say = (line) => process.stderr.write(`${line}\n`);
const now = () => Number(process.hrtime.bigint()) / 1e6;

async function startProcesses(databaseUrl, folder, upstream) {
  const environment = { WEB_CONCURRENCY: String(workers) };
  const start = { databaseUrl, folder, password: newPassword(), environment };
  const started = [await startLatchkey({ ...start, upstream, upstreamKey: 'upstream-latchkey' })];
  while (started.length < processes) started.push(await joinLatchkey(start));
  return started;
}

const bodyOf = (model, isStream) => JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }], ...(isStream ? { stream: true } : {}) }); // prettier-ignore

/** The streams that are in flight all the time, over as many providers as it takes. @returns a count of those that are open */
async function openStreams(ports, latchkey) {
  const bodies = [];
  for (let index = 0; index * STREAMS_EACH < streams / (processes * workers); index++) {
    const mock = await forkServer('mock-upstream.mjs');
    const model = `mock-slow-${index}`;
    await latchkey.connect(model, `http://127.0.0.1:${mock.port}`, 'upstream-slow', [{ name: model, type: 'chat' }]);
    bodies.push(bodyOf(model, true));
  }
  const keys = [];
  for (let index = 0; index < STREAM_KEYS; index++) keys.push((await latchkey.mintKey(`stream ${index}`)).token);
  const child = forkModule('slow-streams.mjs');
  child.send({ ports, tokens: keys, bodies, streams });
  const count = async () => {
    const answer = nextMessage(child);
    child.send({});
    return (await answer).open;
  };
  const until = now() + OPEN_MS;
  while ((await count()) < streams) {
    if (now() > until) throw new Error(`Only ${await count()} of ${streams} streams could be opened`);
    await pause(200);
  }
  return count;
}

/** Fresh requests of other keys on all addresses, until told to stop. */
function load(ports, token) {
  let isOver = false;
  const faults = {};
  const run = async (port) => {
    const loader = new Loader();
    const target = { headers: { authorization: `Bearer ${token}` } };
    const spec = { ...validChat(target), port, connections: 8, seconds: 5, rate: rate / ports.length };
    while (!isOver) {
      const result = await loader.run(spec);
      for (const [fault, seen] of Object.entries(result.faults)) faults[fault] = (faults[fault] ?? 0) + seen;
    }
  };
  const ended = Promise.all(ports.map(run));
  return async () => {
    isOver = true;
    await ended;
    return faults;
  };
}

/** Connections of the probes: those of one process begin only together with the edit, so that it meets a first read. */
function connectionsOf(ports, lateIndex) {
  const each = workers * PROBES_EACH;
  return ports.flatMap((port, index) =>
    Array.from({ length: each }, (_, at) => ({
      port,
      isLate: ports.length > 1 ? index === lateIndex : at >= each - PROBES_EACH + 1,
    })),
  );
}

/** One edit under watch. @returns how long after its acknowledgement a request that was still accepted was sent, and answered */
async function watch(kind, round, latchkeys, child) {
  const editor = latchkeys[round % latchkeys.length];
  const ports = latchkeys.map(({ port }) => port);
  const key = await EDITS[kind].mint(editor, `${kind} ${round}`);
  const warm = nextMessage(child);
  const lateIndex = (round + 1) % ports.length;
  child.send({ probe: { connections: connectionsOf(ports, lateIndex), token: key.token, body: bodyOf('mock-model', false), pauseMs: PAUSE_MS } }); // prettier-ignore
  await warm;
  // Others edit the same key meanwhile: what was read is void, and is read again while the edit comes.
  const churn = latchkeys.map((latchkey, at) => latchkey.editKey(key.id, { description: `${at}` }).catch(() => {}));
  child.send({ begin: true });
  await EDITS[kind].edit(editor, key);
  const acknowledgedAt = now();
  await Promise.all(churn);
  await pause(WATCHED_MS);
  const ended = nextMessage(child);
  child.send({ end: true });
  const answers = (await ended).answers.flat();
  const accepted = answers.filter(({ status }) => status === 200);
  if (!answers.some(({ status }) => REFUSALS.includes(status))) throw new Error(`${kind} was refused nowhere`);
  const last = (field) => Math.max(...accepted.map((answer) => answer[field])) - acknowledgedAt;
  const late = accepted.filter(({ sentAt }) => sentAt > acknowledgedAt + LIMIT_MS).length;
  const odd = answers.filter(({ status }) => status !== 200 && !REFUSALS.includes(status)).length;
  return { sent: last('sentAt'), answered: last('answeredAt'), late, odd };
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function line(kind, seen) {
  const figures = ['sent', 'answered'].flatMap((field) => {
    const values = seen.map((edit) => edit[field]);
    return [0.5, 0.9, 0.99, 1].map((share) => quantile(values, share).toFixed(1).padStart(8));
  });
  const sum = (field) => seen.reduce((total, edit) => total + edit[field], 0);
  return `${kind.padEnd(8)}${String(seen.length).padStart(6)} ${figures.join('')}${String(sum('late')).padStart(8)}${String(sum('odd')).padStart(8)}`; // prettier-ignore
}

await withRunFolder(async (folder) => {
  const database = await openDatabase(given.database, folder, say);
  const mock = await forkServer('mock-upstream.mjs');
  const latchkeys = await startProcesses(database.url, folder, `http://127.0.0.1:${mock.port}`);
  const ports = latchkeys.map(({ port }) => port);
  const countStreams = await openStreams(ports, latchkeys[0]);
  const stopLoad = load(ports, (await latchkeys[0].mintKey('load')).token);
  const child = forkModule('probe.mjs');
  const results = {};
  for (const kind of given.kinds.split(',')) {
    results[kind] = [];
    for (let round = 0; round < edits; round++) {
      if (round % SIGN_IN_EACH === 0) for (const latchkey of latchkeys) await latchkey.signIn();
      results[kind].push(await watch(kind, round, latchkeys, child));
    }
    say(`${kind}: ${edits} edits`);
  }
  const open = await countStreams();
  const faults = await stopLoad();
  const where = processes > 1 ? `${processes} processes of ${workers} worker(s)` : `one address, ${workers} workers`;
  console.log(`${where}; ${open} of ${streams} streams in flight at the end; ${rate} fresh requests a second beside`);
  console.log('Milliseconds from the acknowledgement to the last request that was accepted; below zero: before it');
  console.log(
    `                when it was sent                when it was answered         sent later than ${LIMIT_MS} ms`,
  );
  console.log('kind     edits      p50     p90     p99     max     p50     p90     p99     max    late     odd');
  for (const [kind, seen] of Object.entries(results)) console.log(line(kind, seen));
  if (Object.keys(faults).length > 0) console.log(`Faults of the load beside: ${JSON.stringify(faults)}`);
  if (given.json) await writeFile(given.json, `${JSON.stringify(results, null, 2)}\n`);
  const late = Object.values(results)
    .flat()
    .some((edit) => edit.late > 0);
  if (late || open < streams) process.exitCode = 1;
});
