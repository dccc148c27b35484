import { Injectable } from '@nestjs/common';
import { containing } from '../database/like-pattern.js';
import type { Tx } from '../database/transactions.js';
import type { Placed } from '../http/sorted-page.js';
import { readByTime } from '../http/time-ordered-page.js';
import type { UserListRequest } from './user-list.js';
import { User } from './user.entity.js';

/** Users by the page. */
@Injectable()
export class UserListRepository {
  /** One more than the limit comes back when there are more. */
  listPage(tx: Tx, request: UserListRequest): Promise<Placed<User>[]> {
    const { search, isActive, isInstanceAdmin } = request;
    const query = tx.createQueryBuilder(User, 'u');
    if (search !== null) {
      query.andWhere('(u.email ILIKE :pattern OR u.nickname ILIKE :pattern)', { pattern: containing(search) });
    }
    if (isActive !== null) query.andWhere('u.is_active = :isActive', { isActive });
    if (isInstanceAdmin !== null) query.andWhere('u.is_instance_admin = :isInstanceAdmin', { isInstanceAdmin });
    return readByTime(query, { ...request, time: 'u.created_at', id: 'u.id' });
  }
}
