import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { Client } from 'pg';

const TEMPLATE = 'latchkey_template';

export interface ClonedDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A fresh, migrated database, alike for every spec file and gone after it. */
export async function cloneDatabase(): Promise<ClonedDatabase> {
  const server = process.env['LATCHKEY_TEST_SERVER'] ?? '';
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(statement);
  await client.end();
}
