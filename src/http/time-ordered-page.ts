import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { microsecondsOf, type Placed, type SortedPlace } from './sorted-page.js';

/** A list ordered by a time, and then by id. */
interface TimeOrder {
  /** With its alias, such as `u.created_at`. */
  time: string;
  id: string;
  /** SQL for the id of the place after which the page begins. */
  idAfter?: string;
  isDescending: boolean;
  limit: number;
  after: SortedPlace | null;
}

/** Reads one page of what a query finds; one row more than the limit comes back when there are more. */
export async function readByTime<T extends ObjectLiteral & { id: string }>(
  query: SelectQueryBuilder<T>,
  { time, id, idAfter = ':id', isDescending, limit, after }: TimeOrder,
): Promise<Placed<T>[]> {
  const order = isDescending ? 'DESC' : 'ASC';
  query
    .addSelect(microsecondsOf(time), 'place')
    .orderBy(time, order)
    .addOrderBy(id, order)
    .limit(limit + 1);
  if (after) {
    const condition = `(${time}, ${id}) ${isDescending ? '<' : '>'} (CAST(:value AS timestamptz), ${idAfter})`;
    query.andWhere(condition, after);
  }
  const { raw, entities } = await query.getRawAndEntities<{ place: string }>();
  return entities.map((row, index) => ({ row, place: { value: raw[index]?.place ?? '', id: row.id } }));
}
