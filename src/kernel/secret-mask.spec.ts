import { looksMasked, maskSecret } from './secret-mask.js';

describe('maskSecret', () => {
  it.each([
    ['', '***'],
    ['sk-...', '***'],
    ['x'.repeat(15), '***'],
    ['abcdefgh1234wxyz', 'abcdefgh…wxyz'],
  ])('draws %j as %j', (secret, mask) => {
    expect(maskSecret(secret)).toBe(mask);
  });

  it('draws what looksMasked recognises, and nothing else is', () => {
    expect(['***', 'abcdefgh…wxyz', 'sk-...', '****'].map(looksMasked)).toEqual([true, true, false, false]);
  });
});
