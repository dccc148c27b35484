/**
 * How key checks, lists, usage queries and retention grow with keys and requests: from a thousand keys on, ten times as
 * many each step, up to `--keys` and `--rows`. In process, over HTTP, on an embedded Postgres as it comes.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { timeKeyChecks } from './key-checks.mjs';
import { printPlans, printSteps } from './ledger-report.mjs';
import { KEY_LISTS, keyListPaths } from './list-queries.mjs';
import { startWithManyKeys } from './many-keys.mjs';
import { plansOf } from './plans.mjs';
import { timeRetention } from './retention.mjs';
import { seedUsage } from './seed-usage.mjs';
import { timeOf, timesOf } from './timing.mjs';
import { latestHour } from './usage-events.mjs';
import { UsageRows } from './usage-load.mjs';
import { USAGE_QUERIES, usagePaths } from './usage-queries.mjs';
import { checkSums } from './usage-sums.mjs';

const FEWEST_KEYS = 1_000;
const ROUNDS = 20;
const PATIENCE_MS = 5_000;

const { values } = parseArgs({
  options: {
    keys: { type: 'string', default: '1000' },
    rows: { type: 'string', default: '50000' },
    drained: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
    until: { type: 'string', default: new Date(latestHour()).toISOString() },
  },
});
const [keys, rows, drained, seed] = [values.keys, values.rows, values.drained, values.seed].map(Number);
const started = Date.now();
const reference = await startWithManyKeys(FEWEST_KEYS);
const server = await startWithManyKeys(FEWEST_KEYS);
try {
  await measure();
} finally {
  await server.close();
  await reference.close();
}
process.exit();

async function measure() {
  const usage = new UsageRows(server, { seed, until: Date.parse(values.until) });
  console.log(`Seed ${seed}, until ${values.until}`);
  await usage.begin();
  await drain('empty tables');
  const steps = [];
  try {
    for (const size of sizes()) steps.push(await step(usage, size));
  } finally {
    // What was measured for long is told, whatever comes then.
    if (steps.length > 0) printSteps(steps);
  }
  await drain(`${rows} rows`);
  say(`${await checkSums(server.crew)} requests and all sums agree, those that the journal brought as well`);
  await explain();
  say('Done');
}

/** @returns the last one is what was asked for */
function sizes() {
  const wanted = [];
  for (let divisor = 1; wanted.length === 0 || keys / divisor >= FEWEST_KEYS; divisor *= 10) {
    wanted.unshift({ keys: Math.floor(keys / divisor), rows: Math.floor(rows / divisor) });
  }
  return wanted;
}

async function step(usage, size) {
  if (size.keys > server.keys.count) await server.growKeys(size.keys);
  const added = size.rows - usage.rows;
  const filling = await timeOf(() => usage.growTo(size.rows));
  say(`${size.rows} requests`);
  const retention = await timeRetention(server, usage);
  const summing = await timeOf(() => usage.addUp());
  say('Sums');
  await usage.settle();
  const held = await checkSums(server.crew);
  say(`${held} requests and all sums agree`);
  const sizes = await usage.sizes();
  const checks = await timeKeyChecks([reference, server]);
  const lists = await timeQueries(KEY_LISTS, await keyListPaths(server), 'many');
  const ofUsage = {};
  for (const name of ['many', 'few']) {
    ofUsage[name] = await timeQueries(USAGE_QUERIES, await usagePaths(server, server.people[name].id), name);
  }
  say('Measured');
  return {
    ...{ ...size, sizes, checks, lists, usage: ofUsage, retention },
    filled: (added / filling) * 1000,
    summed: (held / summing) * 1000,
    megabytes: sizes.reduce((sum, { megabytes }) => sum + megabytes, 0),
  };
}

async function timeQueries(queries, pathOf, name) {
  const headers = await server.headersOf(name);
  const requests = queries.map((query) => ({ url: server.url + pathOf(query), headers }));
  const times = await timesOf(requests, { rounds: ROUNDS, patienceMs: PATIENCE_MS });
  return queries.map((query, index) => ({ name: query || 'plain', ...times[index] }));
}

/** The way that usage comes by: lines of a journal, in pieces, with the sums at once. */
async function drain(into) {
  const { id } = server.people.many;
  const found = await server.sql('SELECT id FROM api_keys WHERE tenant_id = $1 ORDER BY created_at DESC, id LIMIT 1000', [id]); // prettier-ignore
  const seconds = await seedUsage(server, { id, keys: found.map((key) => key.id) }, drained, seed);
  say(`${drained} lines of a journal into ${into}: ${Math.round(drained / seconds)} a second`);
}

async function explain() {
  const asked = [];
  for (const [queries, paths] of [
    [KEY_LISTS, await keyListPaths(server)],
    [USAGE_QUERIES, await usagePaths(server, server.people.many.id)],
  ]) {
    const headers = await server.headersOf('many');
    for (const query of queries) {
      const plans = await plansOf(server.sql, () => fetch(server.url + paths(query), { headers }).then((answer) => answer.text())); // prettier-ignore
      asked.push({ name: query || 'plain', plans });
    }
  }
  const token = server.keys.tokens.at(-1)[0];
  const plans = await plansOf(server.sql, () => fetch(`${server.url}/v1/models`, { headers: { authorization: `Bearer ${token}` } })); // prettier-ignore
  printPlans([{ name: 'key check', plans }, ...asked], await partitionsOf());
}

async function partitionsOf() {
  const found = await server.sql(
    `SELECT inhparent::regclass::text AS name, count(*)::int AS parts FROM pg_inherits
     WHERE inhparent::regclass::text LIKE 'usage\\_%' GROUP BY 1`,
  );
  return Object.fromEntries(found.map(({ name, parts }) => [name, parts]));
}

function say(text) {
  console.log(`${String(Math.round((Date.now() - started) / 1000)).padStart(5)} s  ${text}`);
}
