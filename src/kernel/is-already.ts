import { isDeepStrictEqual } from 'node:util';

/** Whether a change asks for nothing that is not so already. What it leaves out stays. */
export function isAlready<Change extends object>(
  current: { [Field in keyof Change]?: unknown },
  change: Change,
): boolean {
  return Object.entries(change).every(([field, value]) => isDeepStrictEqual(current[field as keyof Change], value));
}
