import { createHmac, randomBytes } from 'node:crypto';
import { KeyedHash } from './keyed-hash.js';

describe('KeyedHash', () => {
  const key = randomBytes(32);
  const keyed = new KeyedHash(key);
  const byNode = (text: string) => createHmac('sha256', key).update(text).digest('hex');

  it.each(['', 'lbk_short', 'ключ', 'x'.repeat(85), 'x'.repeat(86), 'ü'.repeat(128), 'long'.repeat(10_000)])(
    'is HMAC-SHA-256',
    (text) => {
      expect(keyed.of(text, 'hex')).toBe(byNode(text));
    },
  );

  it('keeps nothing of the text before', () => {
    keyed.of('a much longer text than the next one', 'hex');

    expect(keyed.of('next', 'hex')).toBe(byNode('next'));
  });

  it('agrees with the second test case of RFC 4231', () => {
    const hash = new KeyedHash(Buffer.from('Jefe')).of('what do ya want for nothing?', 'hex');

    expect(hash).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  it('takes no key that RFC 2104 would hash first', () => {
    expect(() => new KeyedHash(Buffer.alloc(65))).toThrow('A key longer than a block would have to be hashed first');
  });
});
