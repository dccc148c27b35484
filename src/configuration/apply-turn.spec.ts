import { ApplyTurn } from './apply-turn.js';

const LONG = 60_000;

/** Work that ends when it is told to. */
function work() {
  let end = (): void => undefined;
  let hasBegun = false;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const run = async (): Promise<void> => {
    hasBegun = true;
    await ended;
  };
  return { run, end: () => end(), hasBegun: () => hasBegun };
}

describe('ApplyTurn', () => {
  it('lets one work at a time, in the order in which they came', async () => {
    const [turn, first, second] = [new ApplyTurn(), work(), work()];
    const done = [turn.take(LONG, first.run), turn.take(LONG, second.run)];
    await Promise.resolve();
    expect([first.hasBegun(), second.hasBegun()]).toEqual([true, false]);
    first.end();
    await done[0];
    second.end();
    await done[1];
    expect(second.hasBegun()).toBe(true);
  });

  it('goes on after work that failed', async () => {
    const turn = new ApplyTurn();
    const failed = turn.take(LONG, () => Promise.reject(new Error('no')));
    const next = turn.take(LONG, () => Promise.resolve('done'));
    await expect(failed).rejects.toThrow('no');
    await expect(next).resolves.toBe('done');
  });

  it('refuses who has waited long enough, and forgets them', async () => {
    const [turn, first, never] = [new ApplyTurn(), work(), work()];
    const done = turn.take(LONG, first.run);
    await expect(turn.take(1, never.run)).rejects.toMatchObject({ kind: 'conflict' });
    first.end();
    await done;
    await expect(turn.take(LONG, () => Promise.resolve('done'))).resolves.toBe('done');
    expect(never.hasBegun()).toBe(false);
  });
});
