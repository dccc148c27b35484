import type { AppliedConfiguration } from '@latchkey/sdk';
import { printable } from '../output/printable.js';

/** One thing that an apply makes, changes or deletes, as the server says it. */
export type Change = AppliedConfiguration['changes'][number];

const SIGNS = { create: '+', update: '~', delete: '-' } as const;
const COLOURS = { create: 32, update: 33, delete: 31 } as const;

/** The changes for people: by tenant, what each field was and will be. */
export function planText(changes: readonly Change[], { isColoured }: { isColoured: boolean }): string {
  const places = [...new Set(changes.map(({ tenant }) => tenant))];
  const parts = places.map((place) => {
    const heading = place === null ? 'Instance' : `Tenant ${printable(place)}`;
    const own = changes.filter(({ tenant }) => tenant === place);
    return [heading, ...own.flatMap((change) => linesOf(change, isColoured))].join('\n');
  });
  return parts.join('\n\n');
}

/** How much there is to do, in a sentence. */
export function planSummary(changes: readonly Change[]): string {
  const count = (action: Change['action']): number => changes.filter((change) => change.action === action).length;
  return `${count('create')} to make, ${count('update')} to change, ${count('delete')} to delete`;
}

function linesOf({ action, kind, name, fields }: Change, isColoured: boolean): string[] {
  const head = `${SIGNS[action]} ${kind.replaceAll('_', ' ')} ${printable(name)}`;
  const lines = [`  ${isColoured ? `\u001b[${COLOURS[action]}m${head}\u001b[39m` : head}`];
  for (const { field, before, after } of fields)
    lines.push(`      ${printable(field)}: ${transition(action, before, after)}`);
  return lines;
}

function transition(action: Change['action'], before: string | null, after: string | null): string {
  if (action === 'create') return valueText(after);
  if (action === 'delete') return valueText(before);
  return `${valueText(before)} → ${valueText(after)}`;
}

function valueText(value: string | null): string {
  return value === null || value === '' ? 'nothing' : printable(value);
}
