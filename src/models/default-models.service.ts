import { Injectable } from '@nestjs/common';
import { BadInputError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { AuditService } from '../audit/audit.service.js';
import { TenantDb } from '../database/tenant-db.js';
import type { Tx } from '../database/transactions.js';
import { CredentialsRepository } from './credentials.repository.js';
import { DefaultModelsRepository } from './default-models.repository.js';
import { DEFAULT_SLOTS, type DefaultChanges, type DefaultIds } from './default-slots.js';
import { ModelFinder } from './model-finder.js';
import { DefaultNotConfiguredError } from './models.errors.js';

/** Which model a tenant uses where none is named, one for each type. */
@Injectable()
export class DefaultModelsService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly credentials: CredentialsRepository,
    private readonly defaults: DefaultModelsRepository,
    private readonly finder: ModelFinder,
    private readonly audit: AuditService,
  ) {}

  get(tenantId: string): Promise<DefaultIds> {
    return this.tenantDb.run(tenantId, (tx) => this.read(tx, tenantId));
  }

  /** Sets and clears all or nothing. @throws DefaultNotConfiguredError naming the first that the tenant does not have */
  async set(caller: Principal, changes: DefaultChanges): Promise<void> {
    const given = DEFAULT_SLOTS.filter(({ field }) => changes[field] !== undefined);
    if (given.length === 0) throw new BadInputError('At least one model ID must be provided');
    await this.tenantDb.run(caller.tenantId, async (tx) => {
      await this.credentials.lock(tx, caller.tenantId);
      for (const { field, type } of given) {
        const id = changes[field] ?? '';
        if (id.trim() === '') await this.defaults.clear(tx, caller.tenantId, type);
        else await this.setOne(tx, caller.tenantId, id, type);
      }
      const details = Object.fromEntries(given.map(({ field }) => [field, changes[field] ?? '']));
      const subject = `tenant:${caller.tenantId}`;
      await this.audit.record(tx, {
        actor: caller,
        action: 'defaults.set',
        subject,
        tenantId: caller.tenantId,
        details,
      });
    });
  }

  /** As {@link set}, passing over what is so already: clients that send all of them back mean the ones that differ. */
  async setDiffering(caller: Principal, changes: DefaultChanges): Promise<void> {
    const current = await this.get(caller.tenantId);
    const differing = DEFAULT_SLOTS.filter(
      ({ field }) => changes[field] !== undefined && (changes[field] ?? '') !== current[field],
    );
    if (differing.length === 0) return;
    await this.set(caller, Object.fromEntries(differing.map(({ field }) => [field, changes[field] ?? null])));
  }

  private async setOne(
    tx: Tx,
    tenantId: string,
    id: string,
    type: (typeof DEFAULT_SLOTS)[number]['type'],
  ): Promise<void> {
    const found = await this.finder.find(tx, tenantId, id, type);
    if (!found) throw new DefaultNotConfiguredError(id, type);
    await this.defaults.set(tx, tenantId, type, id, found.tenantModelId);
  }

  private async read(tx: Tx, tenantId: string): Promise<DefaultIds> {
    const rows = await this.defaults.list(tx, tenantId);
    const ids = DEFAULT_SLOTS.map(({ field, type }) => [field, rows.find((row) => row.type === type)?.modelName ?? '']);
    return Object.fromEntries(ids) as DefaultIds;
  }
}
