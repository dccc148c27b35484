import type { Cli } from '../cli.js';
import type { Column } from '../output/table.js';
import type { PageOptions } from './described.js';

interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}

interface Pages<Item> {
  /** One page, as the API gives it. */
  one: (query: { limit?: number }) => Promise<Page<Item>>;
  /** Every item of every page. */
  every: (query: { limit: number }) => AsyncIterable<Item>;
}

const LARGEST_PAGE = 200;

/** Shows the first page of a list, or with --all everything, as one document. */
export async function showPages<Item>(
  { answer }: Cli,
  { limit, all }: PageOptions,
  pages: Pages<Item>,
  columns: readonly Column<Item>[],
  whenEmpty: string,
): Promise<void> {
  const page =
    all === true
      ? { items: await gathered(pages), next_cursor: null }
      : await pages.one(limit === undefined ? {} : { limit });
  answer.list(page, page.items, columns, whenEmpty);
  if (page.next_cursor !== null && !answer.isForScripts) {
    answer.note(`There are more than these ${page.items.length}; --all shows everything.`);
  }
}

async function gathered<Item>({ every }: Pages<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of every({ limit: LARGEST_PAGE })) items.push(item);
  return items;
}

/** All items of a list that fit; it is read to its end, since several may have one name. */
export async function gatheredWhere<Item>(items: AsyncIterable<Item>, fits: (item: Item) => boolean): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) if (fits(item)) found.push(item);
  return found;
}
