/** How long the usage page's queries take, for a tenant with much usage and one with little. In process, over HTTP. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { startWithManyKeys } from './many-keys.mjs';
import { seedUsage } from './seed-usage.mjs';

const ROUNDS = 20;
const FEW_ROWS = 1_000;
const QUERIES = ['', '?group_by=day', '?group_by=key&sort=-cost', '?group_by=model', '?group_by=user', '/requests'];

const { values } = parseArgs({
  options: {
    keys: { type: 'string', default: '1000' },
    rows: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
  },
});
const server = await startWithManyKeys(Number(values.keys));
try {
  await measure(server);
} finally {
  await server.close();
}
process.exit();

async function measure(server) {
  const { few, many } = server.people;
  const rows = Number(values.rows);
  const seconds = await seedUsage(server, await withKeys(server, many), rows, Number(values.seed));
  console.log(`${rows} rows into all tables: ${Math.round(rows / seconds)} a second`);
  await seedUsage(server, await withKeys(server, few), FEW_ROWS, Number(values.seed));
  await server.sql('VACUUM ANALYZE');
  console.log(`| Query, 30 days | ${FEW_ROWS} rows: p50 ms | p95 | ${rows} rows: p50 ms | p95 |`);
  console.log('| --- | --- | --- | --- | --- |');
  for (const query of QUERIES) {
    const cells = [];
    for (const { headers } of [few, many]) cells.push(...(await times(`${server.url}/api/v1/usage${query}`, headers)));
    console.log(`| \`usage${query}\` | ${cells.join(' | ')} |`);
  }
}

async function withKeys({ sql }, { id }) {
  const found = await sql('SELECT id FROM api_keys WHERE tenant_id = $1 ORDER BY created_at DESC, id', [id]);
  return { id, keys: found.map((key) => key.id) };
}

/** The median and the 95th percentile, in milliseconds. */
async function times(url, headers) {
  const taken = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    const response = await fetch(url, { headers });
    const text = await response.text();
    taken.push(performance.now() - begun);
    if (!response.ok) throw new Error(`${url}: ${text}`);
  }
  taken.sort((one, other) => one - other);
  return [0.5, 0.95].map((share) => taken[Math.floor((ROUNDS - 1) * share)].toFixed(1));
}
