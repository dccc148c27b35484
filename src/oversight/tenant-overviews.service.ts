import { Injectable } from '@nestjs/common';
import { KeyCounts, MOST_COUNTED } from '../api-key/key-counts.js';
import { SystemDb } from '../database/system-db.js';
import type { Tx } from '../database/transactions.js';
import type { CreationPage } from '../http/dto/sorted-query.dto.js';
import type { SortedPage } from '../http/sorted-page.js';
import type { Principal } from '../kernel/principal.js';
import { Directory } from '../tenants/directory.service.js';
import type { Tenant } from '../tenants/tenant.entity.js';
import { TenantsService } from '../tenants/tenants.service.js';

/** A tenant with what hangs on it. */
export interface TenantOverview {
  tenant: Tenant;
  memberCount: number;
  keyCount: number;
}

/** Tenants as they are looked after from outside. */
@Injectable()
export class TenantOverviews {
  constructor(
    private readonly systemDb: SystemDb,
    private readonly directory: Directory,
    private readonly tenants: TenantsService,
    private readonly keyCounts: KeyCounts,
  ) {}

  list(page: CreationPage): Promise<SortedPage<TenantOverview>> {
    return this.systemDb.run('list tenants', async (tx) => {
      const { items, nextCursor } = await this.directory.listTenants(tx, page);
      return { items: await this.describe(tx, items), nextCursor };
    });
  }

  async create(caller: Principal, name: string, ownerEmail: string | null): Promise<TenantOverview> {
    return this.describeOne(await this.tenants.create(caller, name, ownerEmail));
  }

  async rename(caller: Principal, id: string, name: string): Promise<TenantOverview> {
    return this.describeOne(await this.tenants.rename(caller, id, name));
  }

  private async describeOne(tenant: Tenant): Promise<TenantOverview> {
    const [overview] = await this.systemDb.run('describe a tenant', (tx) => this.describe(tx, [tenant]));
    return overview ?? { tenant, memberCount: 0, keyCount: 0 };
  }

  private async describe(tx: Tx, tenants: readonly Tenant[]): Promise<TenantOverview[]> {
    const ids = tenants.map(({ id }) => id);
    const members = await this.directory.countMembers(tx, ids, MOST_COUNTED);
    const keys = await this.keyCounts.ofTenants(tx, ids);
    return tenants.map((tenant) => ({
      tenant,
      memberCount: members.get(tenant.id) ?? 0,
      keyCount: keys.get(tenant.id) ?? 0,
    }));
  }
}
