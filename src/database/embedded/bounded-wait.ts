import { setTimeout as timer } from 'node:timers/promises';

/** Waits; rejects at once when the signal aborts. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await timer(milliseconds, undefined, signal ? { signal } : {});
}

const POLL_MS = 15;

/** Asks until the answer is true or the time is over, and says which of the two it was. */
export async function until(
  check: () => boolean | Promise<boolean>,
  withinMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await check())) {
    if (performance.now() >= deadline) return false;
    await pause(POLL_MS, signal);
  }
  return true;
}
