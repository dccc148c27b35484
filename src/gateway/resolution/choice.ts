/** In random order. */
export function shuffled<T>(items: readonly T[]): readonly T[] {
  return items.length < 2 ? items : weightedOrder(items.map((item) => ({ item, weight: 1 }))).map(({ item }) => item);
}

/**
 * In random order, where each place is drawn among those left by their weights (Efraimidis and Spirakis: the greatest
 * `random ^ (1 / weight)` first).
 */
export function weightedOrder<T extends { weight: number }>(items: readonly T[], random = Math.random): readonly T[] {
  return items
    .map((item) => ({ item, key: random() ** (1 / item.weight) }))
    .sort((one, other) => other.key - one.key)
    .map(({ item }) => item);
}
