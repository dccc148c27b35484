import { describe, expect, it } from '@jest/globals';
import { facts, table } from './table.js';

const plain = { bold: false };

describe('table', () => {
  it('aligns columns, and cuts nothing off', () => {
    const long = 'x'.repeat(300);
    const text = table<{ name: string; on: boolean }>(
      [
        ['name', ({ name }) => name],
        ['on', ({ on }) => on],
      ],
      [
        { name: 'a', on: true },
        { name: long, on: false },
      ],
      plain,
    );
    expect(text.split('\n')).toEqual([`NAME${' '.repeat(298)}ON`, `a${' '.repeat(301)}yes`, `${long}  no`]);
  });

  it('shows nothing, lists and hostile names in one line each', () => {
    const text = table<unknown>([['value', (value) => value]], [null, '', [], ['a', 'b'], 'x\ny', { a: 1 }], plain);
    expect(text.split('\n')).toEqual(['VALUE', '-', '-', '-', 'a, b', 'x\\ny', '{"a":1}']);
  });

  it('counts the places that characters take', () => {
    const text = table<string>(
      [
        ['name', (name) => name],
        ['end', () => '|'],
      ],
      ['日本', 'e\u0301'],
      plain,
    );
    expect(text).toBe('NAME  END\n日本  |\ne\u0301     |');
  });

  it('takes as many rows as there are', () => {
    const numbers = Array.from({ length: 200_000 }, (_, index) => index);
    expect(table<number>([['n', (n) => n]], numbers, plain).endsWith('\n199999')).toBe(true);
  });

  it('is bold only where asked', () => {
    expect(table<number>([['n', (n) => n]], [1], { bold: true })).toContain('\u001b[1mN\u001b[22m');
  });
});

describe('facts', () => {
  it('shows hostile names of fields as it shows values', () => {
    expect(facts([['a\u001b[2J', 'b']], plain)).toBe('a\\u001b[2J: b');
  });

  it('gives each fact a line', () => {
    expect(
      facts(
        [
          ['Name', 'ci'],
          ['Last used', null],
        ],
        plain,
      ),
    ).toBe('Name:      ci\nLast used: -');
  });
});
