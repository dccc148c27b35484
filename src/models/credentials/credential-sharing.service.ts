import { Injectable } from '@nestjs/common';
import { BadInputError, ForbiddenError, NotFoundError } from '../../kernel/app-error.js';
import { actsAsAdministrator, type Principal } from '../../kernel/principal.js';
import { AuditService } from '../../audit/audit.service.js';
import { TenantDb } from '../../database/tenant-db.js';
import { CredentialSharesRepository } from '../credential-shares.repository.js';
import { CredentialsRepository } from '../credentials.repository.js';
import { ALL_TENANTS, announceModels } from '../routes/model-versions.js';
import { CredentialAccess } from './credential-access.js';
import type { CredentialRecord } from './credential-record.js';

/** Lets other tenants use a credential without seeing it. */
@Injectable()
export class CredentialSharingService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly access: CredentialAccess,
    private readonly credentials: CredentialsRepository,
    private readonly shares: CredentialSharesRepository,
    private readonly audit: AuditService,
  ) {}

  /**
   * Shares with exactly these tenants, or with all. Whoever loses it loses the defaults on its models at the same time.
   * @throws ForbiddenError for all, unless an instance administrator says so
   * @throws NotFoundError naming a tenant that there is not
   */
  async set(caller: Principal, id: string, wanted: 'all' | readonly string[]): Promise<CredentialRecord> {
    const { tenantId } = caller;
    if (wanted === 'all' && !actsAsAdministrator(caller)) {
      throw new ForbiddenError('Only an instance administrator may share with all tenants');
    }
    const recipients = wanted === 'all' ? [] : [...new Set(wanted)];
    if (recipients.includes(tenantId)) throw ownTenantError();
    const row = await this.tenantDb.run(tenantId, async (tx) => {
      await this.credentials.lock(tx, tenantId);
      await this.access.get(tx, tenantId, id);
      const stored = new Set(await this.shares.replace(tx, tenantId, id, recipients));
      const missing = recipients.find((recipient) => !stored.has(recipient));
      if (missing !== undefined) throw new NotFoundError(`Tenant '${missing}' not found`);
      await this.credentials.update(tx, tenantId, id, { sharedWithAll: wanted === 'all' });
      await this.shares.clearLostDefaults(tx, tenantId, id);
      await announceModels(tx, ALL_TENANTS);
      await this.audit.record(tx, {
        actor: caller,
        action: 'credential.shared',
        subject: `credential:${id}`,
        tenantId,
        details: { with: wanted === 'all' ? 'all' : recipients },
      });
      return this.access.get(tx, tenantId, id);
    });
    return this.access.show(tenantId, row);
  }
}

function ownTenantError(): BadInputError {
  return BadInputError.inField('tenant_ids', 'own', 'tenant_ids must not name your own tenant');
}
