import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transactions.js';
import type { CreationPage } from '../http/dto/sorted-query.dto.js';
import { cutSortedPage, type SortedPage } from '../http/sorted-page.js';
import { TenantListRepository } from './tenant-list.repository.js';
import type { Tenant } from './tenant.entity.js';
import { UserListRepository } from './user-list.repository.js';
import type { UserListRequest } from './user-list.js';
import type { User } from './user.entity.js';

/** All users and tenants of the instance, by the page. Who may see them is for the caller to ask. */
@Injectable()
export class Directory {
  constructor(
    private readonly users: UserListRepository,
    private readonly tenants: TenantListRepository,
  ) {}

  async listUsers(tx: Tx, request: UserListRequest): Promise<SortedPage<User>> {
    return cutSortedPage(await this.users.listPage(tx, request), request.limit, request.sort);
  }

  async listTenants(tx: Tx, page: CreationPage): Promise<SortedPage<Tenant>> {
    return cutSortedPage(await this.tenants.listPage(tx, page), page.limit, page.sort);
  }

  /** How many members each tenant has, up to a bound. */
  countMembers(tx: Tx, tenantIds: readonly string[], bound: number): Promise<Map<string, number>> {
    return this.tenants.countMembers(tx, tenantIds, bound);
  }
}
