import type { Queryable } from './queryable.js';
import { findTenantRole, quote } from './tenant-role.js';

const TENANT = `current_setting('latchkey.tenant', true)`;

/** Rows of the tenant that the transaction is for, and all where it says why: what the two seams set. */
const EVERYWHERE = {
  latchkey_own: `USING (tenant_id = ${TENANT})`,
  latchkey_system: `USING (current_setting('latchkey.reason', true) <> '')`,
};

/**
 * What other tenants share may be read besides. Rows that a policy asks for are held by policies themselves: of
 * another tenant's credentials, a model's policy finds the shared ones only.
 */
const SHARED: Readonly<Record<string, string>> = {
  credential_shares: `FOR SELECT USING (recipient_id = ${TENANT})`,
  credentials: `FOR SELECT USING (${TENANT} <> '' AND (shared_with_all OR EXISTS (
    SELECT FROM credential_shares s
    WHERE s.tenant_id = credentials.tenant_id AND s.credential_id = credentials.id AND s.recipient_id = ${TENANT})))`,
  tenant_models: `FOR SELECT USING (${TENANT} <> '' AND EXISTS (
    SELECT FROM credentials c WHERE c.tenant_id = tenant_models.tenant_id AND c.id = tenant_models.credential_id))`,
};

/**
 * Policies of ours are known by it. A policy that changes gets another name: that is how its change is noticed. Of several
 * Postgres asks the alphabet's last first; the dear one should be asked last.
 */
const PREFIX = 'latchkey_';

interface TenantTable {
  /** As it is written in SQL. */
  sql: string;
  name: string;
  isForced: boolean;
  policies: string[];
}

const OURS = `c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
  AND pg_has_role(c.relowner, 'USAGE')`;

/** All, or the one named `$1`. Partitions too: whoever names one directly is held by its own policies alone. */
const TENANT_TABLES = `
  SELECT c.oid::regclass::text AS sql, c.relname::text AS name,
         c.relrowsecurity AND c.relforcerowsecurity AS "isForced",
         ARRAY(SELECT p.polname::text FROM pg_policy p
               WHERE p.polrelid = c.oid AND starts_with(p.polname, '${PREFIX}') ORDER BY 1) AS policies
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
  WHERE c.relkind IN ('r', 'p') AND ($1::text IS NULL OR c.relname = $1) AND ${OURS} ORDER BY c.relname`;

/** Partitions are reached through their table; TypeORM's own table is nobody's work. */
const TABLES_WITHOUT_RIGHTS = `
  SELECT c.oid::regclass::text AS sql FROM pg_class c
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'migrations' AND ${OURS}
    AND NOT (has_table_privilege($1, c.oid, 'SELECT') AND has_table_privilege($1, c.oid, 'INSERT')
         AND has_table_privilege($1, c.oid, 'UPDATE') AND has_table_privilege($1, c.oid, 'DELETE'))`;

/** Postgres asks in an order of its own, and fails to ask for anything but a sequence. */
const SEQUENCES_WITHOUT_RIGHTS = `
  SELECT c.oid::regclass::text AS sql FROM pg_class c
  WHERE CASE WHEN c.relkind = 'S' THEN NOT has_sequence_privilege($1, c.oid, 'USAGE') END AND ${OURS}`;

const SCHEMA_WITHOUT_RIGHTS = `
  SELECT quote_ident(current_schema()) AS sql WHERE NOT has_schema_privilege($1, current_schema(), 'USAGE')`;

/**
 * Puts every table with a `tenant_id` under row-level security, and gives the role for tenants' work its rights. It
 * looks at what is there and does what is missing, so that no migration has to think of it; it runs after them, and
 * whoever makes tables at run time calls it. Within a transaction, as the tables' owner.
 */
export async function secureTables(transaction: Queryable): Promise<void> {
  await secureThose(transaction, null);
  const role = await findTenantRole(transaction);
  if (role !== null) await giveRights(transaction, role);
}

/** The same for a partition that was just made: its policies alone, since its rights are its table's. */
export function securePartition(transaction: Queryable, name: string): Promise<void> {
  return secureThose(transaction, name);
}

/** Takes all of it back, but for the rights. */
export async function exposeTables(transaction: Queryable): Promise<void> {
  for (const { sql, policies } of await transaction.query<TenantTable[]>(TENANT_TABLES, [null])) {
    for (const policy of policies) await transaction.query(`DROP POLICY ${quote(policy)} ON ${sql}`);
    await transaction.query(`ALTER TABLE ${sql} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY`);
  }
}

async function secureThose(transaction: Queryable, name: string | null): Promise<void> {
  for (const table of await transaction.query<TenantTable[]>(TENANT_TABLES, [name])) await secure(transaction, table);
}

async function secure(transaction: Queryable, { sql, name, isForced, policies }: TenantTable): Promise<void> {
  const shared = SHARED[name];
  const wanted: Record<string, string> = {
    ...EVERYWHERE,
    ...(shared === undefined ? {} : { latchkey_lent: shared }),
  };
  if (policies.join() !== Object.keys(wanted).sort().join()) {
    for (const policy of policies) await transaction.query(`DROP POLICY ${quote(policy)} ON ${sql}`);
    for (const [policy, rule] of Object.entries(wanted)) {
      await transaction.query(`CREATE POLICY ${policy} ON ${sql} ${rule}`);
    }
  }
  if (!isForced) {
    await transaction.query(`ALTER TABLE ${sql} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
  }
}

async function giveRights(transaction: Queryable, role: string): Promise<void> {
  const lacking: [string, string][] = [
    [SCHEMA_WITHOUT_RIGHTS, 'USAGE ON SCHEMA'],
    [TABLES_WITHOUT_RIGHTS, 'SELECT, INSERT, UPDATE, DELETE ON TABLE'],
    [SEQUENCES_WITHOUT_RIGHTS, 'USAGE ON SEQUENCE'],
  ];
  for (const [find, rights] of lacking) {
    const found = await transaction.query<{ sql: string }[]>(find, [role]);
    if (found.length === 0) continue;
    await transaction.query(`GRANT ${rights} ${found.map(({ sql }) => sql).join(', ')} TO ${quote(role)}`);
  }
}
