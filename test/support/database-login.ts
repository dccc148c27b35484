import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { Client } from 'pg';

/** A user of the server with a database of its own, still empty; gone after it. */
export interface DatabaseLogin {
  name: string;
  url: string;
  /** The same database for a superuser. */
  superuserUrl: string;
  drop(): Promise<void>;
}

/** @param attributes of the role, such as `CREATEROLE` */
export async function aDatabaseLogin(attributes: string): Promise<DatabaseLogin> {
  const server = process.env['LATCHKEY_TEST_SUPERUSER'] ?? '';
  const name = `login_${randomBytes(6).toString('hex')}`;
  await run(server, `CREATE ROLE ${name} LOGIN PASSWORD '${name}' ${attributes}`);
  await run(server, `CREATE DATABASE ${name} OWNER ${name}`);
  const superuserUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return {
    name,
    url: Object.assign(new URL(superuserUrl), { username: name, password: name }).href,
    superuserUrl,
    drop: async () => {
      await run(server, `DROP DATABASE ${name} WITH (FORCE)`);
      await run(server, `DROP ROLE IF EXISTS latchkey_app_${name}`);
      await run(server, `DROP ROLE ${name}`);
    },
  };
}

async function run(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(statement);
  await client.end();
}
