import stringWidth from 'fast-string-width';
import { printable } from './printable.js';

/** One column: its heading, and what a record has there. */
export type Column<Item> = readonly [heading: string, cell: (item: Item) => unknown];

/** A table without lines, nothing cut off: ids must be copied whole. */
export function table<Item>(
  columns: readonly Column<Item>[],
  items: readonly Item[],
  { bold }: { bold: boolean },
): string {
  const headings = columns.map(([text]) => text.toUpperCase());
  const rows = items.map((item) => columns.map(([, cell]) => shown(cell(item))));
  const widths = headings.map((heading, column) =>
    rows.reduce((widest, row) => Math.max(widest, stringWidth(row[column] ?? '')), stringWidth(heading)),
  );
  const lines = [headings, ...rows].map((row) =>
    row
      .map((text, column) => padded(text, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line, index) => (bold && index === 0 ? `\u001b[1m${line}\u001b[22m` : line)).join('\n');
}

/** Padded to so many places of a terminal, of which some characters take two. */
function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** One record, a line for each of its facts. */
export function facts(
  pairs: readonly (readonly [name: string, value: unknown])[],
  { bold }: { bold: boolean },
): string {
  const named = pairs.map(([name, value]) => [printable(name), value] as const);
  const width = Math.max(...named.map(([name]) => name.length));
  return named
    .map(([name, value]) => {
      const label = `${name}:`.padEnd(width + 2);
      return `${bold ? `\u001b[1m${label}\u001b[22m` : label}${shown(value)}`.trimEnd();
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
