import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { MOST_REQUEST_BYTES } from './call-limits.js';
import { GatewayError } from './gateway-error.js';

const EMPTY = Buffer.alloc(0);

/**
 * Collects a request's body. Nothing is told of a client that leaves before the end of it: nobody is there to be answered.
 * @param refused is called at once for a body that is too large; what still comes of it is dropped
 */
export function readBytes(
  request: IncomingMessage,
  read: (body: Buffer) => void,
  refused: (error: GatewayError) => void,
): void {
  if (Number(request.headers['content-length'] ?? 0) > MOST_REQUEST_BYTES) {
    refused(tooLarge());
    return;
  }
  const parts: Buffer[] = [];
  let size = 0;
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size <= MOST_REQUEST_BYTES) parts.push(part);
    else if (size - part.length <= MOST_REQUEST_BYTES) {
      parts.length = 0;
      refused(tooLarge());
    }
  });
  request.on('end', () => {
    const [first = EMPTY] = parts;
    if (size <= MOST_REQUEST_BYTES) read(parts.length > 1 ? Buffer.concat(parts, size) : first);
  });
}

function tooLarge(): GatewayError {
  return new GatewayError(413, 'invalid_request_error', 'The request body is too large', { code: 'request_too_large' });
}
