/**
 * How long the console's lists take with very many keys: a million in one tenant (or `--keys`), a fifth as many over a
 * thousand others, and a tenant with ten beside them, on an embedded Postgres as it comes. In process, over HTTP.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { startWithManyKeys } from './many-keys.mjs';

const ROUNDS = 15;
const QUERIES = [
  '',
  'sort=created_at',
  'sort=name',
  'sort=-name',
  'sort=last_used_at',
  'sort=-last_used_at',
  'search=key',
  'search=service 499',
  'search={rare}',
  'search=nothingatall',
  'search=zq',
  'sort=name&search={rare}',
  'status=active',
  'status=paused',
  'status=expired',
  'scope=admin',
  'user_id={user}',
  'limit=200',
];

const { values } = parseArgs({ options: { keys: { type: 'string', default: '1000000' } } });
const server = await startWithManyKeys(Number(values.keys));
try {
  await measure(server);
} finally {
  await server.close();
}
process.exit();

async function measure({ url, sql, people: { few, many, root: administrator } }) {
  const [size] = await sql(
    `SELECT pg_size_pretty(pg_relation_size('api_keys_search_idx')) AS search, pg_size_pretty(pg_indexes_size('api_keys')) AS all`,
  );
  console.log(`Indexes of api_keys ${size.all}, the trigrams ${size.search}`);
  const [rare] = await sql('SELECT substr(name, 5, 12) AS text FROM api_keys WHERE tenant_id = $1 LIMIT 1', [many.id]);
  const fill = (query) => encodeURI(query.replace('{rare}', rare.text).replace('{user}', many.id));
  console.log(
    '| Query | ten keys: median | slowest | a million: median | slowest | all tenants: median | slowest | found |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const query of QUERIES) {
    const small = await times(`${url}/api/v1/keys?${fill(query)}`, few);
    const large = await times(`${url}/api/v1/keys?${fill(query)}`, many);
    const all = await times(`${url}/api/v1/keys?all_tenants=true&${fill(query)}`, administrator);
    const cells = [small, large, all].flatMap(({ median, slowest }) => [median, slowest]);
    console.log(`| \`${query || 'plain'}\` | ${cells.join(' | ')} | ${large.found} |`);
  }
  for (const path of [
    'users',
    'users?search=man',
    'tenants/all',
    'tenants/all?limit=200',
    'tenants/all?search=777',
    'audit',
  ]) {
    const { median, slowest, found } = await times(`${url}/api/v1/${path}`, administrator);
    console.log(`${path}: median ${median}, slowest ${slowest}, found ${found}`);
  }
}

/** In milliseconds. */
async function times(url, { headers }) {
  const taken = [];
  let found = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    const response = await fetch(url, { headers });
    const body = await response.json();
    taken.push(performance.now() - begun);
    if (!response.ok) throw new Error(`${url}: ${JSON.stringify(body)}`);
    found = `${body.data.items.length}${body.data.next_cursor ? '+' : ''}`;
  }
  taken.sort((one, other) => one - other);
  return { median: taken[Math.floor(ROUNDS / 2)].toFixed(1), slowest: taken[ROUNDS - 1].toFixed(1), found };
}
