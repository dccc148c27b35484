import { isAlready } from './is-already.js';

describe('a change', () => {
  const current = { name: 'a', models: ['x', 'y'], at: new Date(5), limit: null, version: 3 };

  it.each([
    ['nothing', {}],
    ['one and the same text', { name: 'a' }],
    ['a list of the same', { models: ['x', 'y'] }],
    ['the same moment', { at: new Date(5), limit: null }],
  ])('to %s changes nothing', (_, change) => {
    expect(isAlready(current, change)).toBe(true);
  });

  it.each([
    ['another text', { name: 'b' }],
    ['null', { at: null }],
    ['another order', { models: ['y', 'x'] }],
    ['one more among the same', { name: 'a', limit: 1 }],
  ])('to %s does', (_, change) => {
    expect(isAlready<object>(current, change)).toBe(false);
  });
});
