import { jest } from '@jest/globals';
import { RefusalPace } from './refusal-pace.js';

const A_TICK = 10;
const TICK_MS = 50;
const MOST_WAITING = 2048;

describe('RefusalPace', () => {
  let pace: RefusalPace;

  beforeEach(() => {
    jest.useFakeTimers();
    pace = new RefusalPace();
  });

  afterEach(() => jest.useRealTimers());

  function flood(count: number): { said: number[]; taken: number } {
    const said: number[] = [];
    let taken = 0;
    for (let index = 0; index < count; index += 1) if (pace.refuse(() => said.push(index))) taken += 1;
    return { said, taken };
  }

  it('while others are served refuses a few at once, and the rest in the order they came', () => {
    pace.serve();
    const { said } = flood(25);
    expect(said).toHaveLength(A_TICK);
    jest.advanceTimersByTime(TICK_MS);
    expect(said).toHaveLength(2 * A_TICK);
    jest.advanceTimersByTime(TICK_MS);
    expect(said).toEqual(Array.from({ length: 25 }, (_none, index) => index));
  });

  it('refuses at once where nobody is served, and once nobody was for a second', () => {
    expect(flood(100).said).toHaveLength(100);
    pace.serve();
    const { said } = flood(1000);
    jest.advanceTimersByTime(1000);
    expect(said).toHaveLength(1000);
    expect(flood(100).said).toHaveLength(100);
  });

  it('has no timer once all is quiet', () => {
    pace.serve();
    flood(15);
    jest.advanceTimersByTime(3 * TICK_MS);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not let more wait than it can hold', () => {
    pace.serve();
    expect(flood(5000).taken).toBe(MOST_WAITING + A_TICK);
    jest.advanceTimersByTime(TICK_MS);
    expect(flood(100).taken).toBe(A_TICK);
  });
});
