import { open } from 'node:fs/promises';
import { listJournals, type JournalFile } from './journal-files.js';

/** Whole lines of a journal, as they are between two places of it. */
export interface JournalPiece {
  from: number;
  /** Where the next piece begins. */
  to: number;
  lines: readonly string[];
}

const PIECE_BYTES = 1024 * 1024;
const LINE_END = 0x0a;

/** The next lines of a journal from that place on; null when there are none yet. */
export async function readPiece(folder: string, journalId: string, from: number): Promise<JournalPiece | null> {
  const files = (await listJournals(folder)).get(journalId) ?? [];
  for (const [index, file] of files.entries()) {
    const next = files[index + 1];
    if (next !== undefined && next.start <= from) continue;
    // What is before the first file there is, is lost.
    const piece = await readFile(file, Math.max(from, file.start));
    if (piece !== null) return { ...piece, from };
    // The torn end of a file that was followed by another.
    if (next !== undefined) return { from, to: next.start, lines: [] };
  }
  return null;
}

async function readFile({ path, start }: JournalFile, from: number): Promise<JournalPiece | null> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(PIECE_BYTES), 0, PIECE_BYTES, from - start);
    const bytes = buffer.subarray(0, bytesRead);
    const end = bytes.lastIndexOf(LINE_END) + 1;
    if (end > 0) return { from, to: from + end, lines: bytes.toString('utf8', 0, end - 1).split('\n') };
    // No line is so long: the file is damaged there, and is passed over up to the next line.
    return bytesRead === PIECE_BYTES ? { from, to: from + bytesRead, lines: [bytes.toString('latin1', 0, 80)] } : null;
  } finally {
    await handle.close();
  }
}
