/** A server on a database with very many keys: in one tenant, over a thousand others, and ten in a tenant beside them. */
import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionsService } from '../dist/auth/sessions.service.js';
import { createApp } from '../dist/bootstrap.js';
import { AppConfig } from '../dist/config/app-config.js';
import { readEnvironment } from '../dist/config/env.js';
import { openDatabase } from '../dist/start.js';
import { UsersService } from '../dist/tenants/users.service.js';
import { Crew } from './bulk.mjs';
import { KeyRows } from './key-rows.mjs';

export const PASSWORD = 'Blue-kettle-42';

/** As many as there are cores where this is run: each fills a table of its own. */
const CREW_SIZE = 2;

/**
 * @returns where it listens, who is there (`few`, `many` and the administrator `root`; `headersOf` signs one of them in),
 *   its `keys` and how to have more, who fills its tables, and its parts
 */
export async function startWithManyKeys(count) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-many-keys-'));
  const environment = { SECRET_KEY: 'kX9-bench-wrapping-secret-4Tq7Zp2Vw8', DATA_DIR: folder, LOG_LEVEL: 'error' };
  const config = new AppConfig(readEnvironment(environment));
  const database = await openDatabase(config, () => {});
  const app = await createApp({ config, connections: database });
  await app.listen(0, '127.0.0.1');
  const crew = await Crew.gather(database.url, CREW_SIZE);
  const read = (provider) => app.get(provider, { strict: false });
  const people = {};
  for (const name of ['few', 'many', 'others', 'root']) people[name] = await person(read, name);
  const keys = new KeyRows({ read, people });
  const server = {
    ...{ url: await app.getUrl(), people, keys, crew, sql: crew.sql, read },
    headersOf: (name) => signIn(read, people[name].email),
    growKeys: (to) => grow(crew, keys, to),
    close: async () => {
      await crew.leave();
      await app.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await keys.begin(crew);
  await server.growKeys(count);
  return server;
}

async function grow(crew, keys, to) {
  const started = Date.now();
  await keys.growTo(crew, to);
  await crew.sql('VACUUM ANALYZE api_keys, key_secrets, users, tenants, memberships');
  console.log(`${to} keys after ${Math.round((Date.now() - started) / 1000)} s`);
}

async function person(read, name) {
  const email = `${name}@example.com`;
  const account = { email, password: PASSWORD, isInstanceAdmin: name === 'root' };
  const { id } = await read(UsersService).create('system', account);
  return { id, email };
}

/** Good for some minutes. */
async function signIn(read, email) {
  const user = await read(UsersService).get(email);
  const client = { address: '127.0.0.1', userAgent: 'bench' };
  const { accessToken } = await read(SessionsService).open(user, 'own', client);
  return { authorization: `Bearer ${accessToken}` };
}
