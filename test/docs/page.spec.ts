import { blocksOf } from './page.js';
import { holdsJson, holdsLines } from './shown-answer.js';

describe('a page', () => {
  it('has blocks with what the comments directly above say', () => {
    const page = ['# Page', '<!-- not run: no Docker -->', '', '```sh', 'docker ps', '```', '', '- item', '', '  ```json', '  {}', '  ```']; // prettier-ignore
    const plain = { notRun: null, answers: null, fails: false, serverStopped: false, onlyParsed: false };
    expect(blocksOf(page.join('\n'))).toEqual([
      { ...plain, line: 4, language: 'sh', text: 'docker ps\n', notRun: 'no Docker' },
      { ...plain, line: 10, language: 'json', text: '{}\n' },
    ]);
  });

  it('has no comment that a paragraph parts from the block', () => {
    const [block] = blocksOf('<!-- not run: why -->\n\nWords.\n\n```sh\ntrue\n```');
    expect(block?.notRun).toBeNull();
  });

  it('ends each block', () => {
    expect(() => blocksOf('```sh\ntrue')).toThrow('The block of line 1 has no end');
  });
});

describe('an answer that a page shows', () => {
  it.each([
    [{ code: 0, data: { id: 'x1', more: true } }, { data: { id: 'x…' } }],
    [
      [1, 2, 3],
      [1, 3],
    ],
    [{ at: 12 }, { at: '…' }],
    [{ none: null }, { none: null }],
  ])('is held by %j: %j', (real, shown) => {
    expect(holdsJson(real, shown)).toBe(true);
  });

  it.each([
    [{ code: 101 }, { code: 0 }],
    [{}, { code: 0 }],
    [
      [1, 2],
      [2, 1],
    ],
    [{ name: 'axb' }, { name: 'a.b' }],
    [null, { code: 0 }],
    [{ none: undefined }, { none: null }],
  ])('is not held by %j: %j', (real, shown) => {
    expect(holdsJson(real, shown)).toBe(false);
  });

  it('may be lines', () => {
    expect(holdsLines('one\ntwo 2\nthree\n', 'one\n…\nt…3\n')).toBe(false);
    expect(holdsLines('one\ntwo 2\nthree\n', 'one\ntwo …\nthree\n')).toBe(true);
  });
});
