import type { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { MOST_REQUEST_BYTES } from './call-limits.js';
import { KeptBytes } from './forward/kept-bytes.js';
import { GatewayError } from './gateway-error.js';

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
  const kept = new KeptBytes();
  let size = 0;
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size <= MOST_REQUEST_BYTES) kept.add(part);
    else if (size - part.length <= MOST_REQUEST_BYTES) {
      kept.taken();
      refused(tooLarge());
    }
  });
  request.on('end', () => {
    if (size <= MOST_REQUEST_BYTES) read(kept.joined());
  });
}

function tooLarge(): GatewayError {
  return new GatewayError(413, 'invalid_request_error', 'The request body is too large', { code: 'request_too_large' });
}
