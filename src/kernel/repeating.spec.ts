import { jest } from '@jest/globals';
import { Repeating } from './repeating.js';

const EVERY_MS = 1000;

describe('work that repeats', () => {
  let told: string[];
  let begun: number;
  /** Ends the turn that runs. */
  let end: (failure?: string) => void;
  let repeating: Repeating;

  beforeEach(() => {
    jest.useFakeTimers();
    [told, begun] = [[], 0];
    const work = () =>
      new Promise<void>((resolve, reject) => {
        begun += 1;
        end = (failure) => (failure === undefined ? resolve() : reject(new Error(failure)));
      });
    repeating = new Repeating(work, (failure) => told.push(failure));
  });

  afterEach(() => jest.useRealTimers());

  const tick = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

  /** A turn, as the timer has it begin. */
  const turn = async (failure?: string) => {
    await tick(EVERY_MS);
    end(failure);
    await tick(0);
  };

  it('begins with each interval, one turn at a time, and catches up with one', async () => {
    repeating.start(EVERY_MS);
    await tick(EVERY_MS - 1);
    expect(begun).toBe(0);
    await tick(1 + 3 * EVERY_MS);
    expect(begun).toBe(1);
    end();
    await tick(0);
    expect(begun).toBe(2);
    end();
    await tick(EVERY_MS - 1);
    expect(begun).toBe(2);
  });

  it('is done for whoever asks once a turn that began later has ended', async () => {
    const done: string[] = [];
    const ask = (name: string) => void repeating.run().then(() => done.push(name));
    ask('first');
    await tick(0);
    ask('second');
    ask('third');
    end();
    await tick(0);
    expect([begun, done]).toEqual([2, ['first']]);
    end();
    await tick(0);
    expect([begun, done]).toEqual([2, ['first', 'second', 'third']]);
  });

  it('waits for other work that has its turn, whatever becomes of that', async () => {
    const other = repeating.inTurn(() => Promise.reject(new Error('Other work failed')));
    void repeating.run();
    await expect(other).rejects.toThrow('Other work failed');
    await tick(0);
    expect([begun, told]).toEqual([1, []]);
  });

  it('goes on when it fails, and tells the same failure once until it has succeeded', async () => {
    repeating.start(EVERY_MS);
    for (const failure of ['away', 'away', 'full', undefined, 'full']) await turn(failure);
    expect([begun, told]).toEqual([5, ['away', 'full', 'full']]);
  });

  it('stops once the turn that runs has ended', async () => {
    repeating.start(EVERY_MS);
    await tick(EVERY_MS);
    let isStopped = false;
    const stopping = repeating.stop().then(() => (isStopped = true));
    await tick(2 * EVERY_MS);
    expect([begun, isStopped]).toEqual([1, false]);
    end();
    await stopping;
    await tick(2 * EVERY_MS);
    expect(begun).toBe(1);
  });
});
