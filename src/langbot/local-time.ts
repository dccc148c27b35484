/** A time as LangBot writes it: UTC to the second, without a zone. */
export function localTime(time: Date): string {
  return time.toISOString().slice(0, 19);
}
