import type { Buffer } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { trimmed } from './field-value.js';

/** As node's own limit, which counts less of a head than all of its bytes. */
const MOST_HEAD_BYTES = 16 * 1024;
/** Larger bodies are to be read with back-pressure, and not before it is known who asks. */
const MOST_BODY_BYTES = 256 * 1024;
/** Of a plain request, whole. */
export const MOST_PLAIN_BYTES = MOST_HEAD_BYTES + MOST_BODY_BYTES;

const END = '\r\n\r\n';
const BEGINNINGS = ['POST /', 'GET /'];
const REQUEST_LINE = /^(GET|POST) (\/[\x21-\x7e]*) HTTP\/1\.1\r\n/;
/** RFC 9110's tokens, and of values what node lets pass, too. */
const FIELDS = /^(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*\r\n)+$/;
const LENGTH_FIELD = /\r\ncontent-length:[\t ]*/i;
const LENGTH = /^\d{1,6}$/;
/** They ask for something of the connection, or node makes something else of them than a text. */
const ODD = [
  'transfer-encoding',
  'expect',
  'upgrade',
  'http2-settings',
  'te',
  'trailer',
  'proxy-connection',
  'set-cookie',
];

/** The head of a plain request. Several requests of a connection may share one: it is not to be changed. */
export interface RequestHead {
  /** All of it, the empty line included; a byte is a character. */
  readonly text: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<IncomingHttpHeaders>;
  readonly bodyLength: number;
  /** Where in the text that length stands; -1 for nowhere. */
  readonly lengthAt: number;
}

/**
 * Reads the head that bytes begin with.
 * @param last of the same connection: a client's heads are mostly equal, but for the length of the body
 * @returns `partial` for the beginning of one, and `odd` for whatever is not a plain request beyond doubt
 */
export function readHead(bytes: Buffer, last: RequestHead | null): RequestHead | 'partial' | 'odd' {
  if (last !== null && isAtFront(bytes, last.text)) return last;
  const end = bytes.indexOf(END);
  if (end === -1) return mayBecomePlain(bytes) ? 'partial' : 'odd';
  const length = end + END.length;
  if (length > MOST_HEAD_BYTES) return 'odd';
  const text = bytes.toString('latin1', 0, length);
  return (last && likeLast(text, last)) ?? parse(text) ?? 'odd';
}

function isAtFront(bytes: Buffer, text: string): boolean {
  return bytes.length >= text.length && bytes.toString('latin1', 0, text.length) === text;
}

function mayBecomePlain(bytes: Buffer): boolean {
  if (bytes.length >= MOST_HEAD_BYTES) return false;
  return BEGINNINGS.some((start) => start.startsWith(bytes.toString('latin1', 0, start.length)));
}

/** A head that differs from the last in the length of the body alone; null for any other. */
function likeLast(text: string, last: RequestHead): RequestHead | null {
  const { lengthAt, headers } = last;
  const known = headers['content-length'];
  if (known === undefined) return null;
  const before = last.text.slice(0, lengthAt);
  const after = last.text.slice(lengthAt + known.length);
  if (!text.startsWith(before) || !text.endsWith(after)) return null;
  const digits = text.slice(lengthAt, text.length - after.length);
  const bodyLength = lengthOf(digits);
  return bodyLength === null ? null : { ...last, text, headers: { ...headers, 'content-length': digits }, bodyLength };
}

function parse(text: string): RequestHead | null {
  const line = REQUEST_LINE.exec(text);
  if (!line) return null;
  const [{ length: start }, method = '', url = ''] = line;
  const fields = text.slice(start, -2);
  const headers = FIELDS.test(fields) ? headersIn(fields) : null;
  if (headers === null || !isPlain(headers)) return null;
  const digits = headers['content-length'];
  const bodyLength = lengthOf(digits ?? '0');
  if (bodyLength === null) return null;
  const field = digits === undefined ? null : LENGTH_FIELD.exec(text);
  return { text, method, url, headers, bodyLength, lengthAt: field ? field.index + field[0].length : -1 };
}

/** Null where a name comes twice, or is one that objects have. */
function headersIn(fields: string): IncomingHttpHeaders | null {
  const headers: IncomingHttpHeaders = {};
  for (let at = 0; at < fields.length;) {
    const end = fields.indexOf('\r\n', at);
    const colon = fields.indexOf(':', at);
    const name = fields.slice(at, colon).toLowerCase();
    if (headers[name] !== undefined) return null;
    headers[name] = trimmed(fields, colon + 1, end);
    at = end + 2;
  }
  return headers;
}

function isPlain(headers: IncomingHttpHeaders): boolean {
  const { host, connection } = headers;
  const stays = connection === undefined || connection.toLowerCase() === 'keep-alive';
  return host !== undefined && stays && ODD.every((name) => headers[name] === undefined);
}

/** Null for what is no number, or too large a one. */
function lengthOf(digits: string): number | null {
  const length = LENGTH.test(digits) ? Number(digits) : Infinity;
  return length <= MOST_BODY_BYTES ? length : null;
}
