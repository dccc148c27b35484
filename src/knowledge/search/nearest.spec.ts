import { NearestHits } from './nearest.js';
import { fuseRanks } from './rank-fusion.js';
import { BadVectorError, cosine, readVector, toUnitVector } from './vectors.js';

describe('NearestHits', () => {
  it('keeps the best of all pages, the nearest first', () => {
    const hits = new NearestHits(2);
    const question = Float32Array.of(1, 0, 0, 0, 0);
    const page = (ids: string[], firsts: number[]) => ({
      ids,
      vectors: Float32Array.from(firsts.flatMap((first) => [first, 9, 9, 9, 9])),
    });
    hits.scan(page(['a', 'b', 'c'], [0.25, 0.75, 0.5]), question);
    hits.scan(page(['d', 'e'], [0.625, -1]), question);
    expect(hits.list()).toEqual([
      { id: 'b', cosine: 0.75 },
      { id: 'd', cosine: 0.625 },
    ]);
  });
});

describe('fuseRanks', () => {
  it('puts in front what several rankings hold', () => {
    expect([
      ...fuseRanks([
        ['a', 'b'],
        ['b', 'c'],
      ]),
    ]).toEqual([
      ['b', 1 / 62 + 1 / 61],
      ['a', 1 / 61],
      ['c', 1 / 62],
    ]);
  });
});

describe('vectors', () => {
  it('have length 1', () => {
    expect([...toUnitVector([3, 4])]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
    expect([...toUnitVector([0, 0])]).toEqual([0, 0]);
  });

  it.each([[[NaN]], [[Infinity, 1]], [Array<number>(16_385).fill(1)]])('refuse what is none', (numbers) => {
    expect(() => toUnitVector(numbers)).toThrow(BadVectorError);
  });

  it('are read as they were written', () => {
    const written = Buffer.concat([Buffer.from([7]), Buffer.from(Float32Array.of(0.5, -2).buffer)]);
    expect([...readVector(written.subarray(1))]).toEqual([0.5, -2]);
  });

  it('of other lengths have nothing in common', () => {
    expect(cosine(Float32Array.of(1), Float32Array.of(1, 0))).toBe(0);
  });
});
