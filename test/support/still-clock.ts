import { jest } from '@jest/globals';

const MINUTE_MS = 60_000;

/**
 * Stops the date of this process in the middle of the present minute, while its timers go on: limits are counted by the
 * minutes of the clock, and what is asked twice while one of them ends would be in two.
 */
export function stopClock(): void {
  const now = Date.now();
  stopClockAt(now - (now % MINUTE_MS) + MINUTE_MS / 2);
}

/** The same, at another time. */
export function stopClockAt(time: number | Date): void {
  jest.useFakeTimers({
    now: time,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
}

export function startClock(): void {
  jest.useRealTimers();
}
