import { BadInputError } from '../../kernel/app-error.js';
import type { FieldChange } from './step.js';

/** Those fields that differ; what is absent in `after` stays as it is. */
export function differing(
  before: Readonly<Record<string, string | null>>,
  after: Readonly<Record<string, string | null | undefined>>,
): FieldChange[] {
  return Object.entries(after).flatMap(([field, value]) => {
    const former = before[field] ?? null;
    return value === undefined || value === former ? [] : [{ field, before: former, after: value }];
  });
}

/**
 * Refuses a list in which an entry says what one before it says.
 * @param list what the configuration calls it @param keys what must differ, one an entry @param sameness `has the same name as`
 * @throws BadInputError
 */
export function demandDistinct(list: string, keys: readonly string[], field: string, sameness: string): void {
  const index = keys.findIndex((key, at) => keys.indexOf(key) !== at);
  if (index === -1) return;
  const first = keys.indexOf(keys[index] ?? '');
  const message = `${list}[${index}] ${sameness} ${list}[${first}]`;
  throw BadInputError.inField(`${list}.${index}.${field}`, 'distinct', message);
}
