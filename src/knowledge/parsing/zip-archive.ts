import { inflateRawSync } from 'node:zlib';
import { UnreadableFileError } from './unreadable-file.error.js';

/** APPNOTE.TXT 6.3.10, PKWARE: the end of the central directory, an entry of it, and the head of a member. */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const MEMBER = 0x04034b50;
const LONGEST_COMMENT = 65_535;
const UTF8_NAME = 1 << 11;

export interface ArchiveBounds {
  members: number;
  /** Of all members together, inflated. */
  bytes: number;
}

export interface ArchiveMember {
  name: string;
  content: Buffer;
}

interface Entry {
  name: string;
  method: number;
  compressedSize: number;
  size: number;
  offset: number;
}

/**
 * The members of a zip archive that are wanted. All of them are inflated, since sizes that an archive claims prove
 * nothing, and none beyond the bound.
 * @throws UnreadableFileError
 */
export function readArchive(
  archive: Buffer,
  bounds: ArchiveBounds,
  isWanted: (name: string) => boolean,
): ArchiveMember[] {
  try {
    const entries = readDirectory(archive, bounds.members);
    const claimed = entries.reduce((sum, { size }) => sum + size, 0);
    if (claimed > bounds.bytes) throw tooLarge(bounds);
    return inflate(archive, entries, bounds, isWanted);
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    throw new UnreadableFileError('The archive is damaged', { cause: error });
  }
}

function inflate(
  archive: Buffer,
  entries: readonly Entry[],
  bounds: ArchiveBounds,
  isWanted: (name: string) => boolean,
): ArchiveMember[] {
  let left = bounds.bytes;
  const members: ArchiveMember[] = [];
  for (const entry of entries) {
    const content = contentOf(archive, entry, left, bounds);
    left -= content.length;
    if (isWanted(entry.name)) members.push({ name: entry.name, content });
  }
  return members;
}

function readDirectory(archive: Buffer, most: number): Entry[] {
  const end = endOfDirectory(archive);
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff)
    throw new UnreadableFileError('Archives in the format Zip64 are not supported');
  if (count > most) throw new UnreadableFileError(`The archive has more than ${most} members`);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index++) {
    if (archive.readUInt32LE(at) !== ENTRY) throw new UnreadableFileError('The archive is damaged');
    const flags = archive.readUInt16LE(at + 8);
    if (flags & 1) throw new UnreadableFileError('The archive is encrypted');
    const nameLength = archive.readUInt16LE(at + 28);
    entries.push({
      name: archive.toString(flags & UTF8_NAME ? 'utf8' : 'latin1', at + 46, at + 46 + nameLength),
      method: archive.readUInt16LE(at + 10),
      compressedSize: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      offset: archive.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

function endOfDirectory(archive: Buffer): number {
  const lowest = Math.max(0, archive.length - 22 - LONGEST_COMMENT);
  for (let at = archive.length - 22; at >= lowest; at--) if (archive.readUInt32LE(at) === END) return at;
  throw new UnreadableFileError('The archive is damaged');
}

function contentOf(archive: Buffer, entry: Entry, left: number, bounds: ArchiveBounds): Buffer {
  const { offset, method, compressedSize } = entry;
  if (archive.readUInt32LE(offset) !== MEMBER) throw new UnreadableFileError('The archive is damaged');
  const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const stored = archive.subarray(start, start + compressedSize);
  if (method === 0) {
    if (stored.length > left) throw tooLarge(bounds);
    return stored;
  }
  if (method !== 8) throw new UnreadableFileError('The archive is compressed in a way that is not supported');
  if (compressedSize === 0) return Buffer.alloc(0);
  try {
    return inflateRawSync(stored, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(bounds);
    throw error;
  }
}

function tooLarge({ bytes }: ArchiveBounds): UnreadableFileError {
  return new UnreadableFileError(`The archive holds more than ${bytes / 1024 / 1024} MiB when unpacked`);
}
