import { open, readFile, rm, stat } from 'node:fs/promises';
import process from 'node:process';

/** Longer than any renewal takes; a lock as old as this was left behind. */
const STALE_AFTER_MS = 30_000;
const PAUSE_MS = 25;

/** Does something while no other process of this user does; what holds a lock and died does not hold it for long. */
export async function locked<Result>(file: string, act: () => Promise<Result>): Promise<Result> {
  await take(file);
  try {
    return await act();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<void> {
  for (;;) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(String(process.pid));
      await handle.close();
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (await isLeftBehind(file)) await rm(file, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function isLeftBehind(file: string): Promise<boolean> {
  try {
    if (Date.now() - (await stat(file)).mtimeMs > STALE_AFTER_MS) return true;
    const owner = Number(await readFile(file, 'utf8'));
    return owner > 0 && !isAlive(owner);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
