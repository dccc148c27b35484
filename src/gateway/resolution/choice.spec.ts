import fc from 'fast-check';
import { shuffled, weightedOrder } from './choice.js';

describe('weightedOrder', () => {
  it('puts the greatest draw first, weighed', () => {
    const draws = [0.5, 0.5, 0.9];
    const items = [
      { name: 'a', weight: 1 },
      { name: 'b', weight: 10 },
      { name: 'c', weight: 1 },
    ];
    expect(weightedOrder(items, () => draws.shift() ?? 0).map(({ name }) => name)).toEqual(['b', 'c', 'a']);
  });

  it('leads with each as often as its weight says', () => {
    let seed = 42;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const items = [
      { name: 'a', weight: 3 },
      { name: 'b', weight: 1 },
    ];
    const leads = Array.from({ length: 4_000 }, () => weightedOrder(items, random)[0]?.name);
    const share = leads.filter((name) => name === 'a').length / leads.length;
    expect(share).toBeGreaterThan(0.72);
    expect(share).toBeLessThan(0.78);
  });
});

describe('shuffled', () => {
  it('keeps every item, once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), (items) => {
        const byNumber = (one: number, other: number) => one - other;
        expect([...shuffled(items)].sort(byNumber)).toEqual([...items].sort(byNumber));
      }),
    );
  });
});
