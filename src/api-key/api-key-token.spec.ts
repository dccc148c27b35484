import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import type { TokenHash } from '../crypto/token-hash.js';
import { ApiKeyTokens, generateBeta, maskToken, PREFIXES } from './api-key-token.js';

const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const hash: Pick<TokenHash, 'digest' | 'checksum'> = {
  digest: (token) => createHmac('sha256', 'pepper').update(token).digest(),
  checksum: (text, characters) =>
    createHmac('sha256', 'checksum').update(text).digest('base64url').slice(0, characters),
};

const tokens = new ApiKeyTokens(hash as TokenHash);
const prefixes = fc.constantFrom(...Object.values(PREFIXES));

describe('ApiKeyTokens', () => {
  it('makes tokens of the length that both systems’ keys have, and knows them', () => {
    fc.assert(
      fc.property(prefixes, (prefix) => {
        const token = tokens.generate(prefix);
        expect(token).toMatch(new RegExp(`^${prefix}[A-Za-z0-9_-]{43}$`));
        expect(tokens.isGenuine(token)).toBe(true);
      }),
    );
  });

  it('tells every change of one character', () => {
    const change = fc.tuple(prefixes, fc.nat(42), fc.constantFrom(...Array.from(URL_SAFE)));
    fc.assert(
      fc.property(change, ([prefix, place, character]) => {
        const token = tokens.generate(prefix);
        const at = prefix.length + place;
        fc.pre(token[at] !== character);
        expect(tokens.isGenuine(token.slice(0, at) + character + token.slice(at + 1))).toBe(false);
      }),
    );
  });

  it('takes tokens as exact strings', () => {
    const token = tokens.generate(PREFIXES.latchkey);
    const others = [
      ` ${token}`,
      `${token} `,
      `${token}=`,
      `${token}\n`,
      token.toUpperCase(),
      encodeURIComponent(`${token}%`),
    ];
    expect(others.filter((other) => tokens.isGenuine(other))).toEqual([]);
  });

  it('does not mix up the prefixes', () => {
    const token = tokens.generate(PREFIXES.latchkey);
    expect(tokens.isGenuine(token.replace(PREFIXES.latchkey, PREFIXES.ragflow))).toBe(false);
  });

  it('judges any text without a fault', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !tokens.isGenuine(text)));
  });
});

describe('maskToken', () => {
  it('shows the first eight and the last four characters', () => {
    expect(maskToken('lbk_abcdefghijklmnopqrstuvwxyz')).toBe('lbk_abcd…wxyz');
  });
});

describe('generateBeta', () => {
  it('makes 32 URL-safe characters', () => {
    expect(generateBeta()).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });
});
