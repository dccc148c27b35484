import type { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AttendedReply } from './wire-reply.js';
import type { PlainRequest } from './wire-request.js';

/** Requests that somebody else answers before Fastify sees them. */
export interface Beside {
  /** Answers a request that node has read, or returns false for one that is not its own. */
  take(request: IncomingMessage, response: ServerResponse): boolean;
  /** Whether such a request is its own. */
  serves(method: string, url: string): boolean;
  /** Answers one that is its own. */
  takeWhole(request: PlainRequest, body: Buffer, reply: AttendedReply): void;
}
