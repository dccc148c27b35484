import type { Socket } from 'node:net';
import { answerClientError } from './client-errors.js';

let written: string;
let isDestroyed: boolean;

beforeEach(() => {
  written = '';
  isDestroyed = false;
});

const answer = (code: string | undefined, state: Partial<Socket> = {}) => {
  const socket = {
    ...{ destroyed: false, writable: true },
    write: (text: string) => (written += text),
    destroy: () => (isDestroyed = true),
    ...state,
  };
  answerClientError(
    Object.assign(new Error('as Node says it'), code === undefined ? {} : { code }),
    socket as unknown as Socket,
  );
};

describe('what can not be read as a request', () => {
  it.each([
    ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout', 'request_timeout', 'The request did not arrive in time'],
    [
      'HPE_HEADER_OVERFLOW',
      '431 Request Header Fields Too Large',
      'request_header_too_large',
      "The request's header fields are over 16 KiB",
    ],
    ['HPE_INVALID_METHOD', '400 Bad Request', 'malformed_request', 'The request is not HTTP/1.1 as RFC 9112 has it'],
    [undefined, '400 Bad Request', 'malformed_request', 'The request is not HTTP/1.1 as RFC 9112 has it'],
  ])('is answered in the shape of OpenAI (%s)', (code, status, name, message) => {
    answer(code);
    const [head, body] = written.split('\r\n\r\n') as [string, string];
    expect(head.split('\r\n')).toEqual([
      `HTTP/1.1 ${status}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${body.length}`,
      'Connection: close',
    ]);
    expect(JSON.parse(body)).toEqual({ error: { message, type: 'invalid_request_error', param: null, code: name } });
    expect(isDestroyed).toBe(true);
  });

  it('is answered by nothing where nobody is left to read it', () => {
    answer('ECONNRESET');
    answer('HPE_INVALID_METHOD', { destroyed: true });
    answer('HPE_INVALID_METHOD', { writable: false });
    expect(written).toBe('');
  });
});
