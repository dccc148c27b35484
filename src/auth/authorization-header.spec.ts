import fc from 'fast-check';
import { isDoubled, tokenOf } from './authorization-header.js';

describe('tokenOf', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['BEARER   abc', 'abc'],
    ['Bearer\tabc', 'abc'],
    ['  Bearer abc  ', 'abc'],
    ['abc', 'abc'],
    ['Bearerabc', 'Bearerabc'],
    ['Bearer', ''],
    ['Bearer ', ''],
    ['Bearer Bearer abc', 'Bearer abc'],
    ['Basic abc', 'Basic abc'],
    ['', ''],
    ['   ', ''],
    [undefined, ''],
  ])('reads %j as %j', (header, token) => {
    expect(tokenOf(header)).toBe(token);
  });

  it('takes a token for itself, with a scheme or bare', () => {
    const token = fc.stringMatching(/^[A-Za-z0-9_.-]{8,60}$/).filter((text) => !/^bearer$/i.test(text));
    fc.assert(fc.property(token, (text) => tokenOf(text) === text && tokenOf(`Bearer ${text}`) === text));
  });
});

describe('isDoubled', () => {
  const request = (...rawHeaders: string[]) => ({ raw: { rawHeaders } }) as unknown as Parameters<typeof isDoubled>[0];

  it('counts a header whatever the case of its name', () => {
    expect(isDoubled(request('X-Api-Key', 'a', 'x-api-key', 'b'), 'x-api-key')).toBe(true);
  });

  it('counts names alone, not values', () => {
    expect(isDoubled(request('x-api-key', 'x-api-key', 'accept', 'x-api-key'), 'x-api-key')).toBe(false);
  });
});
