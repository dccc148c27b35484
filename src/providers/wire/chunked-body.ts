import { isBlank } from '../../http/wire/field-value.js';
import { AnswerSyntaxError } from './answer-head.js';

/** Of the extensions of a chunk, and of the fields after the last one. Nothing is done with either. */
const MOST_OVERHEAD = 16 * 1024;
const MOST_DIGITS = 12;

const CR = 13;
const LF = 10;
const SEMICOLON = 59;

const SIZE = 0;
const EXTENSION = 1;
const SIZE_END = 2;
const DATA = 3;
const DATA_CR = 4;
const DATA_LF = 5;
const TRAILER_START = 6;
const TRAILER = 7;
const TRAILER_END = 8;
const LAST_LF = 9;
const DONE = 10;

/**
 * Takes the framing out of a chunked body (RFC 9112, 7.1) as it comes. The data is moved together in the bytes it came
 * in, so that many small chunks cost no more than one large one.
 */
export class ChunkedBody {
  /** Where the data of what was taken last stands in it. */
  from = 0;
  to = 0;
  /** Where it ended in what was taken last. */
  end = 0;
  private step = SIZE;
  private left = 0;
  private digits = 0;
  private overhead = 0;

  get isDone(): boolean {
    return this.step === DONE;
  }

  /** @param bytes nobody else's, since they are changed. @throws AnswerSyntaxError */
  take(bytes: Buffer, start: number): void {
    this.from = this.to = start;
    let at = start;
    while (at < bytes.length && this.step !== DONE) {
      if (this.step === DATA) at = this.takeData(bytes, at);
      else this.takeFraming(bytes[at++] ?? 0);
    }
    this.end = at;
  }

  private takeData(bytes: Buffer, at: number): number {
    const size = Math.min(this.left, bytes.length - at);
    if (this.from === this.to) this.from = this.to = at;
    else if (this.to !== at) bytes.copyWithin(this.to, at, at + size);
    this.to += size;
    this.left -= size;
    if (this.left === 0) this.step = DATA_CR;
    return at + size;
  }

  private takeFraming(byte: number): void {
    switch (this.step) {
      case SIZE:
        return void this.takeSize(byte);
      case EXTENSION:
        return void this.passOver(byte, SIZE_END);
      case SIZE_END:
        this.digits = 0;
        this.overhead = 0;
        return void this.demand(byte, LF, this.left > 0 ? DATA : TRAILER_START);
      case DATA_CR:
        return void this.demand(byte, CR, DATA_LF);
      case DATA_LF:
        return void this.demand(byte, LF, SIZE);
      case TRAILER_START:
        if (byte !== CR) this.step = TRAILER;
        return void this.passOver(byte, LAST_LF);
      case TRAILER:
        return void this.passOver(byte, TRAILER_END);
      case TRAILER_END:
        return void this.demand(byte, LF, TRAILER_START);
      default:
        this.demand(byte, LF, DONE);
    }
  }

  private takeSize(byte: number): void {
    const digit = hexDigit(byte);
    if (digit >= 0) {
      this.digits += 1;
      if (this.digits > MOST_DIGITS) throw new AnswerSyntaxError('a chunk has no size that can be');
      this.left = this.left * 16 + digit;
    } else if (this.digits > 0 && byte === CR) this.step = SIZE_END;
    else if (this.digits > 0 && (byte === SEMICOLON || isBlank(byte))) this.step = EXTENSION;
    else throw new AnswerSyntaxError('a chunk has no size');
  }

  /** Nothing is done with it, up to a carriage return. */
  private passOver(byte: number, next: number): void {
    if (byte === CR) {
      this.step = next;
      return;
    }
    this.overhead += 1;
    if (byte === LF || this.overhead > MOST_OVERHEAD) throw new AnswerSyntaxError('its chunks are not framed');
  }

  private demand(byte: number, wanted: number, next: number): void {
    if (byte !== wanted) throw new AnswerSyntaxError('its chunks are not framed');
    this.step = next;
  }
}

/** -1 for what is none. */
function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 0x20;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
