import { Injectable } from '@nestjs/common';
import { KeyCounts } from '../api-key/key-counts.js';
import { SystemDb } from '../database/system-db.js';
import type { Tx } from '../database/transactions.js';
import type { SortedPage } from '../http/sorted-page.js';
import type { Principal } from '../kernel/principal.js';
import { Directory } from '../tenants/directory.service.js';
import { UserNotFoundError } from '../tenants/tenants.errors.js';
import { TenantsService } from '../tenants/tenants.service.js';
import type { UserListRequest } from '../tenants/user-list.js';
import type { User } from '../tenants/user.entity.js';
import { UsersService, type AccountChange, type NewUser } from '../tenants/users.service.js';

/** A user with what hangs on them. */
export interface UserAccount {
  user: User;
  tenantName: string;
  keyCount: number;
}

/** Users as administrators of the instance manage them, named by their ids. */
@Injectable()
export class UserAccounts {
  constructor(
    private readonly systemDb: SystemDb,
    private readonly directory: Directory,
    private readonly users: UsersService,
    private readonly tenants: TenantsService,
    private readonly keyCounts: KeyCounts,
  ) {}

  list(request: UserListRequest): Promise<SortedPage<UserAccount>> {
    return this.systemDb.run('list users', async (tx) => {
      const { items, nextCursor } = await this.directory.listUsers(tx, request);
      return { items: await this.describe(tx, items), nextCursor };
    });
  }

  /** @throws UserNotFoundError */
  async get(id: string): Promise<UserAccount> {
    return this.describeOne(await this.users.getById(id));
  }

  async create(caller: Principal, input: NewUser): Promise<UserAccount> {
    return this.describeOne(await this.users.create(caller, input));
  }

  async update(caller: Principal, id: string, change: AccountChange): Promise<UserAccount> {
    return this.describeOne(await this.users.update(caller, id, change));
  }

  /** Under {@link UsersService.delete}'s conditions. */
  async delete(caller: Principal, id: string): Promise<void> {
    await this.users.delete(caller, (await this.users.getById(id)).email);
  }

  private async describeOne(user: User): Promise<UserAccount> {
    const [account] = await this.systemDb.run('describe a user', (tx) => this.describe(tx, [user]));
    if (!account) throw new UserNotFoundError(user.id);
    return account;
  }

  private async describe(tx: Tx, users: readonly User[]): Promise<UserAccount[]> {
    const ids = users.map(({ id }) => id);
    const names = await this.tenants.namesWithin(tx, ids);
    const counts = await this.keyCounts.ofUsers(tx, ids);
    return users.map((user) => ({
      user,
      tenantName: names.get(user.id) ?? '',
      keyCount: counts.get(user.id) ?? 0,
    }));
  }
}
