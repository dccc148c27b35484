import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { WireRequest } from '../http/wire/wire-request.js';
import { newRequestId } from '../kernel/ids.js';

/** A request of the data plane as it came; the body is there once it was read. */
export class PlaneRequest {
  readonly id = newRequestId();
  readonly headers: IncomingHttpHeaders;
  /** Names of the one thing that whoever asks may chat with, the first being its own; null for everything. */
  only: readonly [string, ...string[]] | null = null;

  constructor(
    readonly raw: WireRequest,
    private readonly addressOf: (request: WireRequest) => string,
    /** Null before it was read, and where nobody reads it. */
    public body: Buffer | null,
    /** What the body is to be read from; null where it came with the head. */
    readonly unread: IncomingMessage | null,
  ) {
    this.headers = raw.headers;
  }

  /** Found out when asked: few keys are bound to addresses. */
  get ip(): string {
    return this.addressOf(this.raw);
  }
}
