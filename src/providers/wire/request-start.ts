import { isSendable } from '../../http/wire/field-value.js';

/** Lines of a head from names and values in turn, a character a byte; null where a value cannot be sent. */
export function headerLines(flat: readonly string[]): string | null {
  let lines = '';
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const value = flat[at + 1] ?? '';
    if (!isSendable(value)) return null;
    lines += `${flat[at]}: ${value}\r\n`;
  }
  return lines;
}

/** A request's head without what differs from one request to the next; null where a value cannot be sent. */
export function requestStart({ pathname, search, host }: URL, headers: readonly string[]): string | null {
  const lines = headerLines(headers);
  return lines === null
    ? null
    : `POST ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n${lines}`;
}
