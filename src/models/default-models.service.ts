import { Injectable } from '@nestjs/common';
import type { Principal } from '../kernel/principal.js';
import { AuditService } from '../audit/audit.service.js';
import { TenantDb } from '../database/tenant-db.js';
import { DefaultModelsRepository } from './default-models.repository.js';
import { DEFAULT_SLOTS, idsOf, type DefaultChanges, type DefaultIds } from './default-slots.js';
import { DefaultsChoice } from './defaults-choice.js';
import { InstanceDefaultsRepository } from './instance-defaults.repository.js';

/** Which model a tenant uses where none is named, one for each type. */
@Injectable()
export class DefaultModelsService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly defaults: DefaultModelsRepository,
    private readonly instanceDefaults: InstanceDefaultsRepository,
    private readonly choice: DefaultsChoice,
    private readonly audit: AuditService,
  ) {}

  /** The instance's fill the slots that the tenant leaves empty, where it can use those models. */
  get(tenantId: string): Promise<DefaultIds> {
    return this.tenantDb.run(tenantId, async (tx) => {
      const own = await this.defaults.list(tx, tenantId);
      return idsOf([...own, ...(await this.instanceDefaults.listUsable(tx, tenantId))]);
    });
  }

  /** Only what the tenant itself has chosen. */
  getOwn(tenantId: string): Promise<DefaultIds> {
    return this.tenantDb.run(tenantId, async (tx) => idsOf(await this.defaults.list(tx, tenantId)));
  }

  /** Sets and clears all or nothing. @throws DefaultNotConfiguredError naming the first that the tenant does not have */
  async set(caller: Principal, changes: DefaultChanges): Promise<void> {
    const given = DEFAULT_SLOTS.filter(({ field }) => changes[field] !== undefined);
    await this.tenantDb.run(caller.tenantId, async (tx) => {
      const chosen = await this.choice.make(tx, caller.tenantId, changes);
      for (const { type, model } of chosen) {
        if (model === null) await this.defaults.clear(tx, caller.tenantId, type);
        else await this.defaults.set(tx, caller.tenantId, type, model.id, model.tenantModelId);
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
}
