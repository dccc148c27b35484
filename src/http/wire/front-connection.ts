import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import type { AnswerStamp } from './answer-stamp.js';
import type { Beside } from './beside.js';
import { FrontReply, type ReplyLine } from './front-reply.js';
import { FrontRequest } from './front-request.js';
import { GatheredBytes } from './gathered-bytes.js';
import { MOST_PLAIN_BYTES, readHead, type RequestHead } from './request-head.js';

/** For a client that does not read the end of an answer while the server closes. */
const UNREAD_MS = 5000;
/** Between two sweeps lies a second: two of them are a whole one at least. */
const SWEEPS_OF_PATIENCE = 2;

/** What a connection is part of. */
export interface Front {
  readonly beside: Beside | null;
  readonly stamp: AnswerStamp;
  /** Whether connections are to be kept for further requests. */
  readonly isOpen: boolean;
  /** Sweeps up to now, one a second. */
  readonly sweeps: number;
  /** How many of them an idle connection is kept for. */
  readonly keepAliveSweeps: number;
  /** Node's server has it from now on. */
  handOver(connection: FrontConnection): void;
  forget(connection: FrontConnection): void;
}

/** A connection for as long as only plain requests come on it. */
export class FrontConnection implements ReplyLine {
  /** The beginning of a head. */
  private beginning: Buffer | null = null;
  /** Waits for the rest of its body. */
  private head: RequestHead | null = null;
  private readonly body = new GatheredBytes();
  /** Null before there was one. */
  private lastHead: RequestHead | null = null;
  private reply: FrontReply | null = null;
  private readonly ahead = new GatheredBytes();
  /** No further request is read. */
  private isOver = false;
  private isHandedOver = false;
  private isTimed = false;
  /** The sweep after which it last changed what it waits for. */
  private since: number;
  private readonly listeners: readonly [string, (bytes: Buffer) => void][];

  constructor(
    readonly socket: Socket,
    private readonly front: Front,
  ) {
    this.since = front.sweeps;
    this.listeners = [
      ['data', (bytes: Buffer) => this.read(bytes)],
      ['end', () => this.end()],
      ['drain', () => this.goOn()],
      ['timeout', () => this.timedOut()],
      ['error', ignore],
      ['close', () => this.closed()],
    ];
    for (const [event, listener] of this.listeners) socket.on(event, listener);
  }

  get stamp(): AnswerStamp {
    return this.front.stamp;
  }

  get stays(): boolean {
    return this.front.isOpen;
  }

  answered(isLast: boolean): void {
    this.reply = null;
    this.since = this.front.sweeps;
    if (isLast || !this.front.isOpen || this.isOver) this.endSoon();
    // Who sends requests ahead is served by node.
    else if (this.ahead.length > 0) this.handOver(this.ahead.take());
  }

  giveUpAfter(milliseconds: number): void {
    if (this.isHandedOver) return;
    this.isTimed = true;
    this.socket.setTimeout(milliseconds);
  }

  /** Once a second: nothing is waited for without end. */
  sweep(): void {
    if (this.reply || this.isOver) return;
    const { sweeps, keepAliveSweeps } = this.front;
    // Who still reads an answer is not idle.
    if (this.isIdle && this.socket.writableLength > 0) this.since = sweeps;
    const age = sweeps - this.since;
    if (!this.isIdle && age >= SWEEPS_OF_PATIENCE) this.handOver();
    else if (this.isIdle && age > keepAliveSweeps) this.socket.destroy();
    else if (this.socket.writableLength === 0) this.stopTiming();
  }

  /** The server closes: only what is being asked or answered goes on. */
  endIfIdle(): void {
    if (this.reply || this.isOver) return;
    if (this.isIdle) this.endSoon();
    else this.handOver();
  }

  /** Nothing of a request has come: before the first, or between two. */
  private get isIdle(): boolean {
    return this.beginning === null && this.head === null;
  }

  private read(bytes: Buffer): void {
    if (this.isOver) return;
    if (this.reply) this.keepAhead(bytes);
    else if (this.head) this.readBody(this.head, bytes);
    else this.readHead(this.beginning ? Buffer.concat([this.beginning, bytes]) : bytes);
  }

  private readHead(bytes: Buffer): void {
    // Who does not read answers gets no further ones from here.
    const head = this.socket.writableNeedDrain ? 'odd' : readHead(bytes, this.lastHead);
    if (head === 'partial') {
      if (!this.beginning) this.since = this.front.sweeps;
      this.beginning = bytes;
      return;
    }
    this.beginning = null;
    if (head === 'odd' || !this.isServed(head)) {
      this.handOver(bytes);
      return;
    }
    this.lastHead = head;
    const rest = head.text.length === bytes.length ? null : bytes.subarray(head.text.length);
    if (head.bodyLength > (rest?.length ?? 0)) {
      this.since = this.front.sweeps;
      this.head = head;
      if (rest) this.body.add(rest);
    } else this.ask(head, rest ?? NO_BYTES);
  }

  private isServed({ method, url }: RequestHead): boolean {
    const { lastHead } = this;
    if (lastHead?.url === url && lastHead.method === method) return true;
    return this.front.beside?.serves(method, url) ?? false;
  }

  private readBody(head: RequestHead, bytes: Buffer): void {
    // As some clients send it, in one piece after the head: nothing is copied then.
    const isWhole = this.body.length === 0 && bytes.length >= head.bodyLength;
    if (!isWhole) this.body.add(bytes);
    if (!isWhole && this.body.length < head.bodyLength) return;
    this.head = null;
    this.ask(head, isWhole ? bytes : this.body.take());
  }

  /** @param bytes the body, and whatever came behind it */
  private ask(head: RequestHead, bytes: Buffer): void {
    const { beside } = this.front;
    this.stopTiming();
    const reply = new FrontReply(this);
    this.reply = reply;
    const hasMore = bytes.length > head.bodyLength;
    if (hasMore) this.keepAhead(bytes.subarray(head.bodyLength));
    const body = hasMore ? bytes.subarray(0, head.bodyLength) : bytes;
    beside?.takeWhole(new FrontRequest(head, this.socket), body, reply);
  }

  private keepAhead(bytes: Buffer): void {
    this.ahead.add(bytes);
    // With more than a request the client can't wait: a socket that is not read does not tell that it has left.
    if (this.ahead.length > MOST_PLAIN_BYTES) this.socket.destroy();
  }

  private goOn(): void {
    this.stopTiming();
    this.reply?.tellDrained();
  }

  /** Of a client that has read all of its answer nothing is waited for. */
  private timedOut(): void {
    if (this.reply || this.socket.writableLength > 0) this.socket.destroy();
    else this.stopTiming();
  }

  private stopTiming(): void {
    if (!this.isTimed) return;
    this.isTimed = false;
    this.socket.setTimeout(0);
  }

  /** The client sends no more, by which node takes it to have left. */
  private end(): void {
    this.isOver = true;
    this.socket.end();
  }

  private endSoon(): void {
    this.isOver = true;
    this.socket.destroySoon();
    if (this.socket.writableLength > 0) this.giveUpAfter(UNREAD_MS);
  }

  private closed(): void {
    this.isOver = true;
    this.front.forget(this);
    const { reply } = this;
    this.reply = null;
    reply?.tellLeft();
  }

  /** With all that was read and not answered. */
  private handOver(bytes?: Buffer): void {
    const { socket } = this;
    this.isHandedOver = true;
    this.stopTiming();
    for (const [event, listener] of this.listeners) socket.off(event, listener);
    const unread = bytes ?? this.unread();
    socket.pause();
    if (unread.length > 0) socket.unshift(unread);
    this.front.handOver(this);
    socket.resume();
  }

  private unread(): Buffer {
    if (this.beginning) return this.beginning;
    return this.head ? Buffer.concat([Buffer.from(this.head.text, 'latin1'), this.body.take()]) : NO_BYTES;
  }
}

const NO_BYTES = Buffer.alloc(0);

function ignore(): void {
  // What fails is followed by `close`; an error without a listener ends the process.
}
