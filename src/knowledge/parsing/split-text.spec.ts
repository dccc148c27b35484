import { splitText } from './split-text.js';

const words = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;
const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `w${index}`);

describe('splitText', () => {
  it('leaves a short text whole', () => {
    expect(splitText('One. Two.\n\nThree.', { size: 10, overlap: 2 }, words)).toEqual(['One. Two.\n\nThree.']);
  });

  it('cuts between paragraphs before it cuts sentences', () => {
    const text = 'One two three four.\n\nFive six seven eight.';
    expect(splitText(text, { size: 5, overlap: 0 }, words)).toEqual(['One two three four.', 'Five six seven eight.']);
  });

  it('begins each chunk with the end of the one before', () => {
    const chunks = splitText(numbered(20).join(' '), { size: 8, overlap: 3 }, words);
    expect(chunks[0]).toBe('w0 w1 w2 w3 w4 w5 w6 w7');
    expect(chunks[1]).toBe('w5 w6 w7 w8 w9 w10 w11 w12');
    expect(chunks.every((chunk) => words(chunk) <= 8)).toBe(true);
    expect(chunks.at(-1)).toMatch(/ w19$/);
  });

  it('cuts a run without any bounds, and no character in two', () => {
    const chunks = splitText('😀'.repeat(1000), { size: 100, overlap: 0 }, (text) => text.length);
    expect(chunks.join('')).toBe('😀'.repeat(1000));
  });
});
