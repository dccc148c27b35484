import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import type { KeysetPage } from '../../http/keyset-page.js';
import type { StoredVerification } from '../credential.entity.js';
import type { CredentialRow } from './credential-record.js';

const CREATED_AT = `date_trunc('milliseconds', c.created_at)`;

const SELECT = `
  SELECT c.id, c.factory, c.label, c.source, c.base_url AS "baseUrl", c.sealed, c.verification,
         c.shared_with_all AS "sharedWithAll", ${CREATED_AT} AS "createdAt", c.updated_at AS "updatedAt",
         ARRAY(SELECT s.recipient_id FROM credential_shares s
               WHERE s.tenant_id = c.tenant_id AND s.credential_id = c.id ORDER BY s.recipient_id) AS "sharedWith",
         (SELECT count(*)::int FROM tenant_models m
          WHERE m.tenant_id = c.tenant_id AND m.credential_id = c.id) AS "modelCount"
  FROM credentials c WHERE c.tenant_id = $1`;

/** What has a default on one of a credential's models. */
export interface DefaultOnModel {
  kind: 'default' | 'tenant_default' | 'instance_default';
  /** Null for the instance. */
  tenantId: string | null;
  type: string;
  modelName: string;
}

/** Credentials of a tenant with what is known around them. */
@Injectable()
export class CredentialRecordsRepository {
  async find(tx: Tx, tenantId: string, id: string): Promise<CredentialRow | null> {
    const [row] = await tx.query<CredentialRow[]>(`${SELECT} AND c.id = $2`, [tenantId, id]);
    return row ?? null;
  }

  /** Keyset pagination by creation; one more than the limit comes back when there are more. */
  listPage(tx: Tx, tenantId: string, { limit, after, isDescending, search }: KeysetPage): Promise<CredentialRow[]> {
    const [order, beyond] = isDescending ? ['DESC', '<'] : ['ASC', '>'];
    return tx.query<CredentialRow[]>(
      `${SELECT}
         AND ($2::text IS NULL OR position(lower($2) IN lower(c.label)) > 0)
         AND ($3::timestamptz IS NULL OR (${CREATED_AT}, c.id) ${beyond} ($3, $4::uuid))
       ORDER BY ${CREATED_AT} ${order}, c.id ${order} LIMIT $5`,
      [tenantId, search, after?.createdAt ?? null, after?.id ?? null, limit + 1],
    );
  }

  /** A verdict on what was asked with; none when the credential has changed since. @returns whether it was stored */
  async saveVerification(
    tx: Tx,
    tenantId: string,
    { id, sealed, baseUrl }: Pick<CredentialRow, 'id' | 'sealed' | 'baseUrl'>,
    verification: StoredVerification,
  ): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>(
      `UPDATE credentials SET verification = $5, updated_at = now()
       WHERE tenant_id = $1 AND id = $2 AND sealed = $3 AND base_url = $4`,
      [tenantId, id, sealed, baseUrl, verification],
    );
    return count > 0;
  }

  /** The defaults that would go with these models: the tenant's own, those of tenants it shares with, the instance's. */
  listDefaultsOn(tx: Tx, tenantId: string, modelIds: readonly string[]): Promise<DefaultOnModel[]> {
    return tx.query<DefaultOnModel[]>(
      `SELECT CASE WHEN d.tenant_id = $1 THEN 'default' ELSE 'tenant_default' END AS kind,
              d.tenant_id AS "tenantId", d.type, d.model_name AS "modelName"
       FROM default_models d JOIN tenant_models m ON m.id = d.tenant_model_id
       WHERE m.tenant_id = $1 AND m.id = ANY ($2)
       UNION ALL
       SELECT 'instance_default', NULL, d.type, d.model_name
       FROM instance_defaults d JOIN tenant_models m ON m.id = d.tenant_model_id
       WHERE m.tenant_id = $1 AND m.id = ANY ($2)
       ORDER BY 1, 2, 3`,
      [tenantId, modelIds],
    );
  }
}
