import { Injectable } from '@nestjs/common';
import { actsAsAdministrator, type Principal } from '../kernel/principal.js';
import { SystemDb } from '../database/system-db.js';
import { TenantDb } from '../database/tenant-db.js';
import type { Tx } from '../database/transactions.js';
import { cutSortedPage, type SortedPage } from '../http/sorted-page.js';
import { NotAdministratorError } from './api-key.errors.js';
import { ownerOf } from './api-keys.service.js';
import { KeyDescriptions, type ListedKey } from './key-descriptions.js';
import { isIndexed, type KeyListRequest } from './key-list.js';
import { KeyListRepository, type KeyReach } from './key-list.repository.js';

/** How many keys are looked at for one page, where no index says which match: a page never takes longer than that. */
const MOST_LOOKED_AT = 20_000;

/** Keys by the page, sorted, filtered and searched; administrators those of everybody. */
@Injectable()
export class KeyListing {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly systemDb: SystemDb,
    private readonly lists: KeyListRepository,
    private readonly descriptions: KeyDescriptions,
  ) {}

  /**
   * A page may come back short, and even empty, though there are more: then so many keys were looked at.
   * @throws NotAdministratorError for a reach that is not the caller's
   */
  list(caller: Principal, request: KeyListRequest): Promise<SortedPage<ListedKey>> {
    const reach = reachOf(caller, request);
    const work = (tx: Tx) => this.page(tx, reach, request);
    if (reach.tenantId === null) return this.systemDb.run('list the keys of all tenants', work);
    const needsIndex = request.search !== null || request.order !== 'created_at';
    return needsIndex
      ? this.tenantDb.search(reach.tenantId, 'list keys by an index', work)
      : this.tenantDb.run(reach.tenantId, work);
  }

  private async page(tx: Tx, reach: KeyReach, request: KeyListRequest): Promise<SortedPage<ListedKey>> {
    const hasTrigrams = request.search !== null && (await this.lists.hasTrigrams(tx));
    const end = isIndexed(request, hasTrigrams) ? null : await this.lists.findPlace(tx, reach, request, MOST_LOOKED_AT);
    const rows = await this.lists.listPage(tx, reach, request, end);
    const { items, nextCursor } = cutSortedPage(rows, request.limit, request.sort, end);
    return { items: await this.descriptions.describe(tx, items), nextCursor };
  }
}

function reachOf(caller: Principal, { reach }: KeyListRequest): KeyReach {
  if (reach === null) return ownerOf(caller);
  if (!actsAsAdministrator(caller))
    throw new NotAdministratorError(caller, reach === 'all' ? 'all_tenants' : 'tenant_id');
  return { tenantId: reach === 'all' ? null : reach.tenantId };
}
