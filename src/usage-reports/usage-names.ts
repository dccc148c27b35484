import { Injectable } from '@nestjs/common';
import { KeyDescriptions } from '../api-key/key-descriptions.js';
import type { Tx } from '../database/transactions.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { UsersService } from '../tenants/users.service.js';
import { NO_KEY } from '../usage/usage-totals.entity.js';

/** What usage is of; null is what it is not told apart by. */
export interface UsedBy {
  tenantId: string | null;
  keyId: string | null;
  userId: string | null;
}

/** What those are called; null for what is gone. */
export interface UsedByNames {
  tenantName: string | null;
  keyName: string | null;
  userEmail: string | null;
}

export type Named<T> = T & UsedByNames;

/** Says whose usage it is in words. */
@Injectable()
export class UsageNames {
  constructor(
    private readonly keys: KeyDescriptions,
    private readonly users: UsersService,
    private readonly tenants: TenantsService,
  ) {}

  /** @param tenantId whose keys are told by name; null for everybody's */
  async add<T extends UsedBy>(tx: Tx, tenantId: string | null, rows: readonly T[]): Promise<Named<T>[]> {
    const all = (name: keyof UsedBy) => rows.flatMap((row) => row[name] ?? []).filter((id) => id !== NO_KEY);
    const keys = await this.keys.namesWithin(tx, tenantId, all('keyId'));
    const emails = await this.users.emailsWithin(tx, all('userId'));
    const tenants = await this.tenants.namesWithin(tx, all('tenantId'));
    return rows.map((row) => ({
      ...row,
      tenantName: tenants.get(row.tenantId ?? '') ?? null,
      keyName: keys.get(row.keyId ?? '')?.name ?? null,
      userEmail: emails.get(row.userId ?? '') ?? null,
    }));
  }
}
