import { plainUsage } from '../calls/token-usage.js';
import { PriceList } from './price-list.js';

const list = (usdPerMillion: object, longPrompt: { above: number; usdPerMillion: object } | null = null): PriceList =>
  new PriceList({ usdPerMillion, longPrompt });

describe('a price list', () => {
  it('rounds the sum once, to the nearest millionth of a dollar', () => {
    const cheap = list({ input: '0.15', output: '0.6' });
    expect(cheap.costOf(plainUsage(1, 0))).toBe(0);
    expect(cheap.costOf(plainUsage(1, 1))).toBe(1);
    expect(cheap.costOf(plainUsage(1_000_000, 1_000_000))).toBe(750_000);
    expect(cheap.costOf(plainUsage(10, 0))).toBe(2);
  });

  it('is never more than sums can hold, whatever others say', () => {
    const dear = list({ input: '1', output: '999999999' });
    expect(dear.costOf(plainUsage(0, 1e9))).toBe(1e12);
    expect(dear.mostFor(0, 1e9)).toBe(1e12);
  });

  it('prices each kind of token once', () => {
    const usage = {
      inputTokens: 100,
      outputTokens: 50,
      cachedInputTokens: 60,
      cacheWriteTokens: 10,
      reasoningTokens: 20,
    };
    const dear = list({ input: '10', output: '100', cacheRead: '1', cacheWrite: '20', reasoning: '1000' });
    expect(dear.costOf(usage)).toBe(30 * 10 + 60 * 1 + 10 * 20 + 30 * 100 + 20 * 1000);
    expect(list({ input: '10', output: '100' }).costOf(usage)).toBe(100 * 10 + 50 * 100);
  });

  it('has other prices for long prompts', () => {
    const tiered = list({ input: '1', output: '10' }, { above: 1000, usdPerMillion: { input: '2' } });
    expect(tiered.costOf(plainUsage(1000, 1))).toBe(1010);
    expect(tiered.costOf(plainUsage(1001, 1))).toBe(2012);
  });

  it('does not know what has no price', () => {
    expect(list({ input: '1' }).costOf(plainUsage(5, 5))).toBeNull();
    expect(list({ input: '1' }).costOf(plainUsage(5, 0))).toBe(5);
    expect(list({ second: '100' }).costOf(plainUsage(0, 5))).toBeNull();
  });

  it('counts searches and characters where those are paid for', () => {
    expect(list({ query: '2000' }).costOf(plainUsage(500), { queries: 1 })).toBe(2000);
    expect(list({ character: '15' }).costOf(plainUsage(0), { characters: 10 })).toBe(150);
    expect(list({ input: '1' }).costOf(plainUsage(500), { queries: 1 })).toBe(500);
  });

  it.each([
    [100, 50],
    [0, 0],
    [5000, 1],
  ])('never says less at most than it costs (%i, %i)', (input, output) => {
    const dear = list({ input: '0.3', output: '7.77', cacheRead: '0.03', cacheWrite: '3.75', reasoning: '9' });
    const worst = { ...plainUsage(input, output), cacheWriteTokens: input, reasoningTokens: output };
    expect(dear.mostFor(input, output)).toBeGreaterThanOrEqual(dear.costOf(worst) ?? Infinity);
  });
});
