import type { Client } from 'pg';

export const APPLICATION_NAME = 'latchkey';

/**
 * Makes the role and the database Latchkey works with; safe to repeat after a start that was killed in between. The
 * role is no superuser, so that row-level security binds it; it may create databases (its tests do).
 */
export async function ensureApplicationDatabase(client: Client, ownerPassword: string): Promise<void> {
  const roles = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [APPLICATION_NAME]);
  if (roles.rowCount === 0) {
    await client.query(
      `CREATE ROLE ${APPLICATION_NAME} LOGIN CREATEDB PASSWORD ${client.escapeLiteral(ownerPassword)}`,
    );
  }
  const databases = await client.query('SELECT FROM pg_database WHERE datname = $1', [APPLICATION_NAME]);
  if (databases.rowCount === 0) {
    await client.query(`CREATE DATABASE ${APPLICATION_NAME} OWNER ${APPLICATION_NAME}`);
  }
}
