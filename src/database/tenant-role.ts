import { QueryFailedError } from 'typeorm';
import type { Queryable } from './queryable.js';

/** As whom the seams work. */
export interface DatabaseRoles {
  /** Whom the database's user is when it connects: the owner of the tables. */
  readonly databaseUser: string;
  /** Whom row-level security holds: a role made for that, or the owner itself where it is held too. */
  readonly tenant: string;
  /** Where tables are found, spelled out: `"$user"` would be another schema for another role. */
  readonly searchPath: string;
}

/** Nothing would keep tenants apart, should a query forget whose rows it is for. */
export class NoTenantRoleError extends Error {
  constructor(databaseUser: string, role: string) {
    super(
      `The database's user ${quote(databaseUser)} passes over row-level security, and the role ${quote(role)} that tenants' ` +
        `work is to be done as can't be used. Let a superuser run: CREATE ROLE ${quote(role)} NOLOGIN; ` +
        `GRANT ${quote(role)} TO ${quote(databaseUser)};`,
    );
  }
}

interface Login {
  databaseUser: string;
  /** Whether policies do not hold it. */
  isExempt: boolean;
  isSuperuser: boolean;
  /** What the role for tenants is called. Roles are of all databases of a server: each owner has another. */
  role: string;
  searchPath: string;
}

const ROLE = `('latchkey_app_' || current_user)::name`;

const LOGIN = `
  SELECT current_user::text AS "databaseUser", rolsuper OR rolbypassrls AS "isExempt", rolsuper AS "isSuperuser", ${ROLE}::text AS role,
         (SELECT string_agg(quote_ident(s), ', ') FROM unnest(current_schemas(false)) s) AS "searchPath"
  FROM pg_roles WHERE rolname = current_user`;

/** Somebody else was just making the same. */
const MOST_TRIES = 5;

/** Makes the role for tenants' work where the database's user may; within a transaction. */
export async function makeTenantRole(transaction: Queryable): Promise<void> {
  const login = await readLogin(transaction);
  const role = quote(login.role);
  for (let attempt = 1; attempt <= MOST_TRIES; attempt++) {
    if (await canEnter(transaction, login)) return;
    await attemptTo(transaction, `CREATE ROLE ${role} NOLOGIN`);
    if (!login.isSuperuser) await attemptTo(transaction, `GRANT ${role} TO ${quote(login.databaseUser)}`);
  }
}

/** The role for tenants' work, be it of use or not; null when there is none. */
export async function findTenantRole(database: Queryable): Promise<string | null> {
  const [found] = await database.query<{ role: string }[]>(
    `SELECT rolname::text AS role FROM pg_roles WHERE rolname = ${ROLE}`,
  );
  return found?.role ?? null;
}

/**
 * Finds out within a transaction whom the database's user can be.
 * @throws NoTenantRoleError when row-level security would hold nobody
 */
export async function readRoles(transaction: Queryable): Promise<DatabaseRoles> {
  const login = await readLogin(transaction);
  const { databaseUser, role, isExempt, searchPath } = login;
  if (await canEnter(transaction, login)) return { databaseUser, tenant: role, searchPath };
  if (isExempt) throw new NoTenantRoleError(databaseUser, role);
  return { databaseUser, tenant: databaseUser, searchPath };
}

async function readLogin(transaction: Queryable): Promise<Login> {
  const [login] = await transaction.query<[Login]>(LOGIN);
  return login;
}

/** Whether the role is there, may be acted as, and is held by policies. */
async function canEnter(transaction: Queryable, { databaseUser, role }: Login): Promise<boolean> {
  const held = await transaction.query<unknown[]>(
    'SELECT FROM pg_roles WHERE rolname = $1 AND NOT rolsuper AND NOT rolbypassrls',
    [role],
  );
  if (held.length === 0) return false;
  // Only trying tells: what a membership allows differs between versions of Postgres.
  const isEntered = await attemptTo(transaction, `SET LOCAL ROLE ${quote(role)}`);
  if (isEntered) await transaction.query(`SET LOCAL ROLE ${quote(databaseUser)}`);
  return isEntered;
}

/** @returns whether the database did it */
async function attemptTo(transaction: Queryable, statement: string): Promise<boolean> {
  await transaction.query('SAVEPOINT attempt');
  try {
    await transaction.query(statement);
  } catch (error) {
    if (!(error instanceof QueryFailedError)) throw error;
    await transaction.query('ROLLBACK TO SAVEPOINT attempt');
    return false;
  }
  await transaction.query('RELEASE SAVEPOINT attempt');
  return true;
}

/** As an identifier of SQL. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
