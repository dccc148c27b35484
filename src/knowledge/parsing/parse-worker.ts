import { parentPort, workerData } from 'node:worker_threads';
import { splitName } from '../../files/file-name.js';
import { isSupported } from './document-kind.js';
import { extractText } from './extract-text.js';
import type { ParseAnswer, ParseRequest } from './parse-message.js';
import { splitText } from './split-text.js';
import { loadTokenCounter } from './token-count.js';
import { UnreadableFileError } from './unreadable-file.error.js';
import { readArchive } from './zip-archive.js';

/** In tokens: small enough to be about one thing, and for models that read 512. */
const CHUNK_SIZE = { size: 400, overlap: 50 };
const MOST_CHUNKS = 20_000;
const BUNDLE_BOUNDS = { members: 200, bytes: 64 * 1024 * 1024 };

/** Reads one file in a thread that can be ended, whatever the file does to it. */
async function answer(request: ParseRequest): Promise<ParseAnswer> {
  const content = Buffer.from(request.content.buffer, request.content.byteOffset, request.content.byteLength);
  try {
    if (request.kind === 'members') return { kind: 'members', members: unpack(content) };
    return { kind: 'chunks', chunks: await chunksOf(request.extension, content) };
  } catch (error) {
    if (error instanceof UnreadableFileError) return { kind: 'unreadable', message: error.message };
    throw error;
  }
}

async function chunksOf(extension: string, content: Buffer): Promise<string[]> {
  const text = await extractText(extension, content);
  const chunks = splitText(text, CHUNK_SIZE, await loadTokenCounter());
  if (chunks.length > MOST_CHUNKS) throw new UnreadableFileError(`The file makes more than ${MOST_CHUNKS} chunks`);
  return chunks;
}

/** Those that can be imported; what systems put in besides (`__MACOSX/._a.txt`) is left out. */
function unpack(content: Buffer): { name: string; content: Buffer }[] {
  return readArchive(content, BUNDLE_BOUNDS, (name) => isMeant(baseName(name)) && !name.startsWith('__MACOSX/')).map(
    (member) => ({ name: baseName(member.name), content: Buffer.from(member.content) }),
  );
}

function isMeant(name: string): boolean {
  return !name.startsWith('.') && isSupported(splitName(name).extension);
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

parentPort?.postMessage(await answer(workerData as ParseRequest));
