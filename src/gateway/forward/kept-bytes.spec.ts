import { KeptBytes } from './kept-bytes.js';

describe('KeptBytes', () => {
  it('keeps what came, in its order', () => {
    const kept = new KeptBytes();
    for (const piece of ['a', 'bc', 'd']) kept.add(Buffer.from(piece));
    expect([kept.size, kept.joined().toString(), kept.size]).toEqual([4, 'abcd', 4]);
    expect([kept.taken().toString(), kept.size, kept.joined().length]).toEqual(['abcd', 0, 0]);
  });

  it('does not copy a single piece', () => {
    const piece = Buffer.from('abc');
    const kept = new KeptBytes();
    kept.add(piece);
    expect(kept.joined()).toBe(piece);
  });

  it('forgets from the front, inside of a piece too', () => {
    const kept = new KeptBytes();
    for (const piece of ['aaa', 'bbb', 'cc']) kept.add(Buffer.from(piece));
    kept.keepLast(4);
    expect([kept.size, kept.joined().toString()]).toEqual([4, 'bbcc']);
    kept.keepLast(9);
    expect(kept.joined().toString()).toBe('bbcc');
  });

  it('holds to its bounds when everything comes a byte at a time', () => {
    const kept = new KeptBytes();
    for (let at = 0; at < 100_000; at += 1) {
      kept.add(Buffer.from([at % 251]));
      kept.keepLast(10_000);
    }
    expect(kept.size).toBe(10_000);
    expect([...kept.joined().subarray(-3)]).toEqual([99_997 % 251, 99_998 % 251, 99_999 % 251]);
  });
});
