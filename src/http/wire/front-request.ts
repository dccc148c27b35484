import type { Socket } from 'node:net';
import type { RequestHead } from './request-head.js';
import type { PlainRequest } from './wire-request.js';

/** The front takes no request in which a name comes twice. */
const NOTHING_TWICE: readonly string[] = [];

/** A request that the front has read. */
export class FrontRequest implements PlainRequest {
  readonly rawHeaders = NOTHING_TWICE;

  constructor(
    private readonly head: RequestHead,
    readonly socket: Socket,
  ) {}

  get method(): string {
    return this.head.method;
  }

  get url(): string {
    return this.head.url;
  }

  get headers(): RequestHead['headers'] {
    return this.head.headers;
  }

  destroy(): void {
    this.socket.destroy();
  }
}
