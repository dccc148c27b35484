import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { Keyring } from './keyring.js';
import { SecretBox, type Place } from './secret-box.js';

const KEYS: Readonly<Record<string, Buffer>> = { t1: randomBytes(32), t2: randomBytes(32) };
const PLACE: Place = { tenantId: 't1', table: 'credentials', column: 'sealed', rowId: 'r1' };

const box = new SecretBox({
  tenantKey: (tenantId: string) => Promise.resolve({ version: 1, key: KEYS[tenantId] }),
} as unknown as Keyring);

describe('SecretBox', () => {
  it('opens what it sealed, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        expect(await box.open(PLACE, await box.seal(PLACE, text))).toBe(text);
      }),
    );
  });

  it('seals the same text differently each time', async () => {
    const [one, other] = await Promise.all([box.seal(PLACE, 'secret'), box.seal(PLACE, 'secret')]);
    expect(one.equals(other)).toBe(false);
  });

  it.each<[string, Partial<Place>]>([
    ['another tenant', { tenantId: 't2' }],
    ['another table', { table: 'key_secrets' }],
    ['another column', { column: 'other' }],
    ['another row', { rowId: 'r2' }],
  ])('does not open what was moved to %s', async (_where, moved) => {
    const sealed = await box.seal(PLACE, 'secret');
    await expect(box.open({ ...PLACE, ...moved }, sealed)).rejects.toThrow('unable to authenticate data');
  });

  it('does not open what was changed by one bit', async () => {
    const sealed = await box.seal(PLACE, 'secret');
    sealed[sealed.length - 1]! ^= 1;
    await expect(box.open(PLACE, sealed)).rejects.toThrow('unable to authenticate data');
  });
});
