import type { Stats } from 'node:fs';
import { link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import process from 'node:process';

/** Longer than any renewal takes; a lock as old as this was left behind. */
const STALE_AFTER_MS = 30_000;
const PAUSE_MS = 25;
/** A home folder may be shared by machines and containers, each with processes of its own. */
const ME = `${process.pid} ${hostname()}`;

/** Does something while no other process of this user does; what holds a lock and died does not hold it for long. */
export async function locked<Result>(file: string, act: () => Promise<Result>): Promise<Result> {
  await take(file);
  try {
    return await act();
  } finally {
    if ((await ownerOf(file)) === ME) await rm(file, { force: true });
  }
}

async function take(file: string): Promise<void> {
  for (;;) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(ME);
      await handle.close();
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const leftBehind = await leftBehindAt(file);
    if (leftBehind !== null) await breakUp(file, leftBehind);
    else await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Of several that find it left behind one takes it away, and none takes a new one for it. */
async function breakUp(file: string, leftBehind: string): Promise<void> {
  const taken = `${file}.${process.pid}`;
  try {
    await rename(file, taken);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (traceOf(await stat(taken)) !== leftBehind) await link(taken, file).catch(() => undefined);
  await rm(taken, { force: true });
}

/** @returns the trace of a lock that nobody holds any more; null when there is none, or somebody does */
async function leftBehindAt(file: string): Promise<string | null> {
  const found = await stat(file).catch(() => null);
  if (found === null) return null;
  const [pid, host] = (await ownerOf(file))?.split(' ') ?? [];
  const isDead = host === hostname() && !isAlive(Number(pid));
  // A clock that was set back must not make it last for ever.
  return isDead || Math.abs(Date.now() - found.mtimeMs) > STALE_AFTER_MS ? traceOf(found) : null;
}

function traceOf({ ino, mtimeMs }: Stats): string {
  return `${ino} ${mtimeMs}`;
}

/** @returns what the lock says of its owner; null when there is none */
function ownerOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
