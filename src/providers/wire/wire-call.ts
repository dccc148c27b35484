import type { AnswerHead } from './answer-head.js';

/** One request, ready to be sent. */
export interface WireCall {
  /** All of it with the empty line, a character a byte. */
  head: string;
  body: Buffer;
  /** From when it is sent to the end of the answer's head. */
  firstByteMs: number;
  /** Between two pieces of the answer. */
  idleMs: number;
}

/** A call that was sent, to whoever takes its answer. */
export interface OngoingCall {
  /** Nobody is told anything of it any more. */
  abort(): void;
  /** For whoever has asked to wait. */
  resume(): void;
}

/** Takes one answer as it comes; `ended` or `failed` is the last that is told. */
export interface AnswerTaker {
  /** Whether it still waits for an answer; when it does not, it is told nothing more. */
  readonly isWanted: boolean;
  /** False when the answer is not wanted any more: then nothing is sent. */
  connected(call: OngoingCall): boolean;
  /** A 1xx came, whatever it says. */
  interim(): void;
  begun(head: AnswerHead): void;
  /** Bytes that are the taker's from now on; false to wait for `resume`: what has been read by then may still come. */
  piece(bytes: Buffer): boolean;
  ended(): void;
  failed(error: Error): void;
}
