import type { Dispatcher } from 'undici';
import type { AnswerTaker, OngoingCall } from '../../providers/wire/wire-call.js';

/** Tells of an answer that undici reads as the wire tells of its own. */
export class TracedAnswer implements Dispatcher.DispatchHandler, OngoingCall {
  private stop: (() => void) | null = null;
  private goOn: (() => void) | null = null;

  constructor(private readonly taker: AnswerTaker) {}

  abort(): void {
    this.stop?.();
  }

  resume(): void {
    this.goOn?.();
  }

  onConnect(abort: () => void): void {
    this.stop = abort;
    if (!this.taker.connected(this)) abort();
  }

  onHeaders(status: number, raw: Buffer[], resume: () => void): boolean {
    this.goOn = resume;
    if (status < 200) {
      this.taker.interim();
      return true;
    }
    const length = fieldIn(raw, 'content-length');
    this.taker.begun({
      status,
      type: fieldIn(raw, 'content-type') ?? '',
      encoding: fieldIn(raw, 'content-encoding')?.toLowerCase() ?? null,
      retryAfter: fieldIn(raw, 'retry-after'),
      length: length === null ? null : Number(length),
    });
    return true;
  }

  onData(bytes: Buffer): boolean {
    return this.taker.piece(bytes);
  }

  onComplete(): void {
    this.taker.ended();
  }

  onError(error: Error): void {
    this.taker.failed(error);
  }
}

function fieldIn(raw: readonly Buffer[], wanted: string): string | null {
  const at = raw.findIndex((name, index) => index % 2 === 0 && name.toString('latin1').toLowerCase() === wanted);
  return at === -1 ? null : (raw[at + 1]?.toString('latin1') ?? null);
}
