import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import { MOST_FILE_BYTES, UploadRefusedError } from './files.errors.js';

/** A file as it came in a form. */
export interface UploadedFile {
  /** As the client says; empty when it says none. */
  name: string;
  content: Buffer;
}

/** What the form may weigh besides the file. */
const MOST_FORM_BYTES = MOST_FILE_BYTES + 64 * 1024;
const LIMITS = { fields: 20, files: 5, fieldSize: 16 * 1024, headerPairs: 50, fileSize: MOST_FILE_BYTES };

/** What is said of an upload that is none, or too much. */
export interface UploadWords {
  missing: string;
  tooLarge: string;
}

/**
 * Reads the form field `file` of a request whose body nobody has read yet; memory stays within the largest file.
 * @throws UploadRefusedError
 */
export function readUploadedFile(request: IncomingMessage, words: UploadWords): Promise<UploadedFile> {
  const contentType = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;/i.test(contentType)) return refused(words.missing);
  if (Number(request.headers['content-length'] ?? 0) > MOST_FORM_BYTES) return refused(words.tooLarge);
  return new Promise((resolve, reject) => {
    const parser = parserFor(contentType);
    if (parser === null) {
      reject(new UploadRefusedError(words.missing));
      return;
    }
    let name: string | null = null;
    let read = 0;
    const chunks: Buffer[] = [];
    const settle = (outcome: () => void): void => {
      request.unpipe(parser);
      request.off('data', count);
      request.resume();
      outcome();
    };
    const refuse = (message: string): void => settle(() => reject(new UploadRefusedError(message)));
    const count = (chunk: Buffer): void => {
      read += chunk.length;
      if (read > MOST_FORM_BYTES) refuse(words.tooLarge);
    };
    parser.on('file', (field, stream, fileName) => {
      const isMeant = field === 'file' && name === null;
      if (isMeant) name = fileName ?? '';
      stream.on('data', (chunk: Buffer) => void (isMeant && chunks.push(chunk)));
      stream.on('limit', () => refuse(words.tooLarge));
      stream.on('error', () => refuse(words.missing));
    });
    parser.on('error', () => refuse(words.missing));
    parser.on('finish', () => {
      if (name === null) refuse(words.missing);
      else settle(() => resolve({ name: name ?? '', content: Buffer.concat(chunks) }));
    });
    request.on('data', count);
    request.once('close', () => {
      // After a whole request the parser has the last word.
      if (!request.complete) refuse(words.missing);
    });
    request.once('error', () => refuse(words.missing));
    request.pipe(parser);
  });
}

function refused(message: string): Promise<never> {
  return Promise.reject(new UploadRefusedError(message));
}

/** Null when the content type names no boundary. */
function parserFor(contentType: string): InstanceType<typeof Busboy> | null {
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits: LIMITS, preservePath: true });
  } catch {
    return null;
  }
}
