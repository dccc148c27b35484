import { Injectable } from '@nestjs/common';
import { containing } from '../database/like-pattern.js';
import type { Tx } from '../database/transactions.js';
import { microsecondsOf, type Placed } from '../http/sorted-page.js';
import type { UserListRequest } from './user-list.js';
import { User } from './user.entity.js';

/** Users by the page. */
@Injectable()
export class UserListRepository {
  /** One more than the limit comes back when there are more. */
  async listPage(tx: Tx, request: UserListRequest): Promise<Placed<User>[]> {
    const { limit, isDescending, after, search, isActive, isInstanceAdmin } = request;
    const order = isDescending ? 'DESC' : 'ASC';
    const query = tx
      .createQueryBuilder(User, 'u')
      .addSelect(microsecondsOf('u.created_at'), 'place')
      .orderBy('u.created_at', order)
      .addOrderBy('u.id', order)
      .limit(limit + 1);
    if (search !== null) {
      query.andWhere('(u.email ILIKE :pattern OR u.nickname ILIKE :pattern)', { pattern: containing(search) });
    }
    if (isActive !== null) query.andWhere('u.is_active = :isActive', { isActive });
    if (isInstanceAdmin !== null) query.andWhere('u.is_instance_admin = :isInstanceAdmin', { isInstanceAdmin });
    if (after) {
      query.andWhere(`(u.created_at, u.id) ${isDescending ? '<' : '>'} (CAST(:value AS timestamptz), :id)`, after);
    }
    const { raw, entities } = await query.getRawAndEntities<{ place: string }>();
    return entities.map((row, index) => ({ row, place: { value: raw[index]?.place ?? '', id: row.id } }));
  }
}
