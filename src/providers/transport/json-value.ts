/** Of whatever came in JSON. What is nested so deep that it cannot be written down again, though it was read, is `''`. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

/** The number that a number or a text is; NaN for everything else, where `Number` would ask an object's own fields. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
}

/** What a text is in JSON; null when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
