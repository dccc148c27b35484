import { UnreadableFileError } from './unreadable-file.error.js';

/**
 * Bytes as text: by their byte order mark, else UTF-8 where they are that, else Windows' Latin, which anything can be.
 * @throws UnreadableFileError for what is no text
 */
export function decodeText(content: Uint8Array): string {
  const encoding = markedEncoding(content);
  if (encoding !== null) return new TextDecoder(encoding).decode(content);
  // No text in any encoding without a mark has these.
  if (content.includes(0)) throw new UnreadableFileError('The file is not text');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('windows-1252').decode(content);
  }
}

function markedEncoding([first, second, third]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : null;
}
