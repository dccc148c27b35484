import { Injectable } from '@nestjs/common';
import { NotAdministratorError } from '../api-key/api-key.errors.js';
import { SystemDb } from '../database/system-db.js';
import { TenantDb } from '../database/tenant-db.js';
import type { Tx } from '../database/transactions.js';
import type { SortedPage } from '../http/sorted-page.js';
import { actsAsAdministrator, type Principal } from '../kernel/principal.js';
import type { UsageEvent } from '../usage/usage-event.entity.js';
import { UsageNames, type Named } from './usage-names.js';
import { reachOf, type UsageReach, type WantedReach } from './usage-reach.js';
import { cursorAt, looksAtEach, type RequestsRequest } from './usage-requests.js';
import { UsageRequestsRepository, type RequestsReach } from './usage-requests.repository.js';
import { cursorAfter, type SumsRequest, type UsageSum } from './usage-sums.js';
import { UsageSumsRepository } from './usage-sums.repository.js';

/** How many requests are looked at for one page, where no index says which match: a page never takes longer. */
const MOST_LOOKED_AT = 50_000;

/** What was used, for those whose business it is. */
@Injectable()
export class UsageReports {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly systemDb: SystemDb,
    private readonly sumsOf: UsageSumsRepository,
    private readonly requestsOf: UsageRequestsRepository,
    private readonly names: UsageNames,
  ) {}

  /** @throws NotAdministratorError, ForbiddenError for usage that is none of the caller's business */
  sums(caller: Principal, wanted: WantedReach, request: SumsRequest): Promise<SortedPage<Named<UsageSum>>> {
    const reach = sumsReachOf(caller, wanted, request);
    return this.within(reach.tenantId, async (tx) => {
      const rows = await this.sumsOf.list(tx, reach, request);
      const shown = rows.slice(0, request.limit);
      const last = rows.length > request.limit ? shown.at(-1) : undefined;
      const items = await this.names.add(tx, reach.tenantId, shown);
      return { items, nextCursor: last ? cursorAfter(last, request) : null };
    });
  }

  /** Whether the sums are more than that many. */
  hasMoreSums(caller: Principal, wanted: WantedReach, request: SumsRequest, count: number): Promise<boolean> {
    const reach = sumsReachOf(caller, wanted, request);
    return this.within(reach.tenantId, (tx) => this.sumsOf.hasMoreThan(tx, reach, request, count));
  }

  /**
   * A page may come back short, and even empty, though there are more: then so many requests were looked at.
   * @throws NotAdministratorError, ForbiddenError
   */
  requests(caller: Principal, wanted: WantedReach, request: RequestsRequest): Promise<SortedPage<Named<UsageEvent>>> {
    const reach = requestsReachOf(caller, wanted);
    return this.tenantDb.run(reach.tenantId, async (tx) => {
      const isBounded = looksAtEach(request, reach.userId);
      const end = isBounded ? await this.requestsOf.findPlace(tx, reach, request, MOST_LOOKED_AT) : null;
      const rows = await this.requestsOf.list(tx, reach, request, end);
      const shown = rows.slice(0, request.limit);
      const last = rows.length > request.limit ? (shown.at(-1) ?? null) : end;
      return { items: await this.names.add(tx, reach.tenantId, shown), nextCursor: last && cursorAt(last) };
    });
  }

  /** Whether the requests are more than that many. */
  hasMoreRequests(caller: Principal, wanted: WantedReach, request: RequestsRequest, count: number): Promise<boolean> {
    const reach = requestsReachOf(caller, wanted);
    return this.tenantDb.run(reach.tenantId, (tx) => this.requestsOf.hasMoreThan(tx, reach, request, count));
  }

  private within<T>(tenantId: string | null, work: (tx: Tx) => Promise<T>): Promise<T> {
    return tenantId === null
      ? this.systemDb.run('sum up the usage of all tenants', work)
      : this.tenantDb.run(tenantId, work);
  }
}

function sumsReachOf(caller: Principal, wanted: WantedReach, { subjects }: SumsRequest): UsageReach {
  if (subjects.includes('tenant') && !actsAsAdministrator(caller))
    throw new NotAdministratorError(caller, 'group_by=tenant');
  return reachOf(caller, wanted);
}

/** Single requests are read of one tenant at a time. */
function requestsReachOf(caller: Principal, wanted: WantedReach): RequestsReach {
  const { tenantId, userId } = reachOf(caller, { ...wanted, isAllTenants: false });
  return { tenantId: tenantId ?? caller.tenantId, userId };
}
