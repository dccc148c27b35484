import { Readable } from 'node:stream';
import type { SortedPage } from '../http/sorted-page.js';
import { csvRecord, type Cell } from './csv.js';

/** A longer export ends there, and says so. */
export const MOST_ROWS = 1_000_000;

/** How many rows are in memory at a time. */
export const ROWS_PER_READ = 2_000;

/** A list as it is exported. */
export interface Exported<T> {
  columns: readonly (keyof T & string)[];
  /** @param cursor of the page before; null for the first one */
  read: (cursor: string | null) => Promise<SortedPage<T>>;
  /** Whether the list is longer than that. */
  hasMoreThan: (count: number) => Promise<boolean>;
}

export interface CsvExport {
  text: Readable;
  isTruncated: boolean;
}

/**
 * Writes a list while it is read, page by page, each in a transaction of its own: no reader, however slow, holds one
 * open. What the first page is refused for is thrown at once.
 */
export async function openCsv<T extends Partial<Record<keyof T, Cell>>>(exported: Exported<T>): Promise<CsvExport> {
  const first = await exported.read(null);
  const isTruncated = first.nextCursor !== null && (await exported.hasMoreThan(MOST_ROWS));
  return { text: Readable.from(records(exported, first), { objectMode: false }), isTruncated };
}

async function* records<T extends Partial<Record<keyof T, Cell>>>(
  { columns, read }: Exported<T>,
  first: SortedPage<T>,
): AsyncGenerator<string> {
  yield csvRecord(columns);
  let page = first;
  for (let left = MOST_ROWS; ;) {
    const rows = page.items.slice(0, left);
    if (rows.length > 0) yield rows.map((row) => csvRecord(columns.map((column) => row[column]))).join('');
    left -= rows.length;
    if (page.nextCursor === null || left === 0) return;
    page = await read(page.nextCursor);
  }
}
