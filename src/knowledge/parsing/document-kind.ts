import { UnreadableFileError } from './unreadable-file.error.js';

export type DocumentKind = 'pdf' | 'docx' | 'text' | 'html' | 'csv';

const BY_EXTENSION: Readonly<Record<string, DocumentKind>> = {
  txt: 'text',
  text: 'text',
  md: 'text',
  markdown: 'text',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  csv: 'csv',
  tsv: 'csv',
  pdf: 'pdf',
  docx: 'docx',
};

/** What a file with such a name can be imported as. */
export function isSupported(extension: string): boolean {
  return Object.hasOwn(BY_EXTENSION, extension);
}

/** Whether it is a zip archive, which a docx is too. */
export function isArchive(content: Uint8Array): boolean {
  return content[0] === 0x50 && content[1] === 0x4b && content[2] === 0x03 && content[3] === 0x04;
}

/** Whether an archive is to be unpacked, and its members imported. */
export function isBundle(extension: string, content: Uint8Array): boolean {
  return extension === 'zip' || (isArchive(content) && extension !== 'docx');
}

/**
 * What a file is: by its content where that tells, by its name for kinds of text.
 * @throws UnreadableFileError for what it claims to be and is not, or can't be imported
 */
export function kindOf(extension: string, content: Buffer): DocumentKind {
  if (content.length === 0) throw new UnreadableFileError('The file is empty');
  if (content.subarray(0, 1024).includes('%PDF-')) return 'pdf';
  if (isArchive(content)) return 'docx';
  const named = Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined;
  if (named === undefined) throw new UnreadableFileError(`Files of the type '${extension}' can't be imported`);
  if (named === 'pdf' || named === 'docx')
    throw new UnreadableFileError(`The file is no ${named}, in spite of its name`);
  return named;
}
