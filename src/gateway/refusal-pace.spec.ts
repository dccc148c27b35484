import { jest } from '@jest/globals';
import { RefusalPace } from './refusal-pace.js';

const A_TICK = 25;
const TICK_MS = 25;

describe('RefusalPace', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function flood(pace: RefusalPace, count: number): { said: number[]; taken: number } {
    const said: number[] = [];
    let taken = 0;
    for (let index = 0; index < count; index += 1) if (pace.say(() => said.push(index))) taken += 1;
    return { said, taken };
  }

  it('refuses a few at once, and no more than so many in a while, in the order they came', () => {
    const { said } = flood(new RefusalPace(), 60);
    expect(said).toHaveLength(A_TICK);
    jest.advanceTimersByTime(TICK_MS);
    expect(said).toHaveLength(2 * A_TICK);
    jest.advanceTimersByTime(TICK_MS);
    expect(said).toEqual(Array.from({ length: 60 }, (_none, index) => index));
  });

  it('has no timer once all is quiet, and is quick again', () => {
    const pace = new RefusalPace();
    flood(pace, 30);
    jest.advanceTimersByTime(3 * TICK_MS);
    expect(jest.getTimerCount()).toBe(0);
    expect(flood(pace, 1).said).toEqual([0]);
  });

  it('does not let more wait than it can hold', () => {
    const pace = new RefusalPace();
    expect(flood(pace, 5000).taken).toBe(4096 + A_TICK);
    jest.advanceTimersByTime(TICK_MS);
    expect(flood(pace, 100).taken).toBe(A_TICK);
  });
});
