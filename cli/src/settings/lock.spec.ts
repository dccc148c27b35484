import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { locked } from './lock.js';

/** No process has this id: it is above what Linux gives out. */
const NOBODY = 2 ** 22 + 1;

describe('locked', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-lock-'));
    file = join(folder, 'lock');
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('lets one act at a time, and leaves nothing', async () => {
    let acting = 0;
    const most: number[] = [];
    const act = async (): Promise<void> => {
      acting += 1;
      most.push(acting);
      await readdir(folder);
      acting -= 1;
    };
    await writeFile(file, `${NOBODY} ${hostname()}`);
    await Promise.all([1, 2, 3, 4].map(() => locked(file, act)));
    expect(most).toEqual([1, 1, 1, 1]);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([-3_600_000, 3_600_000])('breaks one that was made %i ms from now, whoever holds it', async (distance) => {
    await writeFile(file, `${process.pid} ${hostname()}`);
    const then = new Date(Date.now() + distance);
    await utimes(file, then, then);
    expect(await locked(file, () => Promise.resolve('done'))).toBe('done');
  });

  it('leaves the lock of whoever took it over', async () => {
    const theirs = `${NOBODY} elsewhere`;
    await locked(file, () => writeFile(file, theirs));
    expect(await readdir(folder)).toEqual(['lock']);
  });
});
