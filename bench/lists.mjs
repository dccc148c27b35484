/**
 * How long the console's lists take with very many keys: a million in one tenant (or `--keys`), a fifth as many over a
 * thousand others, and a tenant with ten beside them, on an embedded Postgres as it comes. In process, over HTTP.
 */
import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { SessionsService } from '../dist/auth/sessions.service.js';
import { createApp } from '../dist/bootstrap.js';
import { AppConfig } from '../dist/config/app-config.js';
import { readEnvironment } from '../dist/config/env.js';
import { openDatabase } from '../dist/start.js';
import { UsersService } from '../dist/tenants/users.service.js';

const SEED_KEYS = `
  INSERT INTO api_keys (id, tenant_id, user_id, source, name, description, scopes, paused, expires_at, last_used_at, created_at)
  SELECT gen_random_uuid(), $1, $1, 'own', 'key ' || md5((n + $3)::text), 'of service ' || n % 500,
         CASE WHEN n % 100000 = 7 THEN '{admin}' ELSE '{*}' END::text[], n % 10000 = 0,
         CASE WHEN n % 50000 = 1 THEN now() - interval '1 day' END,
         CASE WHEN n % 3 = 0 THEN now() - n * interval '1 second' END, now() - n * interval '1 second'
  FROM generate_series(1, $2::int) AS n`;
const SEED_OTHERS = `
  INSERT INTO tenants (id, name) SELECT md5(n::text), 'Tenant ' || n FROM generate_series(1, 1000) AS n`;
const SPREAD = `
  UPDATE api_keys SET tenant_id = md5((1 + abs(hashtext(id::text)) % 1000)::text) WHERE tenant_id = $1`;
const SEED_SECRETS = `
  INSERT INTO key_secrets (id, tenant_id, key_id, digest, masked)
  SELECT gen_random_uuid(), tenant_id, id, sha256(id::text::bytea), 'lbk_abcd…wxyz' FROM api_keys`;

/** As the migration makes it; afterwards, since a million single entries take minutes. */
const TRIGRAMS = 'CREATE INDEX api_keys_search_idx ON api_keys USING gin (name gin_trgm_ops, description gin_trgm_ops)';

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
const folder = await mkdtemp(join(tmpdir(), 'latchkey-lists-'));
const environment = { SECRET_KEY: 'kX9-bench-wrapping-secret-4Tq7Zp2Vw8', DATA_DIR: folder, LOG_LEVEL: 'error' };
const config = new AppConfig(readEnvironment(environment));
const database = await openDatabase(config, () => {});
const app = await createApp({ config, connections: database });
await app.listen(0, '127.0.0.1');
try {
  await measure(await app.getUrl(), Number(values.keys));
} finally {
  await app.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
process.exit();

async function measure(url, count) {
  const [few, many, others, administrator] = await people('few', 'many', 'others', 'root');
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const sql = async (text, parameters) => (await client.query(text, parameters)).rows;
  const started = Date.now();
  await sql('DROP INDEX api_keys_search_idx');
  await sql(SEED_OTHERS);
  await sql(SEED_KEYS, [few.id, 10, 0]);
  for (let made = 0; made < count; made += 100_000)
    await sql(SEED_KEYS, [many.id, Math.min(100_000, count - made), made]);
  await sql(SEED_KEYS, [others.id, Math.floor(count / 5), 5_000_000]);
  await sql(SPREAD, [others.id]);
  await sql(SEED_SECRETS);
  const filled = Date.now();
  await sql(TRIGRAMS);
  console.log(`The trigrams of all of them: ${Math.round((Date.now() - filled) / 1000)} s`);
  await sql('VACUUM ANALYZE');
  const [size] = await sql(
    `SELECT pg_size_pretty(pg_relation_size('api_keys_search_idx')) AS search, pg_size_pretty(pg_indexes_size('api_keys')) AS all`,
  );
  console.log(
    `Seeded in ${Math.round((Date.now() - started) / 1000)} s; indexes of api_keys ${size.all}, the trigrams ${size.search}`,
  );
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
  await client.end();
}

async function people(...names) {
  const made = [];
  for (const name of names) {
    const account = { email: `${name}@example.com`, password: 'Blue-kettle-42', isInstanceAdmin: name === 'root' };
    const user = await app.get(UsersService, { strict: false }).create('system', account);
    const client = { address: '127.0.0.1', userAgent: 'bench' };
    const { accessToken } = await app.get(SessionsService, { strict: false }).open(user, 'own', client);
    made.push({ id: user.id, headers: { authorization: `Bearer ${accessToken}` } });
  }
  return made;
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
