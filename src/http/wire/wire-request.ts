import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';

/** What is asked of a request, whoever has read it off the wire; one of node's is such, too. */
export interface WireRequest {
  readonly url?: string | undefined;
  /** By lower-case names. */
  readonly headers: IncomingHttpHeaders;
  /** Names and values as they came, in turn; empty where no name came twice. */
  readonly rawHeaders: readonly string[];
  readonly socket: Socket;
  /** Ends its connection. */
  destroy(): unknown;
}

/** One that the front has read. */
export interface PlainRequest extends WireRequest {
  readonly method: string;
  readonly url: string;
}
