import { describe, expect, it } from '@jest/globals';
import { budgets, percents, removable } from './budgets.js';

describe('budgets', () => {
  it('are read one after the other', () => {
    const first = budgets('25usd/month', undefined);
    expect(budgets('1000000 Tokens/day', first)).toEqual([
      { amount: 25, unit: 'usd', period: 'month' },
      { amount: 1_000_000, unit: 'tokens', period: 'day' },
    ]);
    expect(budgets('0.000001usd/hour', undefined)).toEqual([{ amount: 0.000001, unit: 'usd', period: 'hour' }]);
  });

  it.each(['25', '25usd', '25eur/month', '25usd/year', '-1usd/day', '1e3usd/day', 'usd/day', '25usd/month/day', ''])(
    'are not %j',
    (text) => {
      expect(() => budgets(text, undefined)).toThrow('Say it like 25usd/month');
    },
  );
});

describe('percents', () => {
  it('are a comma list', () => {
    expect(percents('80,100', undefined)).toEqual([80, 100]);
    expect(percents('100%', [80])).toEqual([80, 100]);
    for (const wrong of ['', ',', '80,much', '-5', '0.8']) {
      expect(() => percents(wrong, undefined)).toThrow('Say it like 80,100.');
    }
  });
});

describe('removable', () => {
  it('is a part of a limit, or a budget', () => {
    expect(removable('usd/month', removable('parallel', undefined))).toEqual(['parallel', 'usd/month']);
    for (const wrong of ['', 'model', 'usd', 'usd/year', 'eur/month', 'usd/month/day']) {
      expect(() => removable(wrong, undefined)).toThrow('or a budget like usd/month.');
    }
  });
});
