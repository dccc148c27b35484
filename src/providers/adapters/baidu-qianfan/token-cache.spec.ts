import { TokenCache } from './token-cache.js';

describe('TokenCache', () => {
  const made = (values: string[], expires: number) => {
    return (): Promise<{ value: string; expires: number }> =>
      Promise.resolve({ value: values.shift() ?? 'none left', expires });
  };

  it('makes a token once for the same secrets, and one for each pair', async () => {
    const cache = new TokenCache(10, () => 0);
    const make = made(['one', 'two'], 3_600_000);

    expect(await cache.get(['a', 'bc'], make)).toBe('one');
    expect(await cache.get(['a', 'bc'], make)).toBe('one');
    expect(await cache.get(['ab', 'c'], make)).toBe('two');
  });

  it('makes a new one shortly before the old one expires', async () => {
    let now = 0;
    const cache = new TokenCache(10, () => now);
    const make = made(['one', 'two'], 100_000);
    await cache.get(['a'], make);
    now = 39_999;
    expect(await cache.get(['a'], make)).toBe('one');
    now = 40_000;

    expect(await cache.get(['a'], make)).toBe('two');
  });

  it('keeps no more than it may, and forgets when told', async () => {
    const cache = new TokenCache(1, () => 0);
    const make = made(['one', 'two', 'three', 'four'], 3_600_000);
    await cache.get(['a'], make);
    await cache.get(['b'], make);
    expect(await cache.get(['a'], make)).toBe('three');
    cache.forget(['a']);

    expect(await cache.get(['a'], make)).toBe('four');
  });

  it('keeps nothing of a failure', async () => {
    const cache = new TokenCache(10, () => 0);
    await expect(cache.get(['a'], () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');

    expect(await cache.get(['a'], made(['one'], 3_600_000))).toBe('one');
  });
});
