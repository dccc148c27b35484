/**
 * How long the console's lists take with very many keys: a million in one tenant (or `--keys`), a fifth as many over a
 * thousand others, and a tenant with ten beside them, on an embedded Postgres as it comes. In process, over HTTP.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { KEY_LISTS, keyListPaths } from './list-queries.mjs';
import { startWithManyKeys } from './many-keys.mjs';
import { timesOf } from './timing.mjs';

const ROUNDS = 15;
const OTHER_LISTS = ['users', 'users?search=man', 'tenants/all', 'tenants/all?limit=200', 'tenants/all?search=777', 'audit']; // prettier-ignore

const { values } = parseArgs({ options: { keys: { type: 'string', default: '1000000' } } });
const server = await startWithManyKeys(Number(values.keys));
try {
  await measure(server);
} finally {
  await server.close();
}
process.exit();

async function measure(server) {
  const [size] = await server.sql(
    `SELECT pg_size_pretty(pg_relation_size('api_keys_search_idx')) AS search, pg_size_pretty(pg_indexes_size('api_keys')) AS all`,
  );
  console.log(`Indexes of api_keys ${size.all}, the trigrams ${size.search}`);
  const [few, many, root] = [await server.headersOf('few'), await server.headersOf('many'), await server.headersOf('root')]; // prettier-ignore
  const pathOf = await keyListPaths(server);
  console.log(
    '| Query | ten keys: median | slowest | a million: median | slowest | all tenants: median | slowest | found |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const query of KEY_LISTS) {
    const url = server.url + pathOf(query);
    const asked = [few, many].map((headers) => ({ url, headers }));
    const times = await timesOf([...asked, { url: `${url}&all_tenants=true`, headers: root }], { rounds: ROUNDS });
    const cells = times.flatMap(({ p50, slowest }) => [p50.toFixed(1), slowest.toFixed(1)]);
    console.log(`| \`${query || 'plain'}\` | ${cells.join(' | ')} | ${foundIn(times[1].answer)} |`);
  }
  const requests = OTHER_LISTS.map((path) => ({ url: `${server.url}/api/v1/${path}`, headers: root }));
  const times = await timesOf(requests, { rounds: ROUNDS });
  for (const [index, { p50, slowest, answer }] of times.entries()) {
    const found = foundIn(answer);
    console.log(`${OTHER_LISTS[index]}: median ${p50.toFixed(1)}, slowest ${slowest.toFixed(1)}, found ${found}`);
  }
}

function foundIn({ data: { items, next_cursor: next } }) {
  return `${items.length}${next ? '+' : ''}`;
}
