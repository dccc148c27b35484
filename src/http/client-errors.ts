import type { Socket } from 'node:net';

/** By the code of what Node's parser fails with; see `errors.md` of Node for them. */
const FAILURES: Readonly<Record<string, readonly [status: string, code: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'request_timeout', 'The request did not arrive in time'],
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'request_header_too_large',
    "The request's header fields are over 16 KiB",
  ],
};
const MALFORMED = ['400 Bad Request', 'malformed_request', 'The request is not HTTP/1.1 as RFC 9112 has it'] as const;

/**
 * What can't be read as a request is known by no path: it is answered as the data plane does it, which all clients of
 * OpenAI's make sense of. For Fastify's `clientErrorHandler`.
 */
export function answerClientError({ code }: Error & { code?: string }, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed) return;
  const [status, name, message] = FAILURES[code ?? ''] ?? MALFORMED;
  const body = JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code: name } });
  const head = ['Content-Type: application/json; charset=utf-8', `Content-Length: ${Buffer.byteLength(body)}`];
  if (socket.writable) socket.write(`HTTP/1.1 ${[status, ...head, 'Connection: close', '', body].join('\r\n')}`);
  socket.destroy();
}
