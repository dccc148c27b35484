import { open, rename, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** DATA_DIR/postgres.log: what the server says. Statements and row values are kept out of it (see the settings). */
export function serverLogPath(dataDir: string): string {
  return join(dataDir, 'postgres.log');
}

const KEPT_BYTES = 1_000_000;
const SHOWN_BYTES = 4_000;
const SHOWN_LINES = 12;

/** Opens the log for one start of the server; an old, long one is set aside as postgres.log.1. */
export async function openServerLog(path: string): Promise<{ handle: FileHandle; startsAt: number }> {
  const size = await sizeOf(path);
  if (size > KEPT_BYTES) await rename(path, `${path}.1`);
  const handle = await open(path, 'a', 0o600);
  return { handle, startsAt: (await handle.stat()).size };
}

/** What the server said since that start, at most its last lines. */
export async function readLogSince(path: string, startsAt: number): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const from = Math.max(startsAt, size - SHOWN_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SHOWN_BYTES), 0, SHOWN_BYTES, from);
    return buffer.toString('utf8', 0, bytesRead).trim().split('\n').slice(-SHOWN_LINES).join('\n');
  } finally {
    await handle.close();
  }
}

function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
