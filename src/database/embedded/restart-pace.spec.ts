import { RestartPace } from './restart-pace.js';

const MINUTE_MS = 60_000;

describe('RestartPace', () => {
  it('restarts at once after a calm time', () => {
    const pace = new RestartPace();
    expect(pace.next(0)).toBe(0);
    expect(pace.next(MINUTE_MS)).toBe(0);
  });

  it('slows down for a server that keeps dying, but never beyond ten seconds', () => {
    const pace = new RestartPace();
    const delays = Array.from({ length: 10 }, () => pace.next(0));
    expect(delays).toEqual([0, 100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
  });

  it('forgets earlier trouble after a calm minute', () => {
    const pace = new RestartPace();
    pace.next(0);
    pace.next(0);
    expect(pace.next(2 * MINUTE_MS)).toBe(0);
  });
});
