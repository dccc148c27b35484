import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { jest } from '@jest/globals';
import { readBytes } from './body-bytes.js';

describe('readBytes', () => {
  afterEach(() => jest.restoreAllMocks());

  it('keeps few pieces of a body that comes a byte at a time, and copies each only so often', () => {
    const join = Buffer.concat.bind(Buffer);
    const joined: number[] = [];
    let copied = 0;
    jest.spyOn(Buffer, 'concat').mockImplementation((pieces, length) => {
      joined.push(pieces.length);
      const whole = join(pieces, length);
      copied += whole.length;
      return whole;
    });
    const request = Object.assign(new EventEmitter(), { headers: {} }) as unknown as IncomingMessage;
    const bodies: Buffer[] = [];
    readBytes(
      request,
      (body) => bodies.push(body),
      () => undefined,
    );
    const sent = Buffer.from('0123456789'.repeat(20_000));
    for (let at = 0; at < sent.length; at += 1) request.emit('data', sent.subarray(at, at + 1));
    request.emit('end');
    expect(bodies.map((body) => body.equals(sent))).toEqual([true]);
    expect(Math.max(...joined)).toBeLessThan(2048);
    expect(copied).toBeLessThan(3 * sent.length);
  });
});
