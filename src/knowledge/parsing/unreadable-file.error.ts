/** A file that can't be read; the message is for its owner. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}
