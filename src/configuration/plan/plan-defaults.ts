import { DEFAULT_SLOTS, type DefaultChanges, type DefaultIds } from '../../models/default-slots.js';
import type { Change } from './step.js';

/** The slots that are to differ, with what is told of each. */
export function planDefaults(
  desired: DefaultChanges,
  actual: DefaultIds,
  tenant: string | null,
): { changes: Change[]; wanted: DefaultChanges } {
  const differing = DEFAULT_SLOTS.flatMap(({ field }) => {
    const given = desired[field];
    if (given === undefined) return [];
    const after = given === null || given.trim() === '' ? '' : given;
    return after === actual[field] ? [] : [{ field, before: actual[field], after }];
  });
  return {
    changes: differing.map(({ field, before, after }) => ({
      action: before === '' ? 'create' : after === '' ? 'delete' : 'update',
      kind: tenant === null ? 'instance_default' : 'default',
      tenant,
      name: field,
      fields: [{ field: 'model', before: before || null, after: after || null }],
    })),
    wanted: Object.fromEntries(differing.map(({ field, after }) => [field, after || null])),
  };
}
