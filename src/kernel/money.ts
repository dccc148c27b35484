const MICROS_PER_USD = 1_000_000;

/** Money is counted in millionths of a US dollar, and told in dollars. */
export function usdOf(micros: number): number {
  return micros / MICROS_PER_USD;
}

/** Millionths of a US dollar, to the nearest. */
export function microsOf(usd: number): number {
  return Math.round(usd * MICROS_PER_USD);
}
