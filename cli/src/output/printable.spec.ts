import { describe, expect, it } from '@jest/globals';
import { printable, printableJson, printableLines, printablePieces } from './printable.js';

describe('printable', () => {
  it('shows what a terminal would act on', () => {
    expect(printable('a\u001b[2Jb')).toBe('a\\u001b[2Jb');
    expect(printable('a\u009b2J')).toBe('a\\u009b2J');
    expect(printable('two\nlines\tand\rmore')).toBe('two\\nlines\\tand\\rmore');
    expect(printable('\u202egnp.exe\u2066')).toBe('\\u202egnp.exe\\u2066');
    expect(printable('\ud800 alone')).toBe('\\ud800 alone');
  });

  it('leaves names of all languages alone', () => {
    expect(printable('研究 Ünïcode 🙂 עברית')).toBe('研究 Ünïcode 🙂 עברית');
  });

  it('keeps the lines of a text', () => {
    expect(printableLines('one\r\n\ttwo\u0007')).toBe('one\n\ttwo\\u0007');
  });

  it('shows a file that comes in pieces, wherever they end', async () => {
    const bytes = new TextEncoder().encode('研究,🙂\r\n\u001b[2J\r\n');
    const pieces = async function* (): AsyncGenerator<Uint8Array> {
      for (const byte of bytes) yield await Promise.resolve(Uint8Array.of(byte));
    };
    let shown = '';
    for await (const piece of printablePieces(pieces())) shown += piece;
    expect(shown).toBe('研究,🙂\n\\u001b[2J\n');
  });

  it('keeps JSON what it says', () => {
    const data = { name: '\u009b\u202e\u007f', list: [1, null] };
    const text = printableJson(data);
    expect(text).not.toMatch(/[\u007f\u009b\u202e]/);
    expect(JSON.parse(text)).toEqual(data);
    expect(printableJson(undefined)).toBe('null');
  });
});
