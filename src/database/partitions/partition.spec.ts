import { partitionAfter, partitionAt, partitionNamed } from './partition.js';

const TIME = new Date('2026-12-31T23:59:59.999Z');

describe('a partition', () => {
  it.each([
    ['day', 'usage_2026_12_31', '2026-12-31', 'usage_2027_01_01'],
    ['month', 'usage_2026_12', '2026-12-01', 'usage_2027_01'],
    ['year', 'usage_2026', '2026-01-01', 'usage_2027'],
  ] as const)('of a %s ends where the next begins', (period, name, from, next) => {
    const partition = partitionAt('usage', period, TIME);
    const until = new Date('2027-01-01T00:00:00Z');
    expect(partition).toEqual({ name, table: 'usage', period, from: new Date(`${from}T00:00:00Z`), until });
    expect(partitionAfter(partition)).toMatchObject({ name: next, from: until });
    expect(partitionNamed('usage', period, name)).toEqual(partition);
  });

  it('knows leap years', () => {
    const february = partitionAt('usage', 'day', new Date('2028-02-28T12:00:00Z'));
    expect(partitionAfter(february).name).toBe('usage_2028_02_29');
  });

  it.each([
    'usage',
    'usage_old',
    'usage_2026',
    'usage_2026_13',
    'usage_2026_12_31',
    'usages_2026_12',
    'x_usage_2026_12',
  ])('of a month is not named %s', (name) => {
    expect(partitionNamed('usage', 'month', name)).toBeNull();
  });
});
