import { isBlank, isSendable, trimmed } from '../../http/wire/field-value.js';

/** What of an answer's head matters to whoever passes the answer on. */
export interface AnswerHead {
  status: number;
  /** Empty where the provider does not say. */
  type: string;
  encoding: string | null;
  retryAfter: string | null;
  /** Bytes of the body as the provider tells them; null for a body in chunks, or one that ends with the connection. */
  length: number | null;
}

/** How a body's end is found. */
export type Framing = 'length' | 'chunks' | 'close' | 'none';

/** A head with what its connection has to know. */
export interface ReadHead extends AnswerHead {
  framing: Framing;
  /** For so many milliseconds the provider keeps the connection for more; 0 when it is not to be used again. */
  keptMs: number;
}

/** Not HTTP/1.1 as RFC 9112 has it. What is read in two ways by two readers is refused, not guessed at. */
export class AnswerSyntaxError extends Error {
  constructor(what: string) {
    super(`The answer is not HTTP: ${what}`);
    this.name = 'AnswerSyntaxError';
  }
}

/** Where a provider does not say how long it keeps a connection; most keep it for at least five seconds. */
export const KEPT_MS = 4_000;
const LONGEST_KEPT_MS = 600_000;
/** A request may be on its way while the provider closes. */
const KEPT_MARGIN_MS = 2_000;

const CR = 13;
const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const LENGTH = /^\d{1,15}$/;
const TIMEOUT = /(?:^|[\s,;])timeout=(\d{1,6})/i;
/** Lengths of the names below: other fields are not even cut out. */
const KNOWN_LENGTHS = new Set([10, 11, 12, 14, 16, 17]);

interface Fields {
  'content-type'?: string;
  'content-length'?: string;
  'content-encoding'?: string;
  'transfer-encoding'?: string;
  'retry-after'?: string;
  connection?: string;
  'keep-alive'?: string;
}

/** Fields that must not stand twice: readers differ in which one counts. */
const ONCE = new Set(['content-length', 'transfer-encoding']);
const KNOWN = new Set([...ONCE, 'content-type', 'content-encoding', 'retry-after', 'connection', 'keep-alive']);

/** @param text all before the empty line, a character a byte. @throws AnswerSyntaxError */
export function readAnswerHead(text: string): ReadHead {
  const end = text.indexOf('\r\n');
  const line = STATUS_LINE.exec(end === -1 ? text : text.slice(0, end));
  if (line === null) throw new AnswerSyntaxError('no status line');
  const status = Number(line[2]);
  const fields = end === -1 ? {} : readFields(text, end + 2);
  const isOld = line[1] === '0';
  const framing = framingOf(status, fields, isOld);
  return {
    status,
    type: fields['content-type'] ?? '',
    encoding: fields['content-encoding']?.toLowerCase() ?? null,
    retryAfter: fields['retry-after'] ?? null,
    length: framing === 'length' ? Number(fields['content-length']) : null,
    framing,
    keptMs: framing === 'close' ? 0 : keptMs(fields, isOld),
  };
}

function readFields(text: string, from: number): Fields {
  const fields: Fields = {};
  for (let at = from; at < text.length;) {
    const feed = text.indexOf('\n', at);
    const end = feed === -1 ? text.length : feed - 1;
    if (feed !== -1 && text.charCodeAt(end) !== CR)
      throw new AnswerSyntaxError('a line ends without a carriage return');
    const colon = text.indexOf(':', at);
    if (colon <= at || colon >= end || isBlank(text.charCodeAt(at)) || isBlank(text.charCodeAt(colon - 1)))
      throw new AnswerSyntaxError('a line of its head is no field');
    if (KNOWN_LENGTHS.has(colon - at)) keep(fields, text.slice(at, colon).toLowerCase(), trimmed(text, colon + 1, end));
    at = end + 2;
  }
  return fields;
}

function keep(fields: Fields, name: string, value: string): void {
  if (!KNOWN.has(name)) return;
  if (!isSendable(value)) throw new AnswerSyntaxError(`${name} has characters that no field may have`);
  const known = name as keyof Fields;
  if (fields[known] !== undefined && ONCE.has(name)) throw new AnswerSyntaxError(`${name} stands twice`);
  // Of these the lines add up.
  fields[known] = known === 'connection' && fields[known] ? `${fields[known]}, ${value}` : value;
}

function framingOf(status: number, fields: Fields, isOld: boolean): Framing {
  const { 'transfer-encoding': coding, 'content-length': length } = fields;
  if (coding !== undefined) {
    if (length !== undefined) throw new AnswerSyntaxError('it has a length and is in chunks');
    if (isOld || coding.toLowerCase() !== 'chunked') throw new AnswerSyntaxError('its transfer coding is not known');
  }
  if (length !== undefined && !LENGTH.test(length)) throw new AnswerSyntaxError('its length is no number');
  if (status < 200 || status === 204 || status === 304) return 'none';
  if (coding !== undefined) return 'chunks';
  return length === undefined ? 'close' : 'length';
}

function keptMs({ connection = '', 'keep-alive': hint = '' }: Fields, isOld: boolean): number {
  const options = connection.toLowerCase();
  if (options.includes('close') || (isOld && !options.includes('keep-alive'))) return 0;
  const seconds = TIMEOUT.exec(hint)?.[1];
  if (seconds === undefined) return KEPT_MS;
  return Math.min(Math.max(Number(seconds) * 1000 - KEPT_MARGIN_MS, 0), LONGEST_KEPT_MS);
}
