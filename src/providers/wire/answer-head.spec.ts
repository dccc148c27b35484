import { readAnswerHead } from './answer-head.js';

const head = (...lines: string[]): string => lines.join('\r\n');
const OK = 'HTTP/1.1 200 OK';

describe('the head of an answer', () => {
  it('is read for what matters, in any case of its names', () => {
    const text = head(OK, 'Content-Type: application/json', 'CONTENT-LENGTH:  17 ', 'x-other: a', 'Retry-After: 3');
    expect(readAnswerHead(text)).toEqual({
      ...{ status: 200, type: 'application/json', encoding: null, retryAfter: '3', length: 17 },
      ...{ framing: 'length', keptMs: 4_000 },
    });
  });

  it.each([
    ['in chunks', head(OK, 'Transfer-Encoding: Chunked'), 'chunks'],
    ['with a length', head(OK, 'Content-Length: 0'), 'length'],
    ['up to the end of the connection', OK, 'close'],
    ['nowhere after No Content', head('HTTP/1.1 204 No Content', 'content-length: 5'), 'none'],
    ['nowhere after Not Modified', 'HTTP/1.1 304 Not Modified', 'none'],
    ['nowhere in between', 'HTTP/1.1 103 Early Hints', 'none'],
  ])('says that there is a body %s', (_where, text, framing) => {
    expect(readAnswerHead(text).framing).toBe(framing);
  });

  it.each([
    ['for as long as most servers do', head(OK, 'content-length: 1'), 4_000],
    ['for as long as it says, less a margin', head(OK, 'content-length: 1', 'Keep-Alive: max=9, timeout=30'), 28_000],
    ['for ten minutes at most', head(OK, 'content-length: 1', 'Keep-Alive: timeout=9999'), 600_000],
    ['not when what it says is less than that', head(OK, 'content-length: 1', 'Keep-Alive: timeout=1'), 0],
    ['not when it is to be closed', head(OK, 'content-length: 1', 'Connection: Close'), 0],
    ['not when its end is the end of the answer', OK, 0],
    ['not when one of several lines says so', head(OK, 'content-length: 1', 'Connection: close', 'Connection: x-a'), 0],
    ['not of an old server', head('HTTP/1.0 200 OK', 'content-length: 1'), 0],
    ['of an old server that keeps it', head('HTTP/1.0 200 OK', 'content-length: 1', 'Connection: keep-alive'), 4_000],
  ])('keeps the connection %s', (_how, text, keptMs) => {
    expect(readAnswerHead(text).keptMs).toBe(keptMs);
  });

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.6', 'no status line'],
    ['another version', 'HTTP/2 200 OK', 'no status line'],
    ['a status that there is not', 'HTTP/1.1 099 What', 'no status line'],
    ['a line without a name', head(OK, ': a'), 'a line of its head is no field'],
    ['a line without a colon', head(OK, 'nothing', 'a: b'), 'a line of its head is no field'],
    ['a folded line', head(OK, 'a: b', ' c: d'), 'a line of its head is no field'],
    ['a blank before the colon', head(OK, 'content-length : 5'), 'a line of its head is no field'],
    ['a line feed alone', head(OK, 'a: b\nc: d'), 'a line ends without a carriage return'],
    ['two lengths', head(OK, 'content-length: 5', 'content-length: 5'), 'content-length stands twice'],
    [
      'two codings',
      head(OK, 'transfer-encoding: chunked', 'transfer-encoding: chunked'),
      'transfer-encoding stands twice',
    ],
    [
      'a length and chunks',
      head(OK, 'content-length: 5', 'transfer-encoding: chunked'),
      'it has a length and is in chunks',
    ],
    ['another coding', head(OK, 'transfer-encoding: gzip, chunked'), 'its transfer coding is not known'],
    [
      'chunks of an old server',
      head('HTTP/1.0 200 OK', 'transfer-encoding: chunked'),
      'its transfer coding is not known',
    ],
    ['a length behind another blank', head(OK, 'content-length: \u00a05'), 'its length is no number'],
    ['a length that is none', head(OK, 'content-length: +5'), 'its length is no number'],
    [
      'a type with a control character',
      head(OK, 'content-type: a\u0001b'),
      'content-type has characters that no field may have',
    ],
  ])('is refused with %s', (_what, text, message) => {
    expect(() => readAnswerHead(text)).toThrow(`The answer is not HTTP: ${message}`);
  });
});
