/** What a server takes at once unless it was started with another `--max-client-batch-size`. */
const BATCH_SIZE = 32;

/** Asks for as many at once as the server takes, one batch after the other; `ask` is told where each begins. */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  ask: (batch: readonly Item[], from: number) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += BATCH_SIZE) {
    results.push(...(await ask(items.slice(from, from + BATCH_SIZE), from)));
  }
  return results;
}
