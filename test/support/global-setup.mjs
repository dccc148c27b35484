/**
 * One Postgres for all database tests: TEST_DATABASE_URL, or the embedded one in a temporary folder. It gets one
 * migrated template database that each spec file clones. Plain JavaScript, and from dist/: Jest would compile a
 * TypeScript set-up to CommonJS.
 */
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import 'reflect-metadata';
import pg from 'pg';

const TEMPLATE = 'latchkey_template';
const UNSAFE_BUT_FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  autovacuum: 'off',
  max_connections: '400',
};

async function startServer() {
  if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL;
  const { startEmbeddedPostgres } = await import('../../dist/database/embedded/embedded-postgres.js');
  const dataDir = await mkdtemp(join(tmpdir(), 'latchkey-test-'));
  const server = await startEmbeddedPostgres({ dataDir, onProgress: () => undefined, settings: UNSAFE_BUT_FAST });
  globalThis.latchkeyTestServer = { server, dataDir };
  return server.url;
}

/** Whoever may make roles: the tests log in as users of several kinds. TEST_DATABASE_URL has to be a superuser's. */
async function superuserOf(url) {
  const { dataDir } = globalThis.latchkeyTestServer ?? {};
  if (!dataDir) return url;
  const { superuserPassword } = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8'));
  return Object.assign(new URL(url), { username: 'postgres', password: superuserPassword, pathname: '/postgres' }).href;
}

async function recreate(url, name) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
}

async function migrateTemplate(url) {
  const { describeDatabase, migrate } = await import('../../dist/database/database.js');
  const { MIGRATIONS } = await import('../../dist/database/migrations/index.js');
  const { ENTITIES } = await import('../../dist/entities.js');
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  const dataSource = describeDatabase(template.href, ENTITIES, MIGRATIONS);
  await dataSource.initialize();
  await migrate(dataSource, () => undefined);
  await dataSource.destroy();
}

export default async function setUp() {
  const url = await startServer();
  await recreate(url, TEMPLATE);
  await migrateTemplate(url);
  process.env.LATCHKEY_TEST_SERVER = url;
  process.env.LATCHKEY_TEST_SUPERUSER = await superuserOf(url);
}
