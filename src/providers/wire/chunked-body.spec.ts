import { ChunkedBody } from './chunked-body.js';

const BODY = 'd\r\nHello, world!\r\n5;note="a"\r\n12345\r\n1 \r\nx\r\n0\r\nchecksum: 1\r\n\r\n';
const DATA = 'Hello, world!12345x';

/** All data of a body that comes in these pieces. */
function dataOf(body: ChunkedBody, pieces: readonly string[]): string {
  return pieces
    .map((piece) => {
      const bytes = Buffer.from(piece);
      body.take(bytes, 0);
      return bytes.toString('latin1', body.from, body.to);
    })
    .join('');
}

describe('a body in chunks', () => {
  it('is read in one piece', () => {
    const body = new ChunkedBody();
    expect(dataOf(body, [BODY])).toBe(DATA);
    expect([body.isDone, body.end]).toEqual([true, BODY.length]);
  });

  it('is read whatever pieces it comes in', () => {
    for (let size = 1; size < BODY.length; size += 1) {
      const body = new ChunkedBody();
      const pieces = Array.from({ length: Math.ceil(BODY.length / size) }, (_, at) =>
        BODY.slice(at * size, (at + 1) * size),
      );
      expect(dataOf(body, pieces)).toBe(DATA);
      expect(body.isDone).toBe(true);
    }
  });

  it('is told from what stands before and after it', () => {
    const body = new ChunkedBody();
    const bytes = Buffer.from(`head${BODY}more`);
    body.take(bytes, 4);
    expect(bytes.toString('latin1', body.from, body.to)).toBe(DATA);
    expect([body.isDone, body.end]).toEqual([true, 4 + BODY.length]);
  });

  it('may have an extension with each of its chunks', () => {
    const chunk = `1;signature=${'a'.repeat(100)}\r\nx\r\n`;
    const body = new ChunkedBody();
    expect(dataOf(body, [`${chunk.repeat(500)}0\r\n\r\n`])).toBe('x'.repeat(500));
    expect(body.isDone).toBe(true);
  });

  it('is not done before its last line', () => {
    const body = new ChunkedBody();
    dataOf(body, [BODY.slice(0, -1)]);
    expect(body.isDone).toBe(false);
  });

  it.each([
    ['a size that is no number', 'zz\r\n', 'a chunk has no size'],
    ['no size', '\r\n', 'a chunk has no size'],
    ['a negative size', '-1\r\n', 'a chunk has no size'],
    ['a size that cannot be', `${'f'.repeat(13)}\r\n`, 'a chunk has no size that can be'],
    ['a size that ends in a line feed', '1\nx\r\n', 'a chunk has no size'],
    ['more data than told', '1\r\nxy\r\n', 'its chunks are not framed'],
    ['a carriage return alone', '1\rx', 'its chunks are not framed'],
    ['a line feed in an extension', '1;a\nb', 'its chunks are not framed'],
    ['an extension without end', `1;${'a'.repeat(17_000)}`, 'its chunks are not framed'],
    ['last lines without end', `0\r\n${'a: b\r\n'.repeat(6_000)}`, 'its chunks are not framed'],
  ])('is refused with %s', (_what, text, message) => {
    expect(() => dataOf(new ChunkedBody(), [text])).toThrow(`The answer is not HTTP: ${message}`);
  });
});
