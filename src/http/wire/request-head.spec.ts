import { readHead, type RequestHead } from './request-head.js';

const PLAIN = 'POST /v1/chat HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nX-Api-Key:\t k \r\n\r\n';

function read(text: string, last: RequestHead | null = null): ReturnType<typeof readHead> {
  return readHead(Buffer.from(text, 'latin1'), last);
}

function head(text: string, last: RequestHead | null = null): RequestHead {
  const found = read(text, last);
  if (typeof found === 'string') throw new Error(found);
  return found;
}

/** A request with one more line in its head. */
const having = (line: string) => `POST /v1/chat HTTP/1.1\r\nhost: a\r\n${line}\r\n\r\n`;

describe('the head of a plain request', () => {
  it('is read up to its body', () => {
    const found = head(`${PLAIN}{"model":1}\n`);
    expect(found).toMatchObject({ text: PLAIN, method: 'POST', url: '/v1/chat', bodyLength: 12 });
    expect(found.headers).toEqual({ host: 'a', 'content-length': '12', 'x-api-key': 'k' });
  });

  it('may have no body', () => {
    expect(head('GET /v1/models?limit=2 HTTP/1.1\r\nhost: a\r\n\r\n')).toMatchObject({
      method: 'GET',
      url: '/v1/models?limit=2',
      bodyLength: 0,
    });
  });

  it('may have values of any byte that is no control character, and empty ones', () => {
    expect(head(having('x-name: \u00a0caf\u00e9\u00a0')).headers['x-name']).toBe('\u00a0caf\u00e9\u00a0');
    expect(head(having('x-name:')).headers['x-name']).toBe('');
    expect(head(having('x-name: \t ')).headers['x-name']).toBe('');
  });

  it.each(['connection: keep-alive', 'Connection: Keep-Alive', 'content-length: 0', 'content-length: 262144'])(
    'may say %s',
    (line) => {
      expect(typeof read(having(line))).toBe('object');
    },
  );

  it('is the very one of the last request where nothing differs', () => {
    const last = head(PLAIN);
    expect(read(`${PLAIN}body`, last)).toBe(last);
  });

  it('may differ from the last in the length of its body', () => {
    const last = head(PLAIN);
    for (const digits of ['7', '99', '12345']) {
      const text = PLAIN.replace('12', digits);
      expect(head(text, last)).toEqual(head(text));
    }
    expect(last.headers['content-length']).toBe('12');
  });

  it.each([
    ['a value', PLAIN.replace('k ', 'l ')],
    ['the length, wrongly,', PLAIN.replace('12', '1x')],
    ['the length, by another header,', PLAIN.replace('12', '12\r\nx-a: 1')],
    ['the target', PLAIN.replace('/v1/chat', '/v1/talk')],
  ])('that differs from the last in %s is read anew', (_, text) => {
    expect(read(text, head(PLAIN))).toEqual(read(text));
  });
});

describe('the beginning of a plain request', () => {
  it.each([1, 4, 6, 20, PLAIN.length - 1])('is waited for after %d bytes', (length) => {
    expect(read(PLAIN.slice(0, length))).toBe('partial');
  });

  it('is waited for though it differs from the last', () => {
    expect(read('GET', head(PLAIN))).toBe('partial');
  });

  it.each(['X', 'PUT /', 'post /', 'GETS', '\r\nGET /', '\x16\x03\x01', 'PRI * HTTP/2.0\r\n'])('is not %j', (text) => {
    expect(read(text)).toBe('odd');
  });

  it('does not go on for ever', () => {
    const text = `GET /v1/models HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(16 * 1024)}`;
    expect(read(text.slice(0, 16 * 1024 - 1))).toBe('partial');
    expect(read(text.slice(0, 16 * 1024))).toBe('odd');
    expect(read(`${text}\r\n\r\n`)).toBe('odd');
  });
});

describe('a request that is not plain', () => {
  it.each([
    'transfer-encoding: chunked',
    'expect: 100-continue',
    'upgrade: websocket',
    'http2-settings: x',
    'te: trailers',
    'trailer: x',
    'proxy-connection: close',
    'set-cookie: a=b',
    'connection: close',
    'connection: keep-alive, x-a',
    'connection:',
    'content-length:',
    'content-length: -1',
    'content-length: 1, 1',
    'content-length: 0x1',
    'content-length: 262145',
    'content-length: 99999999999999999999',
    'Host: b',
    'X-A: 1\r\nx-a: 1',
    'content-length: 1\r\nContent-Length: 1',
    '__proto__: x',
    'constructor: x',
    'x a: 1',
    'x-a : 1',
    ' x-a: 1',
    'x-a: 1\r\n folded',
    ': 1',
    'x-a',
    'x-a: \0',
    'x-a: \x7f',
    'x-a: a\rb',
    'x-a: a\nb: c',
    'x-\u00e4: 1',
  ])('for it says %j', (line) => {
    expect(read(having(line))).toBe('odd');
  });

  it.each([
    'POST /v1/chat HTTP/1.0\r\nhost: a\r\n\r\n',
    'POST /v1/chat HTTP/1.1\r\nx-a: b\r\n\r\n',
    'POST /v1/chat HTTP/1.1\r\n\r\n',
    'POST  /v1/chat HTTP/1.1\r\nhost: a\r\n\r\n',
    'POST /v1/ch at HTTP/1.1\r\nhost: a\r\n\r\n',
    'POST /v1/ch\u00e4t HTTP/1.1\r\nhost: a\r\n\r\n',
    'POST /v1/chat HTTP/1.1 \r\nhost: a\r\n\r\n',
    'POST /v1/chat HTTP/1.1\nhost: a\r\n\r\n',
    'POST http://a/v1/chat HTTP/1.1\r\nhost: a\r\n\r\n',
    'OPTIONS /v1/chat HTTP/1.1\r\nhost: a\r\n\r\n',
  ])('for it is %j', (text) => {
    expect(read(text)).toBe('odd');
  });
});
