import Table from 'cli-table3';
import { printable } from './printable.js';

/** One column: its heading, and what a record has there. */
export type Column<Item> = readonly [heading: string, cell: (item: Item) => unknown];

const NO_LINES = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid', 'middle'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((part) => [`${side}${part}`, '']),
  ),
);

/** A table without lines, nothing cut off: ids must be copied whole. */
export function table<Item>(
  columns: readonly Column<Item>[],
  items: readonly Item[],
  { bold }: { bold: boolean },
): string {
  const heading = (text: string): string => (bold ? `\u001b[1m${text.toUpperCase()}\u001b[22m` : text.toUpperCase());
  const drawn = new Table({
    head: columns.map(([text]) => heading(text)),
    chars: { ...NO_LINES, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  drawn.push(...items.map((item) => columns.map(([, cell]) => shown(cell(item)))));
  return withoutTrailingSpaces(drawn.toString());
}

/** One record, a line for each of its facts. */
export function facts(
  pairs: readonly (readonly [name: string, value: unknown])[],
  { bold }: { bold: boolean },
): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs
    .map(([name, value]) => {
      const padded = `${name}:`.padEnd(width + 2);
      return `${bold ? `\u001b[1m${padded}\u001b[22m` : padded}${shown(value)}`.trimEnd();
    })
    .join('\n');
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.map(shown).join(', ');
  if (typeof value === 'object') return printable(JSON.stringify(value));
  return printable(typeof value === 'string' ? value : (value as number | bigint).toString());
}

function withoutTrailingSpaces(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
