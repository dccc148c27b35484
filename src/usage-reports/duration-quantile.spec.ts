import { durationQuantile } from './duration-quantile.js';

const within = (counts: Record<number, number>) => Array.from({ length: 11 }, (_, place) => counts[place] ?? 0);

describe('durationQuantile', () => {
  it.each([
    [within({}), 0.5, null],
    [within({ 0: 10 }), 0.5, 25],
    [within({ 0: 10 }), 0.95, 48],
    [within({ 1: 4 }), 0.5, 75],
    [within({ 0: 5, 3: 5 }), 0.5, 50],
    [within({ 0: 5, 3: 5 }), 0.9, 450],
    [within({ 9: 1 }), 0.5, 45_000],
    [within({ 0: 1, 10: 9 }), 0.5, 60_000],
  ])('of %j at %d is %j', (durations, share, expected) => {
    expect(durationQuantile(durations, share)).toBe(expected);
  });
});
