import { randomBytes } from 'node:crypto';
import { UploadRefusedError } from './files.errors.js';

const LONGEST_STEM = 200;
const EXTENSION = /^[A-Za-z0-9]{1,15}$/;

/** A name in two, the extension in lower case and without its dot; empty where there is none. */
export function splitName(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot + 1) : '';
  return EXTENSION.test(extension)
    ? { stem: name.slice(0, dot), extension: extension.toLowerCase() }
    : { stem: name, extension: '' };
}

/**
 * What a file is known by from now on: its own name, without what is no letter, digit, mark or plain punctuation, and
 * something random, so that it is nobody else's. No file on a disk is ever called so.
 * @throws UploadRefusedError for a name that is a path
 */
export function newFileKey(name: string): string {
  if (/[/\\]/.test(name)) throw new UploadRefusedError('File name contains invalid characters');
  const { stem, extension } = splitName(cleaned(name));
  const shortened = stem.slice(0, LONGEST_STEM).replace(/\p{Surrogate}$/u, '');
  const ending = extension === '' ? '' : `.${extension}`;
  return `${cleaned(shortened) || 'file'}_${randomBytes(4).toString('hex')}${ending}`;
}

function cleaned(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} ._()[\]+=@,-]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
}
