/** What node takes for the value of a header field. */
const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/;
const SPACE = 32;
const TAB = 9;

/** Whether a text can stand behind a field's name. */
export function isSendable(value: string): boolean {
  return !UNSENDABLE.test(value);
}

/** As node refuses what is none. */
export function unsendable(name: string): TypeError {
  return Object.assign(new TypeError(`Invalid character in header content ["${name}"]`), { code: 'ERR_INVALID_CHAR' });
}

/** The blanks that HTTP knows: JavaScript's `trim` takes others, too. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** A part of a text without the blanks around. */
export function trimmed(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
