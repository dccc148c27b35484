import { Buffer } from 'node:buffer';

const NOTHING = Buffer.alloc(0);
const LINE_END = '\r\n';
const HEAD_END = '\r\n\r\n';

/**
 * Cuts a connection's bytes into HTTP/1.1 messages, requests or answers alike. It does what the benchmark's two ends
 * need, and no more: bodies framed by Content-Length or in chunks.
 */
export class MessageReader {
  #pending = NOTHING;
  #state = 'head';
  #remaining = 0;
  #head = '';
  #parts = [];
  #onMessage;
  #onBodyStart;

  /**
   * @param {(head: string, body: Buffer) => void} onMessage
   * @param {() => void} [onBodyStart] the first byte of a message's body is here
   */
  constructor(onMessage, onBodyStart = () => {}) {
    this.#onMessage = onMessage;
    this.#onBodyStart = onBodyStart;
  }

  push(chunk) {
    const data = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk;
    let at = 0;
    for (let next = this.#step(data, at); next >= 0; next = this.#step(data, at)) at = next;
    this.#pending = at < data.length ? data.subarray(at) : NOTHING;
  }

  /** Where the next step begins, or -1 when it takes more bytes. */
  #step(data, at) {
    if (at >= data.length) return -1;
    switch (this.#state) {
      case 'head':
        return this.#readHead(data, at);
      case 'body':
      case 'chunk':
        return this.#readBytes(data, at);
      case 'chunk-size':
        return this.#readChunkSize(data, at);
      default:
        return this.#skipLine(data, at);
    }
  }

  #readHead(data, at) {
    const end = data.indexOf(HEAD_END, at);
    if (end < 0) return -1;
    this.#head = data.latin1Slice(at, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head);
    if (length) this.#expect('body', Number(length[1]));
    else if (/\r\ntransfer-encoding: *chunked/i.test(this.#head)) this.#state = 'chunk-size';
    else this.#expect('body', 0);
    return end + HEAD_END.length;
  }

  #expect(state, bytes) {
    this.#state = state;
    this.#remaining = bytes;
    if (state === 'body' && bytes === 0) this.#finish();
  }

  #readBytes(data, at) {
    if (this.#parts.length === 0) this.#onBodyStart();
    const end = Math.min(at + this.#remaining, data.length);
    this.#parts.push(data.subarray(at, end));
    this.#remaining -= end - at;
    if (this.#remaining === 0) {
      if (this.#state === 'body') this.#finish();
      else this.#state = 'chunk-end';
    }
    return end;
  }

  #readChunkSize(data, at) {
    const end = data.indexOf(LINE_END, at);
    if (end < 0) return -1;
    const size = Number.parseInt(data.latin1Slice(at, end), 16);
    if (size > 0) this.#expect('chunk', size);
    else this.#state = 'trailer';
    return end + LINE_END.length;
  }

  /** The line end after a chunk, or the trailer: no trailer fields are expected. */
  #skipLine(data, at) {
    const end = data.indexOf(LINE_END, at);
    if (end < 0) return -1;
    if (this.#state === 'trailer') this.#finish();
    else this.#state = 'chunk-size';
    return end + LINE_END.length;
  }

  #finish() {
    const parts = this.#parts;
    this.#parts = [];
    this.#state = 'head';
    this.#onMessage(this.#head, parts.length === 1 ? parts[0] : Buffer.concat(parts));
  }
}
