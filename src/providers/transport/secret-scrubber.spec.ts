import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { secretScrubber } from './secret-scrubber.js';

describe('secretScrubber', () => {
  const secret = 'sk-a"b/c+d e\\f=9';
  const scrub = secretScrubber([secret]);

  it.each([
    ['as it is', secret],
    ['inside JSON', JSON.stringify({ key: secret })],
    ['in a URL', encodeURIComponent(secret)],
    ['in a URL, lower case escapes', encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
    ['in a form', new URLSearchParams({ key: secret }).toString()],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
    ['in a Basic header', Buffer.from(`user:${secret}`).toString('base64')],
    ['in a Basic header, shifted', Buffer.from(`me:${secret}:more`).toString('base64')],
  ])('removes a secret %s', (_how, text) => {
    const clean = scrub(`before ${text} after`);

    expect(clean).toContain('***');
    expect(clean).toMatch(/^before .* after$/);
    expect(clean).not.toContain(text);
  });

  it('removes a short secret only where it stands alone', () => {
    expect(secretScrubber(['abc'])('key abc, "abc" and abcdef')).toBe('key ***, "***" and abcdef');
  });

  it('removes the longer of two secrets whole', () => {
    expect(secretScrubber(['secret-1', 'secret-1-longer'])('is secret-1-longer')).toBe('is ***');
  });

  it('removes a secret that is as long as one may be', () => {
    const long = randomBytes(16_384).toString('base64').slice(0, 16_384);
    const spellings = [long, encodeURIComponent(long), Buffer.from(long).toString('base64')];

    expect(secretScrubber([long])(spellings.join(' and '))).toMatch(/^\*\*\* and \*\*\* and \*\*\*\w?=*$/);
  });

  it('leaves a text alone when there is no secret', () => {
    expect(secretScrubber([])('sk-1')).toBe('sk-1');
    expect(secretScrubber([''])('sk-1')).toBe('sk-1');
  });

  it('lets no secret of any make through', () => {
    const anySecret = fc.string({ minLength: 6, unit: 'grapheme' }).filter((key) => !key.includes('*'));
    fc.assert(
      fc.property(anySecret, (key) => {
        expect(secretScrubber([key])(`<${key}> ${JSON.stringify(key)}`)).not.toContain(key);
      }),
    );
  });
});
