import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { flagsOf, saidOfFlag } from './flags.js';

describe('flagsOf', () => {
  const command = new Command()
    .option('--requests-per-minute <count>')
    .option('--budget <amount>')
    .option('--alert-at <percents>')
    .option('--key <key>')
    .option('--expires <when>')
    .option('--by <what>')
    .option('-q, --quiet');

  it.each([
    ['requests_per_minute', '--requests-per-minute'],
    ['budgets', '--budget'],
    ['budgets.0.amount', '--budget'],
    ['budgets[1].alert_at_percent', '--alert-at'],
    ['key_id', '--key'],
    ['expires_at', '--expires'],
    ['group_by', '--by'],
    ['constructor', null],
    ['name', null],
    ['', null],
  ])('knows what fills %j', (field, flag) => {
    expect(flagsOf(command)(field)).toBe(flag);
  });

  it('knows nothing before a command runs', () => {
    expect(flagsOf(null)('budgets')).toBeNull();
  });
});

describe('saidOfFlag', () => {
  it.each([
    ['limit', 'Field limit must be an integer', '--x must be an integer'],
    ['key_id', 'key_id must be the id of an API key', '--x must be the id of an API key'],
    ['alert_url', 'Field alert_url: not public', '--x: not public'],
    ['budgets.0.amount', 'amount must not be less than 0', '--x must not be less than 0'],
    ['budgets.0.amount', 'Field budgets.0.amount is too long', '--x is too long'],
    ['to', 'towns must be known', '--x: towns must be known'],
  ])('puts the option in the place of %j', (field, message, said) => {
    expect(saidOfFlag('--x', { field, message })).toBe(said);
  });
});
