import { finished } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import { badRequest } from '../gateway-error.js';
import type { TranscriptionForm } from '../translation/transcription.js';

const LIMITS = { fields: 50, files: 4, fieldSize: 64 * 1024, headerPairs: 50 };

/** Reads a form whose bytes are in memory, and bounded, already. @throws GatewayError */
export async function readForm(body: unknown, contentType: string): Promise<TranscriptionForm> {
  if (!Buffer.isBuffer(body) || !/^multipart\/form-data/i.test(contentType)) {
    throw badRequest('The request body must be multipart/form-data');
  }
  try {
    return await parse(body, contentType);
  } catch {
    throw badRequest('The request body is not valid multipart/form-data');
  }
}

async function parse(body: Buffer, contentType: string): Promise<TranscriptionForm> {
  const fields: Record<string, unknown> = {};
  const parser = new Busboy({ headers: { 'content-type': contentType }, limits: LIMITS });
  const chunks: Buffer[] = [];
  let file: { fileName: string; mediaType: string } | null = null;
  parser.on('field', (name: string, value: string) => {
    fields[name] = value;
  });
  parser.on('file', (name, stream, fileName, _encoding, mediaType) => {
    const isMeant = name === 'file' && file === null;
    if (isMeant) file = { fileName, mediaType };
    stream.on('data', (chunk: Buffer) => {
      if (isMeant) chunks.push(chunk);
    });
    stream.on('error', (error) => parser.destroy(error));
  });
  parser.end(body);
  await finished(parser, { readable: false });
  return file === null
    ? { fields }
    : { fields, file: { ...(file as object), data: Buffer.concat(chunks) } as TranscriptionForm['file'] & object };
}
