/** Runs work under a signal that fires after the given time or with the caller's own, and takes the clock down after it. */
export async function withDeadline<T>(
  timeoutMs: number,
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(), timeoutMs);
  try {
    return await work(caller === undefined ? clock.signal : AbortSignal.any([clock.signal, caller]));
  } finally {
    clearTimeout(timer);
  }
}
