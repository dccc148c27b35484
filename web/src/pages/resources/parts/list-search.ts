import { oneOf, textOf } from '../../../shell/address.js';

/** What a list shows, kept in the address. */
export interface ListSearch {
  search?: string | undefined;
}

export function listSearch({ search }: Record<string, unknown>): ListSearch {
  return { search: textOf(search) };
}

/** Those whose name or description holds the text. */
export function matching<Thing extends { name: string; description?: string }>(
  things: readonly Thing[],
  search: string | undefined,
): readonly Thing[] {
  const wanted = search?.toLowerCase();
  if (!wanted) return things;
  return things.filter(({ name, description }) => `${name}\n${description ?? ''}`.toLowerCase().includes(wanted));
}

/** The tab of a page, kept in the address; the first one goes without saying. */
export function tabSearch<Tab extends string>(
  tabs: readonly Tab[],
): (given: Record<string, unknown>) => { tab?: Tab | undefined } {
  return ({ tab }) => {
    const known = oneOf(tabs, tab);
    return { tab: known === tabs[0] ? undefined : known };
  };
}
