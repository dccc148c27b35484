/** Reading what stands in an address: anybody can write there. What is not known is said to be undefined. */

/** Text that looks like a number comes out of the address as one. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined;
}

export function oneOf<T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((one) => one === value);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day, such as `2027-01-31`. */
export function dayIn(value: unknown): string | undefined {
  return typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}
