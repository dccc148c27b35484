import { Injectable } from '@nestjs/common';
import { BadInputError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { AuditService } from '../audit/audit.service.js';
import { SystemDb } from '../database/system-db.js';
import { InstanceVariable } from './instance-variable.entity.js';

/** Settings that administrators keep by name; Latchkey itself acts on none of them. */
@Injectable()
export class InstanceVariablesService {
  constructor(
    private readonly systemDb: SystemDb,
    private readonly audit: AuditService,
  ) {}

  list(): Promise<InstanceVariable[]> {
    return this.systemDb.run('list variables', (tx) => tx.find(InstanceVariable, { order: { name: 'ASC' } }));
  }

  /** @throws BadInputError when there is none of that name */
  async get(name: string): Promise<InstanceVariable> {
    const found = await this.systemDb.run('find a variable', (tx) => tx.findOneBy(InstanceVariable, { name }));
    if (!found) throw new BadInputError(`Can't get setting: ${name}`);
    return found;
  }

  /** Sets a variable, be it new or not. */
  set(actor: Principal, name: string, value: string): Promise<void> {
    return this.systemDb.run('set a variable', async (tx) => {
      await tx.upsert(InstanceVariable, { name, value }, ['name']);
      await this.audit.record(tx, { actor, action: 'variable.set', subject: `variable:${name}`, tenantId: null });
    });
  }
}
