import { Injectable } from '@nestjs/common';
import { acrossTenants, type Tx } from '../database/transactions.js';
import { CredentialShare } from './credential-share.entity.js';

/** Which tenants may use another one's credentials. */
@Injectable()
export class CredentialSharesRepository {
  /** Whether a credential of another tenant is shared with this one, by name or with all. */
  async isShared(tx: Tx, recipientId: string, credentialId: string): Promise<boolean> {
    const found = await tx.query<unknown[]>(
      `SELECT 1 FROM credentials c
       WHERE c.id = $2 AND c.tenant_id <> $1 AND (c.shared_with_all OR EXISTS (
         SELECT 1 FROM credential_shares s
         WHERE s.tenant_id = c.tenant_id AND s.credential_id = c.id AND s.recipient_id = $1))`,
      [recipientId, credentialId],
    );
    return found.length > 0;
  }

  /** Who shares anything with one of these tenants, or with all. */
  async listOwners(tx: Tx, recipientIds: readonly string[]): Promise<string[]> {
    const owners = await acrossTenants(tx, 'find who shares with tenants', (all) =>
      all.query<{ id: string }[]>(
        `SELECT tenant_id AS id FROM credential_shares WHERE recipient_id = ANY ($1)
         UNION SELECT tenant_id FROM credentials WHERE shared_with_all`,
        [recipientIds],
      ),
    );
    return owners.map(({ id }) => id);
  }

  /** @returns those of the recipients that there are */
  async replace(tx: Tx, tenantId: string, credentialId: string, recipientIds: readonly string[]): Promise<string[]> {
    await tx.delete(CredentialShare, { tenantId, credentialId });
    const stored = await tx.query<{ id: string }[]>(
      `INSERT INTO credential_shares (tenant_id, credential_id, recipient_id)
       SELECT $1, $2::uuid, t.id FROM tenants t WHERE t.id = ANY ($3) RETURNING recipient_id AS id`,
      [tenantId, credentialId, recipientIds],
    );
    return stored.map(({ id }) => id);
  }

  /** Clears the defaults, and the targets of aliases, of tenants that may use the credential no more. */
  clearLostDefaults(tx: Tx, tenantId: string, credentialId: string): Promise<void> {
    return acrossTenants(tx, 'clear what is shared no more', (all) => clearLost(all, tenantId, credentialId));
  }
}

async function clearLost(tx: Tx, tenantId: string, credentialId: string): Promise<void> {
  await tx.query(
    `DELETE FROM default_models d USING tenant_models m, credentials c
       WHERE m.id = d.tenant_model_id AND c.id = m.credential_id AND c.tenant_id = $1 AND c.id = $2
         AND d.tenant_id <> c.tenant_id AND NOT c.shared_with_all AND NOT EXISTS (
           SELECT 1 FROM credential_shares s
           WHERE s.tenant_id = c.tenant_id AND s.credential_id = c.id AND s.recipient_id = d.tenant_id)`,
    [tenantId, credentialId],
  );
  await tx.query(
    `DELETE FROM model_alias_targets t USING tenant_models m, credentials c
       WHERE m.id = t.tenant_model_id AND c.id = m.credential_id AND c.tenant_id = $1 AND c.id = $2
         AND t.tenant_id <> c.tenant_id AND NOT c.shared_with_all AND NOT EXISTS (
           SELECT 1 FROM credential_shares s
           WHERE s.tenant_id = c.tenant_id AND s.credential_id = c.id AND s.recipient_id = t.tenant_id)`,
    [tenantId, credentialId],
  );
}
