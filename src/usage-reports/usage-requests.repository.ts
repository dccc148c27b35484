import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { Tx } from '../database/transactions.js';
import { UsageEvent } from '../usage/usage-event.entity.js';
import { NO_KEY } from '../usage/usage-totals.entity.js';
import { isOfModel } from './model-condition.js';
import type { Outcome, RequestPlace, RequestsRequest } from './usage-requests.js';

/** Of one tenant, and of one user unless that is null. */
export interface RequestsReach {
  tenantId: string;
  userId: string | null;
}

const HAS_OUTCOME: Readonly<Record<Outcome, string>> = {
  ok: 'e.status < 400',
  failed: 'e.status >= 400 AND e.status <> 499',
  left: 'e.status = 499',
};

/** Single requests, the newest first, along an index of their tenant, key or user. */
@Injectable()
export class UsageRequestsRepository {
  /** One more than the limit comes back when there are more. @param until the last place to look at */
  list(tx: Tx, reach: RequestsReach, request: RequestsRequest, until: RequestPlace | null): Promise<UsageEvent[]> {
    const query = matching(walk(tx, reach, request), request).limit(request.limit + 1);
    if (until) query.andWhere('(e.at, e.id) >= (:untilAt, :untilId)', { untilAt: until.at, untilId: until.id });
    return query.getMany();
  }

  /** The place of the request that is so many further on, whether or not it matches; null when the list ends before. */
  async findPlace(
    tx: Tx,
    reach: RequestsReach,
    request: RequestsRequest,
    distance: number,
  ): Promise<RequestPlace | null> {
    const query = walk(tx, reach, request).select(['e.at', 'e.id', 'e.tenantId']);
    return query.offset(distance - 1).limit(1).getOne(); // prettier-ignore
  }

  /** Whether more match than that. */
  async hasMoreThan(tx: Tx, reach: RequestsReach, request: RequestsRequest, count: number): Promise<boolean> {
    const query = matching(walk(tx, reach, request), request)
      .select('1', 'there')
      .orderBy();
    return (await query.offset(count).limit(1).getRawOne()) !== undefined;
  }
}

function walk(
  tx: Tx,
  { tenantId, userId }: RequestsReach,
  { range, keyId, after }: RequestsRequest,
): SelectQueryBuilder<UsageEvent> {
  const query = tx
    .createQueryBuilder(UsageEvent, 'e')
    .where('e.tenant_id = :tenantId AND e.at >= :from AND e.at < :to', { tenantId, ...range })
    .orderBy('e.at', 'DESC')
    .addOrderBy('e.id', 'DESC');
  if (keyId === NO_KEY) query.andWhere('e.key_id IS NULL');
  else if (keyId !== null) query.andWhere('e.key_id = :keyId', { keyId });
  if (userId !== null) query.andWhere('e.user_id = :userId', { userId });
  if (after) {
    // The first condition is what leaves out partitions.
    query.andWhere('e.at <= :afterAt AND (e.at, e.id) < (:afterAt, :afterId)', {
      afterAt: after.at,
      afterId: after.id,
    });
  }
  return query;
}

function matching(
  query: SelectQueryBuilder<UsageEvent>,
  { model, status, endpoint }: RequestsRequest,
): SelectQueryBuilder<UsageEvent> {
  if (model === '') query.andWhere('e.model IS NULL');
  else if (model !== null) query.andWhere(isOfModel('e.model', ':model'), { model });
  if (typeof status === 'number') query.andWhere('e.status = :status', { status });
  else if (status !== null) query.andWhere(`(${HAS_OUTCOME[status]})`);
  if (endpoint !== null) query.andWhere('e.endpoint = :endpoint', { endpoint });
  return query;
}
