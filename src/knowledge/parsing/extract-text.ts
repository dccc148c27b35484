import { csvText } from './csv-text.js';
import { decodeText } from './decode-text.js';
import { kindOf } from './document-kind.js';
import { htmlText } from './html-text.js';
import { UnreadableFileError } from './unreadable-file.error.js';
import { readArchive } from './zip-archive.js';

const DOCX_BOUNDS = { members: 2_000, bytes: 64 * 1024 * 1024 };
/** What lies beyond is no document but an attempt. */
const MOST_CHARACTERS = 8_000_000;

/** The text of a file, its paragraphs apart. @throws UnreadableFileError */
export async function extractText(extension: string, content: Buffer): Promise<string> {
  const text = (await read(extension, content))
    // Postgres stores neither of these.
    .replace(/\0/g, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if (text === '') throw new UnreadableFileError('The file holds no text');
  if (text.length > MOST_CHARACTERS) throw new UnreadableFileError('The file holds more than 8 million characters');
  return text;
}

async function read(extension: string, content: Buffer): Promise<string> {
  switch (kindOf(extension, content)) {
    case 'pdf':
      return pdfText(content);
    case 'docx':
      return docxText(content);
    case 'html':
      return htmlText(decodeText(content));
    case 'csv':
      return csvText(decodeText(content));
    case 'text':
      return decodeText(content);
  }
}

async function pdfText(content: Buffer): Promise<string> {
  const { extractText: textOfPages, getDocumentProxy } = await import('unpdf');
  try {
    const document = await getDocumentProxy(new Uint8Array(content), { verbosity: 0 });
    const { text } = await textOfPages(document, { mergePages: false });
    return text.join('\n\n');
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    throw new UnreadableFileError(isLocked ? 'The PDF asks for a password' : 'The PDF is damaged', { cause: error });
  }
}

async function docxText(content: Buffer): Promise<string> {
  const members = readArchive(
    content,
    DOCX_BOUNDS,
    (name) => name === '[Content_Types].xml' || name.startsWith('word/'),
  );
  if (members.length < 2) throw new UnreadableFileError('The file is no docx, in spite of its name');
  const { default: mammoth } = await import('mammoth');
  try {
    return (await mammoth.extractRawText({ buffer: content })).value;
  } catch (error) {
    throw new UnreadableFileError('The docx is damaged', { cause: error });
  }
}
