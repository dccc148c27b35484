import { Buffer } from 'node:buffer';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { AnswerStamp } from './answer-stamp.js';
import { isSendable, unsendable } from './field-value.js';
import { send } from './send.js';
import type { Answering, AttendedReply } from './wire-reply.js';

const CONTENT_LENGTH = 'content-length';
const CONNECTION = 'connection';
const CLOSE = /^close$/i;
const NO_FIELDS: readonly string[] = [];
const NO_CONTENT = 204;
const NOT_MODIFIED = 304;

/** What a reply belongs to. */
export interface ReplyLine {
  readonly socket: Socket;
  readonly stamp: AnswerStamp;
  /** Whether it takes another request afterwards. */
  readonly stays: boolean;
  /** The answer has been written. @param isLast its head said that the connection ends with it */
  answered(isLast: boolean): void;
  /** Ends it if it takes nothing for so long of what has been written. */
  giveUpAfter(milliseconds: number): void;
}

/** An answer to a request that the front has read, byte for byte what node would make of it. Its head comes first. */
export class FrontReply implements AttendedReply {
  headersSent = false;
  /** Composed, and waiting for the first bytes of the body. */
  private head = '';
  private isChunked = false;
  private isBodiless = false;
  private isLast = false;
  private isEnded = false;
  private hasLeft = false;
  private answering: Answering | null = null;
  private drained: (() => void)[] | null = null;

  constructor(private readonly line: ReplyLine) {}

  get writableLength(): number {
    return this.line.socket.writableLength;
  }

  attend(answering: Answering): void {
    this.answering = answering;
    // Who asks may have had to be looked up, and not waited for it.
    if (this.hasLeft) answering.leave();
  }

  /** @throws TypeError for a value with control characters */
  writeHead(status: number, fields: readonly string[], own: readonly string[] = NO_FIELDS): void {
    let text = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}\r\n`;
    let values = '';
    let hasLength = false;
    let connection: string | null = null;
    for (let at = 0; at + 1 < fields.length; at += 2) {
      const name = fields[at] ?? '';
      const value = fields[at + 1] ?? '';
      values += value;
      if (name.length === CONTENT_LENGTH.length) hasLength ||= name.toLowerCase() === CONTENT_LENGTH;
      else if (name.length === CONNECTION.length && name.toLowerCase() === CONNECTION) connection = value;
      text += `${name}: ${value}\r\n`;
    }
    // All at once: to look through each by itself costs more than all else of a head.
    if (!isSendable(values)) throw unsendable(nameOfUnsendable(fields));
    for (let at = 0; at + 1 < own.length; at += 2) text += `${own[at] ?? ''}: ${own[at + 1] ?? ''}\r\n`;
    this.isBodiless = status === NO_CONTENT || status === NOT_MODIFIED;
    this.isChunked = !hasLength && !this.isBodiless;
    this.isLast = connection === null ? !this.line.stays : CLOSE.test(connection);
    text += this.stampFor(connection);
    this.head = this.isChunked ? `${text}Transfer-Encoding: chunked\r\n\r\n` : `${text}\r\n`;
    this.headersSent = true;
  }

  write(bytes: string | Buffer): boolean {
    const { socket } = this.line;
    if (this.isEnded || !socket.writable) return false;
    const body = this.isBodiless ? '' : sendable(bytes);
    const head = this.takeHead();
    // A piece of nothing would be the last.
    if (body.length === 0) return head === '' ? !socket.writableNeedDrain : socket.write(head, 'latin1');
    if (this.isChunked) return send(socket, `${head}${body.length.toString(16)}\r\n`, body, '\r\n');
    return send(socket, head, body, '');
  }

  end(bytes: string | Buffer = ''): void {
    if (this.isEnded) return;
    this.isEnded = true;
    if (this.line.socket.writable) this.finish(this.isBodiless ? '' : sendable(bytes));
    this.line.answered(this.isLast);
  }

  destroy(): void {
    // What comes after the end is another's.
    if (!this.isEnded) this.line.socket.destroy();
  }

  setTimeout(milliseconds: number): void {
    this.line.giveUpAfter(milliseconds);
  }

  once(_event: 'drain', listener: () => void): void {
    (this.drained ??= []).push(listener);
  }

  /** For the connection: its client reads again. */
  tellDrained(): void {
    const told = this.drained;
    this.drained = null;
    for (const listener of told ?? []) listener();
  }

  /** For the connection: it ended before the answer did. */
  tellLeft(): void {
    this.isEnded = true;
    this.hasLeft = true;
    this.answering?.leave();
  }

  private stampFor(connection: string | null): string {
    const { stamp } = this.line;
    if (connection !== null) return stamp.date();
    return this.isLast ? stamp.close() : stamp.stay();
  }

  private takeHead(): string {
    const { head } = this;
    this.head = '';
    return head;
  }

  private finish(body: string | Buffer): void {
    const { socket } = this.line;
    const head = this.takeHead();
    if (body.length === 0) {
      const rest = this.isChunked ? `${head}0\r\n\r\n` : head;
      if (rest !== '') socket.write(rest, 'latin1');
    } else if (this.isChunked) send(socket, `${head}${body.length.toString(16)}\r\n`, body, '\r\n0\r\n\r\n');
    else send(socket, head, body, '');
  }
}

function nameOfUnsendable(fields: readonly string[]): string {
  const at = fields.findIndex((value, index) => index % 2 === 1 && !isSendable(value));
  return fields[at - 1] ?? '';
}

/** Of a text with ASCII alone each character is a byte, and it stays what it is. */
function sendable(bytes: string | Buffer): string | Buffer {
  if (typeof bytes !== 'string' || Buffer.byteLength(bytes) === bytes.length) return bytes;
  return Buffer.from(bytes);
}
