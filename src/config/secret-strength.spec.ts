import { weaknessOf } from './secret-strength.js';

const KNOWN = 'is a well-known value';
const DULL = 'repeats too few different characters';

describe('weaknessOf', () => {
  it.each([
    ['short', 'must have at least 12 characters'],
    ['aaaaaaaaaaaaaaaa', DULL],
    ['0000000000000000', DULL],
    ['abababababab', DULL],
    ['password12345', KNOWN],
    ['Password123!', KNOWN],
    ['P4ssw0rd!!!!', KNOWN],
    ['changeme1234', KNOWN],
    ['change-me-please', KNOWN],
    ['administrator', KNOWN],
    ['passwordpassword', KNOWN],
    ['infini_rag_flow', KNOWN],
    ['123456789012', KNOWN],
    ['qwertyuiopas', KNOWN],
    ['abcdefghijklmnop', KNOWN],
    ['latchkey-2026', KNOWN],
  ])('finds %s weak', (secret, weakness) => {
    expect(weaknessOf(secret, 12)).toBe(weakness);
  });

  it.each(['Correct-horse-77', 'blue kettle on the hill', 'xK9$mQ2vRt7w', '7f3a9c1be2d84'])(
    'lets %s pass',
    (secret) => {
      expect(weaknessOf(secret, 12)).toBeNull();
    },
  );
});
