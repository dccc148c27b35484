import { DURATION_BOUNDS } from '../usage/usage-totals.entity.js';

/**
 * The duration in milliseconds that such a share of requests did not exceed, as if those within two bounds lay evenly
 * between them; of those beyond the last bound nothing more is known than that. Null for no requests.
 * @param durations how many requests took as long, by {@link DURATION_BOUNDS}
 */
export function durationQuantile(durations: readonly number[], share: number): number | null {
  const total = durations.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let rank = share * total;
  for (const [place, upTo] of DURATION_BOUNDS.entries()) {
    const count = durations[place] ?? 0;
    const above = DURATION_BOUNDS[place - 1] ?? 0;
    if (count > 0 && rank <= count) return Math.round(above + (upTo - above) * (rank / count));
    rank -= count;
  }
  return DURATION_BOUNDS.at(-1) ?? null;
}
