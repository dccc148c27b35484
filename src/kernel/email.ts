/** RAGFlow's rule: letters, digits, `_`, `.`, `-` before one `@`, then dotted labels, the last at least two long. */
const EMAIL = /^[A-Za-z0-9_.-]+@([A-Za-z0-9-]+\.)+[A-Za-z0-9-]{2,}$/;

const MOST_CHARACTERS = 255;

export function isEmail(text: string): boolean {
  return text.length <= MOST_CHARACTERS && EMAIL.test(text);
}
