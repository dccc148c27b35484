import { Injectable } from '@nestjs/common';
import type { Principal } from '../kernel/principal.js';
import { AuditService } from '../audit/audit.service.js';
import { SystemDb } from '../database/system-db.js';
import { DefaultsChoice } from './defaults-choice.js';
import { idsOf, type DefaultChanges, type DefaultIds } from './default-slots.js';
import { InstanceDefaultsRepository } from './instance-defaults.repository.js';
import { ALL_TENANTS, announceModels } from './routes/model-versions.js';

/** Which models fill the slots that tenants leave empty. */
@Injectable()
export class InstanceDefaultsService {
  constructor(
    private readonly systemDb: SystemDb,
    private readonly defaults: InstanceDefaultsRepository,
    private readonly choice: DefaultsChoice,
    private readonly audit: AuditService,
  ) {}

  get(): Promise<DefaultIds> {
    return this.systemDb.run("read the instance's defaults", async (tx) => idsOf(await this.defaults.list(tx)));
  }

  /**
   * Sets and clears all or nothing. Models are named as the administrator's tenant has them; a default reaches the
   * tenants that can use its model.
   */
  async set(caller: Principal, changes: DefaultChanges): Promise<void> {
    await this.systemDb.run("set the instance's defaults", async (tx) => {
      const chosen = await this.choice.make(tx, caller.tenantId, changes);
      for (const { type, model } of chosen) {
        if (model === null) await this.defaults.clear(tx, type);
        else await this.defaults.set(tx, type, model.id, model.tenantModelId);
      }
      await announceModels(tx, ALL_TENANTS);
      const details = Object.fromEntries(chosen.map(({ type, model }) => [type, model?.id ?? '']));
      await this.audit.record(tx, {
        actor: caller,
        action: 'instance-defaults.set',
        subject: 'instance',
        tenantId: null,
        details,
      });
    });
  }
}
