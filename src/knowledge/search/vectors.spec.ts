import { BadVectorError, toUnitVector } from './vectors.js';

it('makes vectors of length 1, and keeps those of zeros', () => {
  expect([...toUnitVector([3, 4])]).toEqual([expect.closeTo(0.6), expect.closeTo(0.8)]);
  expect([...toUnitVector([0, 0])]).toEqual([0, 0]);
});

it.each([
  ['empty', []],
  ['too long', Array<number>(20_000).fill(1)],
  ['of no numbers', [NaN, 1]],
])('refuses vectors that are %s', (_, numbers) => {
  expect(() => toUnitVector(numbers)).toThrow(BadVectorError);
});
