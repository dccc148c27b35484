/** How long things take, one at a time. */

/** @param {number[]} sorted @param {number} share 0.95 for the 95th percentile */
export function quantile(sorted, share) {
  return sorted[Math.ceil((sorted.length - 1) * share)];
}

/** @param {number[]} taken in any order */
export function spreadOf(taken) {
  const sorted = taken.toSorted((one, other) => one - other);
  const [p50, p95, p99, slowest] = [0.5, 0.95, 0.99, 1].map((share) => quantile(sorted, share));
  return { p50, p95, p99, slowest, count: sorted.length };
}

/** Milliseconds. */
export async function timeOf(work) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/**
 * Asks for all of them in turn, round by round, so that whatever else the machine does hits all alike. What has taken its
 * patience is asked no more, once it was asked five times.
 *
 * @param {{url: string, headers: object}[]} requests
 * @returns what each took in milliseconds, and its last answer
 */
export async function timesOf(requests, { rounds, patienceMs = Infinity }) {
  const asked = requests.map((request) => ({ ...request, taken: [], spent: 0, answer: null }));
  for (let round = 0; round < rounds; round++) {
    for (const each of asked) {
      if (each.taken.length >= 5 && each.spent > patienceMs) continue;
      const took = await timeOf(async () => (each.answer = await read(each)));
      each.taken.push(took);
      each.spent += took;
    }
  }
  return asked.map(({ taken, answer }) => ({ ...spreadOf(taken), answer }));
}

async function read({ url, headers }) {
  const response = await fetch(url, { headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${text}`);
  return JSON.parse(text);
}
