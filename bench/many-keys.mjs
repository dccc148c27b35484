/** A server on a database with very many keys: in one tenant, over a thousand others, and ten in a tenant beside them. */
import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { SessionsService } from '../dist/auth/sessions.service.js';
import { createApp } from '../dist/bootstrap.js';
import { AppConfig } from '../dist/config/app-config.js';
import { readEnvironment } from '../dist/config/env.js';
import { openDatabase } from '../dist/start.js';
import { UsersService } from '../dist/tenants/users.service.js';

export const PASSWORD = 'Blue-kettle-42';

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

/** @returns where it listens, who is there (`few`, `many` and the administrator `root`), how to ask the database, and its parts */
export async function startWithManyKeys(count) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-many-keys-'));
  const environment = { SECRET_KEY: 'kX9-bench-wrapping-secret-4Tq7Zp2Vw8', DATA_DIR: folder, LOG_LEVEL: 'error' };
  const config = new AppConfig(readEnvironment(environment));
  const database = await openDatabase(config, () => {});
  const app = await createApp({ config, connections: database });
  await app.listen(0, '127.0.0.1');
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const sql = async (text, parameters) => (await client.query(text, parameters)).rows;
  const people = {};
  for (const name of ['few', 'many', 'others', 'root']) people[name] = await person(app, name);
  await seed(sql, people, count);
  return {
    url: await app.getUrl(),
    people,
    sql,
    read: (provider) => app.get(provider, { strict: false }),
    close: async () => {
      await client.end();
      await app.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function seed(sql, { few, many, others }, count) {
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
  console.log(`Seeded in ${Math.round((Date.now() - started) / 1000)} s`);
}

async function person(app, name) {
  const email = `${name}@example.com`;
  const account = { email, password: PASSWORD, isInstanceAdmin: name === 'root' };
  const user = await app.get(UsersService, { strict: false }).create('system', account);
  const client = { address: '127.0.0.1', userAgent: 'bench' };
  const { accessToken } = await app.get(SessionsService, { strict: false }).open(user, 'own', client);
  return { id: user.id, email, headers: { authorization: `Bearer ${accessToken}` } };
}
