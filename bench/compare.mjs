/** Figures over rounds: the median, and the smallest and largest beside it. */
export function spreadOf(values) {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1) };
}

export const ofRuns = (runs, field) => spreadOf((runs ?? []).map((run) => run[field]));

/** Within each round, so that a noisy minute hits both sides of a ratio. */
export function ratio(runs, divisors, field) {
  return spreadOf((runs ?? []).map((run, round) => run[field] / (divisors?.[round]?.[field] ?? Number.NaN)));
}

/** As {@link ratio}, but how much more. */
export function added(runs, references, field) {
  return spreadOf((runs ?? []).map((run, round) => run[field] - (references?.[round]?.[field] ?? Number.NaN)));
}

export const faultsOf = (runs) => runs.reduce((sum, { faults }) => sum + Object.values(faults).reduce((a, b) => a + b, 0), 0); // prettier-ignore
