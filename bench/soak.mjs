/** `npm run bench:soak`: whether Latchkey's memory stays level, at load, with very many keys in use. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { clearInterval, setInterval } from 'node:timers';
import { parseArgs } from 'node:util';
import { validChat } from './cases.mjs';
import { forkModule, nextMessage } from './children.mjs';
import { openDatabase } from './database.mjs';
import { Loader } from './measure.mjs';
import { residentMegabytes } from './processes.mjs';
import { withRunFolder } from './run-folder.mjs';
import { startTargets } from './targets.mjs';
import { settledTrend } from './trend.mjs';

const SAMPLE_MS = 10_000;
/** A load generator remembers each request of a run: so a long load is many runs. */
const LOAD_SECONDS = 60;
const HEAP = /^nodejs_heap_size_used_bytes(?:\{[^}]*\})? (\S+)$/m;

const { values: given } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    keys: { type: 'string', default: '100000' },
    rate: { type: 'string', default: '0' },
    database: { type: 'string' },
    json: { type: 'string' },
  },
});
const say = (line) => process.stderr.write(`${line}\n`);

function seedKeys(count, keyId, databaseUrl, folder) {
  const seeder = forkModule('seed-keys.mjs', { DATABASE_URL: databaseUrl, DATA_DIR: join(folder, 'latchkey') });
  const tokens = nextMessage(seeder);
  seeder.send({ keyId, count });
  return tokens;
}

/** Megabytes of JavaScript heap in use, as Latchkey itself says; null where it does not. */
async function readHeap(url) {
  const response = await fetch(new URL('/metrics', url));
  const found = HEAP.exec(await response.text());
  return response.ok && found ? Number(found[1]) / 2 ** 20 : null;
}

async function sample(latchkey, begun) {
  const seconds = (performance.now() - begun) / 1000;
  const values = { rss: residentMegabytes([latchkey.pid]), heap: await readHeap(latchkey.url) };
  say(
    `${seconds.toFixed(0).padStart(5)} s  RSS ${values.rss.toFixed(1)} MB  heap ${values.heap?.toFixed(1) ?? '–'} MB`,
  );
  return { seconds, ...values };
}

/** Load until the time is over, and a sample of the memory every ten seconds meanwhile. */
async function soak(latchkey, spec, minutes) {
  const loader = new Loader();
  const begun = performance.now();
  const until = begun + minutes * 60_000;
  const sampled = [];
  const timer = setInterval(() => sampled.push(sample(latchkey, begun)), SAMPLE_MS);
  const total = { requests: 0, faults: {} };
  while (performance.now() < until) {
    const seconds = Math.min(LOAD_SECONDS, (until - performance.now()) / 1000);
    const { requests, faults } = await loader.run({ ...spec, seconds });
    total.requests += requests;
    for (const [fault, count] of Object.entries(faults)) total.faults[fault] = (total.faults[fault] ?? 0) + count;
  }
  clearInterval(timer);
  return { ...total, samples: await Promise.all(sampled) };
}

function describeTrend(name, samples, field) {
  const measured = samples.filter((taken) => taken[field] !== null);
  const trend = settledTrend(measured.map((taken) => ({ seconds: taken.seconds, value: taken[field] })));
  if (!trend) return `${name}: not measured`;
  const { slope, min, max } = trend;
  return `${name}, second half: ${slope >= 0 ? '+' : ''}${slope.toFixed(1)} MB an hour, between ${min.toFixed(1)} and ${max.toFixed(1)} MB`;
}

await withRunFolder(async (folder) => {
  const [minutes, count, rate] = [given.minutes, given.keys, given.rate].map(Number);
  const database = await openDatabase(given.database, folder, say);
  const { targets, latchkey, key } = await startTargets(['latchkey'], database, folder);
  const begun = performance.now();
  const tokens = await seedKeys(count, key.id, database.url, folder);
  say(`${tokens.length} keys were made in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  const spec = { ...validChat(targets[0]), headers: {}, tokens, port: latchkey.port, ...(rate > 0 ? { rate } : {}) };
  const result = await soak(latchkey, spec, minutes);
  console.log(`${result.requests} requests with ${count} keys in ${minutes} minutes; faults: ${JSON.stringify(result.faults)}`); // prettier-ignore
  console.log(describeTrend('RSS', result.samples, 'rss'));
  console.log(describeTrend('Heap', result.samples, 'heap'));
  if (given.json) await writeFile(given.json, `${JSON.stringify(result, null, 2)}\n`);
});
