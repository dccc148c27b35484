import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { newRequestId } from '../kernel/ids.js';

/** A request of the data plane as it came; the body is there once it was read. */
export class PlaneRequest {
  readonly id = newRequestId();
  readonly headers: IncomingHttpHeaders;
  /** Null before it was read, and where nobody reads it. */
  body: Buffer | null = null;
  /** Names of the one thing that whoever asks may chat with, the first being its own; null for everything. */
  only: readonly [string, ...string[]] | null = null;

  constructor(
    readonly raw: IncomingMessage,
    private readonly addressOf: (request: IncomingMessage) => string,
  ) {
    this.headers = raw.headers;
  }

  /** Found out when asked: few keys are bound to addresses. */
  get ip(): string {
    return this.addressOf(this.raw);
  }
}
