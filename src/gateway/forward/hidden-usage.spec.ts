import fc from 'fast-check';
import { HiddenUsage } from './hidden-usage.js';

const USAGE = 'data: {"id":"1","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}';
const EVENTS = [
  'data: {"id":"1","choices":[{"delta":{"content":"Grüße 😀"}}],"usage":null}',
  ': keep-alive',
  'data: {"id":"1","choices":[{"delta":{"content":"the word \\"usage\\""}}]}',
  'data: {"id":"1","choices":[{"delta":{}}],"usage":{"prompt_tokens":1}}',
  'data: {"choices":[],"usage":null}',
  'data: [DONE]',
];

/** The whole stream as a client would get it, cut at these places. */
function passed(stream: Buffer, cuts: readonly number[]): Buffer {
  const hidden = new HiddenUsage();
  const places = [0, ...[...cuts].sort((one, other) => one - other), stream.length];
  const pieces = places.slice(1).map((to, index) => hidden.take(stream.subarray(places[index], to)));
  return Buffer.concat([...pieces, hidden.rest()].filter((piece) => piece !== null));
}

describe.each([
  ['line feeds', '\n'],
  ['carriage returns and line feeds', '\r\n'],
  ['carriage returns', '\r'],
])('HiddenUsage, of a stream whose lines end with %s', (_what, line) => {
  const written = (events: readonly string[]) => Buffer.from(events.map((event) => event + line + line).join(''));
  const stream = written([...EVENTS.slice(0, 5), USAGE, ...EVENTS.slice(5)]);
  const expected = written(EVENTS).toString();

  it('takes out exactly the event with the usage, wherever the stream is cut in two', () => {
    for (let cut = 0; cut <= stream.length; cut += 1) expect(passed(stream, [cut]).toString()).toBe(expected);
  });

  it('does so when it comes a byte at a time', () => {
    const everywhere = Array.from({ length: stream.length }, (_, at) => at);
    expect(passed(stream, everywhere).toString()).toBe(expected);
  });

  it('does so however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
        expect(passed(stream, cuts).toString()).toBe(expected);
      }),
    );
  });

  it('takes it out where the blank line after it is missing', () => {
    expect(passed(Buffer.concat([written(EVENTS), Buffer.from(USAGE)]), [3]).toString()).toBe(expected);
  });
});

describe('HiddenUsage', () => {
  it('passes on any other bytes as they are, however they are cut', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
    const lines = fc.array(fc.constantFrom('\n', '\r', 'data: ', '"usage"', '{', '}', 'é'), { maxLength: 60 });
    const streams = fc.oneof(
      bytes,
      lines.map((parts) => Buffer.from(parts.join(''))),
    );
    fc.assert(
      fc.property(streams, fc.array(fc.nat(300), { maxLength: 10 }), (stream, cuts) => {
        const within = cuts.map((cut) => Math.min(cut, stream.length));
        expect(passed(stream, within).toString('hex')).toBe(stream.toString('hex'));
      }),
    );
  });

  it('passes an event on as soon as it is whole', () => {
    const hidden = new HiddenUsage();
    expect(hidden.take(Buffer.from('data: 1\n'))).toBeNull();
    expect(hidden.take(Buffer.from('\ndata: 2'))?.toString()).toBe('data: 1\n\n');
    expect(hidden.take(Buffer.from('\n\n'))?.toString()).toBe('data: 2\n\n');
    expect(hidden.rest()).toBeNull();
  });

  it('holds no more than a megabyte of a line that does not end', () => {
    const hidden = new HiddenUsage();
    const piece = Buffer.alloc(64 * 1024, 'x');
    const passedOn = Array.from({ length: 17 }, () => hidden.take(piece)?.length ?? 0);
    expect(passedOn).toEqual([...Array<number>(16).fill(0), 17 * 64 * 1024]);
  });
});
