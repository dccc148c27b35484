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

/** The first entry that says the same as one before it; null when all differ. */
export function firstDouble(keys: readonly string[]): { index: number; first: number } | null {
  const index = keys.findIndex((key, at) => keys.indexOf(key) !== at);
  return index === -1 ? null : { index, first: keys.indexOf(keys[index] ?? '') };
}
