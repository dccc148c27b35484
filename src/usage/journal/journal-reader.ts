import { open } from 'node:fs/promises';
import { listJournals, type JournalFile } from './journal-files.js';

/** Whole lines of a journal, as they are between two places of it. */
export interface JournalPiece {
  from: number;
  /** Where the next piece begins. */
  to: number;
  /** Of UTF-8, with an end between two lines and none after the last; empty for no lines at all. */
  lines: Buffer;
}

/** Between two that a turn told of, in one line of the file: inside of what they tell, quotes are escaped, or another name follows. */
const BETWEEN = /\n|,(?=\{"[ih]":)/;
/** The same, in the order in which a piece is rather taken apart. */
const PLACES_BETWEEN = ['\n', ',{"i":', ',{"h":'];

/**
 * All that it tells of, one by one. For little, or for what few ever see: in the strings of a whole piece there is more work
 * than in all else of it.
 */
export function linesOf({ lines }: Pick<JournalPiece, 'lines'>): string[] {
  return lines.length === 0 ? [] : lines.toString().split(BETWEEN);
}

/** About half of its lines each, or of what is told in its only line; null where that is one thing, or none. */
export function halvesOf({ from, to, lines }: JournalPiece): [JournalPiece, JournalPiece] | null {
  const end = PLACES_BETWEEN.map((mark) => placeNear(lines, mark)).find((place) => place !== -1);
  if (end === undefined) return null;
  // Lines need not begin at `from`: what was before the first file there is, is lost.
  const next = to - lines.length + end;
  return [
    { from, to: next, lines: lines.subarray(0, end) },
    { from: next, to, lines: lines.subarray(end + 1) },
  ];
}

/** Where it stands last before the middle, or first behind it; -1 for nowhere. */
function placeNear(lines: Buffer, mark: string): number {
  const middle = lines.length >>> 1;
  const before = lines.lastIndexOf(mark, middle);
  return before === -1 ? lines.indexOf(mark, middle) : before;
}

const PIECE_BYTES = 1024 * 1024;
/** Between two lines. */
export const LINE_END = 0x0a;
/** Of what is damaged: enough to tell of it. */
const MOST_TOLD = 80;
const NO_LINES = Buffer.alloc(0);

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
    if (next !== undefined) return { from, to: next.start, lines: NO_LINES };
  }
  return null;
}

async function readFile({ path, start }: JournalFile, from: number): Promise<JournalPiece | null> {
  const handle = await open(path, 'r');
  try {
    const at = from - start;
    // Of the size of what is there: memory outside the heap that is never filled makes for garbage collections all the same.
    const room = Math.min((await handle.stat()).size - at, PIECE_BYTES);
    if (room <= 0) return null;
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(room), 0, room, at);
    const bytes = buffer.subarray(0, bytesRead);
    const end = bytes.lastIndexOf(LINE_END) + 1;
    if (end > 0) return { from, to: from + end, lines: bytes.subarray(0, end - 1) };
    // No line is so long: the file is damaged there, and is passed over up to the next line.
    return bytesRead === PIECE_BYTES ? { from, to: from + bytesRead, lines: bytes.subarray(0, MOST_TOLD) } : null;
  } finally {
    await handle.close();
  }
}
