/**
 * The part of a log that LangBot's clients ask for: up to `most` entries, the newest of them being number `from`, or the
 * last for any negative number; the oldest first. Entries older than what is held are gone. Asking past the newest gives
 * nothing, except where the window still touches what is held: then, as in LangBot (`platform/logger.py`), the oldest
 * entry alone.
 * @param entries all that is held, the oldest first
 */
export function logWindow<E extends { seqId: number }>(entries: readonly E[], from: number, most: number): E[] {
  const [oldest, newest] = [entries[0], entries.at(-1)];
  if (!oldest || !newest || most <= 0) return [];
  const wanted = from < 0 ? newest.seqId : from;
  if (wanted < oldest.seqId || wanted - most > newest.seqId) return [];
  if (wanted > newest.seqId) return [oldest];
  const end = entries.findIndex(({ seqId }) => seqId >= wanted) + 1;
  return entries.slice(Math.max(0, end - most), end);
}
