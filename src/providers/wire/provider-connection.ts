import type { Socket } from 'node:net';
import { send } from '../../http/wire/send.js';
import { AnswerSyntaxError, KEPT_MS, readAnswerHead, type ReadHead } from './answer-head.js';
import { ChunkedBody } from './chunked-body.js';
import { TICK_MS, type CoarseClock } from './coarse-clock.js';
import type { Dialer } from './dial.js';
import { closedByProvider, noAnswer } from './wire-failures.js';
import type { AnswerTaker, OngoingCall, WireCall } from './wire-call.js';

/** As Node's own servers and clients have it. */
const MOST_HEAD_BYTES = 16 * 1024;
const BEGINNING = 'HTTP/1.';
const HEAD_END = Buffer.from('\r\n\r\n');
const SWITCHING_PROTOCOLS = 101;
/** Answers before the answer: one or two are usual, and without an end they would keep a core busy. */
const MOST_INTERIM = 32;

/** Where a connection goes when it is free, and is forgotten when it is closed. */
export interface ConnectionHome {
  /** Once, when it is made or is not. */
  dialled(connection: ProviderConnection, error: Error | null): void;
  freed(connection: ProviderConnection): void;
  closed(connection: ProviderConnection): void;
}

/** One connection to a provider, and the answer that is read from it: one at a time. */
export class ProviderConnection implements OngoingCall {
  private taker: AnswerTaker | null = null;
  private idleMs = 0;
  /** Of what is waited for now. */
  private limitMs = 0;
  private since = 0;
  /** While it is being made that is not its matter. */
  private idleUntil = Infinity;
  private isPaused = false;
  /** Null before the answer's head is complete. */
  private head: ReadHead | null = null;
  private partialHead: Buffer | null = null;
  private interims = 0;
  private left = 0;
  private chunks: ChunkedBody | null = null;

  private readonly socket: Socket;

  /** @throws BlockedAddressError */
  constructor(
    private readonly home: ConnectionHome,
    private readonly clock: CoarseClock,
    dialer: Dialer,
  ) {
    this.socket = dialer.dial(
      (bytes) => this.receive(bytes),
      (error) => home.dialled(this, error),
    );
    this.socket.on('end', () => this.receiveEnd());
    this.socket.on('error', (error) => this.fail(error));
    this.socket.on('close', () => {
      this.fail(closedByProvider());
      home.closed(this);
    });
  }

  /** Its first moment: it has just been made. */
  settle(): void {
    this.idleUntil = this.clock.now + KEPT_MS;
    this.home.freed(this);
  }

  get isUsable(): boolean {
    return !this.socket.destroyed && this.clock.now < this.idleUntil;
  }

  send({ head, body, firstByteMs, idleMs }: WireCall, taker: AnswerTaker): void {
    this.taker = taker;
    this.head = null;
    this.chunks = null;
    this.interims = 0;
    this.idleMs = idleMs;
    this.limitMs = firstByteMs;
    this.since = this.clock.now;
    send(this.socket, head, body, '');
  }

  abort(): void {
    this.taker = null;
    this.socket.destroy();
  }

  resume(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.since = this.clock.now;
    this.socket.resume();
  }

  /** Ends what has lasted too long. */
  judge(): void {
    if (this.taker === null) {
      if (!this.isUsable) this.socket.destroy();
    } else if (!this.isPaused && this.clock.now - this.since > this.limitMs + TICK_MS) this.fail(noAnswer());
  }

  /** @param bytes are overwritten by the next read. @returns whether more may be read */
  private receive(bytes: Buffer): boolean {
    // Nobody has asked for it.
    if (this.taker === null) {
      this.socket.destroy();
      return false;
    }
    try {
      if (this.head === null) this.readHead(bytes);
      else this.readBody(this.head, bytes, 0);
    } catch (error) {
      // Of what is read here, or of its taker: it concerns this request alone.
      this.fail(error as Error);
    }
    return !this.isPaused;
  }

  private readHead(piece: Buffer): void {
    const bytes = this.partialHead === null ? piece : Buffer.concat([this.partialHead, piece]);
    this.partialHead = null;
    for (let at = 0; this.taker !== null;) {
      const end = bytes.indexOf(HEAD_END, at);
      if ((end === -1 ? bytes.length : end) - at > MOST_HEAD_BYTES) throw new AnswerSyntaxError('its head has no end');
      if (end === -1) {
        demandAnswer(bytes.toString('latin1', at, at + BEGINNING.length));
        this.partialHead = copyOf(bytes, at, bytes.length);
        return;
      }
      const head = readAnswerHead(bytes.toString('latin1', at, end));
      at = end + HEAD_END.length;
      if (head.status === SWITCHING_PROTOCOLS) throw new AnswerSyntaxError('it wants another protocol');
      if (head.status >= 200) {
        this.begin(head, bytes, at);
        return;
      }
      this.interims += 1;
      if (this.interims > MOST_INTERIM) throw new AnswerSyntaxError('too much comes before it');
      this.taker.interim();
    }
  }

  private begin(head: ReadHead, bytes: Buffer, at: number): void {
    this.head = head;
    this.limitMs = this.idleMs;
    this.left = head.length ?? 0;
    if (head.framing === 'chunks') this.chunks = new ChunkedBody();
    this.taker?.begun(head);
    this.readBody(head, bytes, at);
  }

  private readBody({ framing }: ReadHead, bytes: Buffer, at: number): void {
    this.since = this.clock.now;
    if (this.taker === null) return;
    if (framing === 'chunks') this.readChunks(bytes, at);
    else if (framing === 'close') this.give(bytes, at, bytes.length);
    else {
      const end = Math.min(bytes.length, at + this.left);
      this.left -= end - at;
      this.give(bytes, at, end);
      if (this.left === 0) this.finish(end === bytes.length);
    }
  }

  private readChunks(bytes: Buffer, at: number): void {
    const { chunks } = this;
    if (chunks === null) return;
    chunks.take(bytes, at);
    this.give(bytes, chunks.from, chunks.to);
    if (chunks.isDone) this.finish(chunks.end === bytes.length);
  }

  private give(bytes: Buffer, from: number, to: number): void {
    if (from === to || this.taker === null) return;
    const isTaken = this.taker.piece(copyOf(bytes, from, to));
    if (!isTaken && this.taker !== null) this.isPaused = true;
  }

  /** @param isClean nothing came after the answer that nobody has asked for */
  private finish(isClean: boolean): void {
    const { taker, socket } = this;
    if (taker === null) return;
    this.taker = null;
    const keptMs = this.head?.keptMs ?? 0;
    tellEnd(taker);
    // An answer to half a request: the rest of it must not be taken for the next.
    if (isClean && keptMs > 0 && socket.writableLength === 0) {
      this.idleUntil = this.clock.now + keptMs;
      this.resume();
      this.home.freed(this);
    } else socket.destroy();
  }

  private receiveEnd(): void {
    if (this.head?.framing === 'close') this.finish(false);
    else this.fail(closedByProvider());
  }

  /** Ends it, and tells so. */
  fail(error: Error): void {
    const { taker } = this;
    this.taker = null;
    this.socket.destroy();
    taker?.failed(error);
  }
}

function copyOf(bytes: Buffer, from: number, to: number): Buffer {
  const copy = Buffer.allocUnsafe(to - from);
  bytes.copy(copy, 0, from, to);
  return copy;
}

/** Before the connection is another's: what goes wrong then concerns this one alone. */
function tellEnd(taker: AnswerTaker): void {
  try {
    taker.ended();
  } catch (error) {
    taker.failed(error as Error);
  }
}

/** Whoever speaks another language may never come to what would be the end of a head. @throws AnswerSyntaxError */
function demandAnswer(beginning: string): void {
  if (!BEGINNING.startsWith(beginning)) throw new AnswerSyntaxError('no status line');
}
