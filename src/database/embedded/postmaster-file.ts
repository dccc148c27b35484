import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server writes about itself into postmaster.pid in its cluster. */
export interface PostmasterFile {
  readonly pid: number;
  /** Null while the server has not come that far yet. */
  readonly port: number | null;
  readonly isReady: boolean;
}

export function postmasterFilePath(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

/** Lines, in order: pid, data directory, start time, port, socket folder, listen address, shared memory, status. */
export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = positiveInteger(lines[0]);
  if (pid === null) return null;
  return { pid, port: positiveInteger(lines[3]), isReady: lines[7] === 'ready' };
}

export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | null> {
  const text = await readFile(postmasterFilePath(cluster), 'utf8').catch(() => '');
  return parsePostmasterFile(text);
}

function positiveInteger(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,10}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}
