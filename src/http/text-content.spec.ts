import fc from 'fast-check';
import { findUnstorableText } from './text-content.js';

const NUL = String.fromCharCode(0);
const HIGH = String.fromCharCode(0xd83d);
const LOW = String.fromCharCode(0xde00);

describe('findUnstorableText', () => {
  it.each([
    [{ name: `a${NUL}` }, 'name'],
    [{ name: HIGH }, 'name'],
    [{ name: LOW }, 'name'],
    [{ name: `${LOW}${HIGH}` }, 'name'],
    [{ outer: { inner: ['fine', NUL] } }, 'outer.inner.1'],
    [{ outer: { [NUL]: 1 } }, 'outer'],
    [{ [NUL]: 1 }, 'body'],
    [{ name: `${HIGH}${LOW}`, other: 5, none: null, list: [true] }, null],
  ])('finds the path in %j', (value, path) => {
    expect(findUnstorableText(value)).toBe(path);
  });

  it('lets every well-formed text pass', () => {
    const texts = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes(NUL));
    fc.assert(fc.property(texts, (text) => findUnstorableText({ text }) === null));
  });
});
