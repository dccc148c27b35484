const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait before the next try: doubled with each failure in a row, and cut by up to a half at random so that
 * bots that failed together do not come back together.
 * @param failures in a row, 1 for the first
 */
export function backOffMs(failures: number, random: () => number = Math.random): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(whole * (1 - random() / 2));
}
