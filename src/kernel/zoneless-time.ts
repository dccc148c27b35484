/** `2024-01-01T00:00:00`: LangBot writes its times in UTC and does not say so. */
export function zonelessTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, '');
}

/** A date and time as its clients send them: in UTC, unless they name a zone. */
export function withZone(text: string): string {
  return /T[^Z+-]*$/i.test(text) ? `${text}Z` : text;
}
