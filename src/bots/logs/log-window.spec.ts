import { logWindow } from './log-window.js';

const held = [5, 6, 7, 8, 9].map((seqId) => ({ seqId }));
const ask = (from: number, most: number) => logWindow(held, from, most).map(({ seqId }) => seqId);

describe('logWindow', () => {
  it.each([
    [-1, 3, [7, 8, 9]],
    [-7, 2, [8, 9]],
    [-1, 99, [5, 6, 7, 8, 9]],
    [7, 2, [6, 7]],
    [5, 10, [5]],
    [9, 1, [9]],
    [7, 0, []],
    [4, 10, []],
    [10, 1, [5]],
    [11, 1, []],
    [12, 3, [5]],
    [13, 3, []],
  ])('from %i, %i at most', (from, most, expected) => {
    expect(ask(from, most)).toEqual(expected);
  });

  it('is empty where nothing is held', () => {
    expect(logWindow([], -1, 10)).toEqual([]);
  });
});
