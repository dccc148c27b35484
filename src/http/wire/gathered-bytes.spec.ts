import { GatheredBytes } from './gathered-bytes.js';

describe('GatheredBytes', () => {
  it('joins what it was given, and begins anew', () => {
    const gathered = new GatheredBytes();
    expect(gathered.take()).toHaveLength(0);
    const sent = Buffer.from('0123456789'.repeat(1000));
    for (let at = 0; at < sent.length; at += 1) gathered.add(sent.subarray(at, at + 1));
    expect(gathered.length).toBe(sent.length);
    const taken = gathered.take();
    expect(taken.equals(sent)).toBe(true);
    expect(gathered.length).toBe(0);
    gathered.add(Buffer.from('next'));
    expect(gathered.take().toString()).toBe('next');
    expect(taken.equals(sent)).toBe(true);
  });
});
