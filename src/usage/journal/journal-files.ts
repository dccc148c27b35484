import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of a journal. A journal is cut into several, which follow each other without a gap. */
export interface JournalFile {
  journalId: string;
  path: string;
  /** Of its first byte, in the whole journal. */
  start: number;
}

const NAME = /^([0-9a-f-]{36})\.(\d+)\.journal$/;

export function journalPath(folder: string, journalId: string, start: number): string {
  return join(folder, `${journalId}.${start}.journal`);
}

/** All files in the folder by their journal, each journal's in order. */
export async function listJournals(folder: string): Promise<Map<string, JournalFile[]>> {
  const byJournal = new Map<string, JournalFile[]>();
  for (const name of await readdir(folder)) {
    const [, journalId, start] = NAME.exec(name) ?? [];
    if (journalId === undefined) continue;
    const files = byJournal.get(journalId) ?? [];
    files.push({ journalId, path: join(folder, name), start: Number(start) });
    byJournal.set(journalId, files);
  }
  for (const files of byJournal.values()) files.sort((one, other) => one.start - other.start);
  return byJournal;
}
