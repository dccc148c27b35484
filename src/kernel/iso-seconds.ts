/** `2026-11-24T16:03:41Z`: the dates of RAGFlow's surfaces have no fractions. */
export function isoSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
