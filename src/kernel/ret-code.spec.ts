import { readFileSync } from 'node:fs';
import { RetCode } from './ret-code.js';

describe('RetCode', () => {
  it('is documented in docs/errors.md, every code and no other', () => {
    const page = readFileSync('docs/errors.md', 'utf8');
    const documented = [...page.matchAll(/^\| (-?\d+)\s+\| (\w+)\s+\|/gm)].map(([, value, name]) => [
      name,
      Number(value),
    ]);
    const defined = Object.entries(RetCode).filter(([, value]) => typeof value === 'number');
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(defined));
  });
});
