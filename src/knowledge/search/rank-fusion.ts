/** Cormack, Clarke and Büttcher, "Reciprocal rank fusion", SIGIR 2009: what is first somewhere counts most. */
const DAMPING = 60;

/** Scores of what several rankings hold, the best first. */
export function fuseRanks(rankings: readonly (readonly string[])[]): Map<string, number> {
  const scores = new Map<string, number>();
  for (const ranking of rankings) {
    ranking.forEach((id, index) => scores.set(id, (scores.get(id) ?? 0) + 1 / (DAMPING + index + 1)));
  }
  return new Map([...scores].sort(([, one], [, other]) => other - one));
}
