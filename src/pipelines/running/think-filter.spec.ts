import fc from 'fast-check';
import { ThinkFilter } from './think-filter.js';

function filtered(pieces: readonly string[]): string {
  const filter = new ThinkFilter();
  return pieces.map((piece) => filter.push(piece)).join('') + filter.flush();
}

describe('ThinkFilter', () => {
  it.each([
    ['Hello', 'Hello'],
    ['<think>Let me see.</think>\n\nHello', 'Hello'],
    ['Well, <think>hm</think> hello', 'Well, hello'],
    ['<think>one</think>a<think>two</think>b', 'ab'],
    ['a < b and <thin air', 'a < b and <thin air'],
    ['<think>never ends', ''],
    ['ends with <thi', 'ends with <thi'],
  ])('makes of %j: %j', (text, shown) => {
    expect(filtered([text])).toBe(shown);
  });

  it('does not mind how the text is cut', () => {
    const text = 'So: <think>if <b> then </thin</think>\n\nthe answer is 4 <5<think>x</think>.';
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 8 }), (cuts) => {
        const places = [0, ...cuts.sort((one, other) => one - other), text.length];
        const pieces = places.slice(1).map((place, index) => text.slice(places[index], place));
        expect(filtered(pieces)).toBe('So: the answer is 4 <5.');
      }),
    );
  });
});
