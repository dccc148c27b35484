import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { stopAll } from './children.mjs';

/** As root, the embedded Postgres runs under another account, which must get through. */
const ENTERED_BY_ALL = 0o711;

/** A folder for one run. Afterwards, or when it is interrupted, all that it started ends and the folder goes. */
export async function withRunFolder(run) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  await chmod(folder, ENTERED_BY_ALL);
  const leave = async () => {
    await stopAll();
    await rm(folder, { recursive: true, force: true });
  };
  const interrupt = () => void leave().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupt);
  try {
    await run(folder);
  } finally {
    await leave();
  }
}
