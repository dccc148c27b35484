import type { Buffer } from 'node:buffer';

/** What is wanted of an answer, whoever writes it to the wire. */
export interface WireReply {
  readonly headersSent: boolean;
  /** Bytes that the connection has not taken yet. */
  readonly writableLength: number;
  /**
   * Goes out with the first bytes of the body.
   * @param head names and values, in turn
   * @param own the same, of values that we made of nothing but printable ASCII: they are not looked through; neither a length nor
   *   what becomes of the connection
   */
  writeHead(status: number, head: readonly string[], own?: readonly string[]): unknown;
  /** @returns false while the client does not read; `drain` tells that it does again */
  write(bytes: string | Buffer): boolean;
  end(bytes?: string | Buffer): unknown;
  /** Ends the connection. */
  destroy(): unknown;
  /** Ends the connection if it takes nothing for so long. */
  setTimeout(milliseconds: number): unknown;
  once(event: 'drain', listener: () => void): unknown;
}

/**
 * Whoever makes an answer. An object, and no function that the reply would hold: `docs/decisions/0015` says what such
 * functions cost.
 */
export interface Answering {
  /** Nobody waits for the answer any more. */
  leave(): void;
}

/** A reply that tells when its client leaves before the end of it. */
export interface AttendedReply extends WireReply {
  attend(answering: Answering): void;
}
