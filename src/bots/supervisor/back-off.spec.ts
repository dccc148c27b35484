import { backOffMs } from './back-off.js';

describe('backOffMs', () => {
  it.each([
    [1, 0, 1_000],
    [2, 0, 2_000],
    [5, 0, 16_000],
    [100, 0, 300_000],
    [1, 1, 500],
    [3, 0.5, 3_000],
  ])('after %i failures, with the lot %d, is %i', (failures, lot, expected) => {
    expect(backOffMs(failures, () => lot)).toBe(expected);
  });
});
