import { textParts } from './text-parts.js';

describe('textParts', () => {
  it.each([
    ['', []],
    ['  ', []],
    ['short', ['short']],
    ['0123456789', ['0123456789']],
    ['01234567890', ['0123456789', '0']],
    ['one two three', ['one two', 'three']],
    ['one\ntwo words', ['one\ntwo', 'words']],
    ['a bbbbbbbbbbbb', ['a bbbbbbbb', 'bbbb']],
    ['012345678😀x', ['012345678', '😀x']],
  ])('cuts %j', (text, parts) => {
    expect(textParts(text, 10)).toEqual(parts);
  });

  it('keeps within what Telegram takes', () => {
    const parts = textParts('word '.repeat(2000));
    expect(parts.map(({ length }) => length <= 4096)).toEqual([true, true, true]);
    expect(parts.join(' ')).toBe('word '.repeat(2000).trim());
  });
});
