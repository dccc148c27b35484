import { announce, type Tx } from '../../database/transactions.js';

/** The scope of what concerns every tenant: who shares what with whom, and the instance's defaults. */
export const ALL_TENANTS = '*';

/**
 * Voids every picture of a tenant's models once this transaction commits. Rows of tenants are to be touched under the
 * tenant's lock and that of all tenants last, so that two transactions can't wait for each other.
 */
export async function announceModels(tx: Tx, scope: string): Promise<void> {
  const [row] = await tx.query<{ version: string }[]>(
    `INSERT INTO model_versions AS v (scope, version) VALUES ($1, 1)
     ON CONFLICT (scope) DO UPDATE SET version = v.version + 1 RETURNING version`,
    [scope],
  );
  await announce(tx, { kind: 'models', id: scope, version: Number(row?.version) });
}
