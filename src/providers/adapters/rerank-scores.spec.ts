import { bestFirst } from './rerank-scores.js';

describe('bestFirst', () => {
  it('orders by score, and leaves out what has none or stands for no document', () => {
    const list = [
      { index: 0, score: 0.1 },
      { index: 1, score: 0.9 },
      { index: 2, score: 1 },
      { index: -1, score: 1 },
      { index: 0.5, score: 1 },
      { index: '0', score: 1 },
      { score: 1 },
      { index: 1, score: '1' },
      null,
    ];

    expect(bestFirst(list, 2, ({ score }) => score)).toEqual([
      { index: 1, score: 0.9 },
      { index: 0, score: 0.1 },
    ]);
  });

  it('finds none in what is no list', () => {
    expect(bestFirst({ index: 0, score: 1 }, 1, ({ score }) => score)).toEqual([]);
  });
});
