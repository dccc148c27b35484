import type { Client } from 'pg';

export const APPLICATION_NAME = 'latchkey';

/** What tenants' work is done as: row-level security holds it. `tenant-role.ts` gives it its rights. */
const TENANT_ROLE = `latchkey_app_${APPLICATION_NAME}`;

/**
 * Makes the roles and the database Latchkey works with; safe to repeat after a start that was killed in between. The
 * owner is no superuser. Row-level security does not hold it, so that work across tenants has all indexes and a dump
 * has all rows: a tenant's work is done as the other role. It may create databases (its tests do).
 */
export async function ensureApplicationDatabase(client: Client, ownerPassword: string): Promise<void> {
  if (!(await hasRole(client, APPLICATION_NAME))) {
    await client.query(
      `CREATE ROLE ${APPLICATION_NAME} LOGIN CREATEDB PASSWORD ${client.escapeLiteral(ownerPassword)}`,
    );
  }
  if (!(await hasRole(client, TENANT_ROLE))) await client.query(`CREATE ROLE ${TENANT_ROLE} NOLOGIN`);
  await client.query(`ALTER ROLE ${APPLICATION_NAME} BYPASSRLS`);
  await client.query(`GRANT ${TENANT_ROLE} TO ${APPLICATION_NAME}`);
  const databases = await client.query('SELECT FROM pg_database WHERE datname = $1', [APPLICATION_NAME]);
  if (databases.rowCount === 0) {
    await client.query(`CREATE DATABASE ${APPLICATION_NAME} OWNER ${APPLICATION_NAME}`);
  }
}

async function hasRole(client: Client, name: string): Promise<boolean> {
  const roles = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  return roles.rowCount !== 0;
}
