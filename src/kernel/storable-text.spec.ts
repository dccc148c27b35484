import { storable, storableJson } from './storable-text.js';

it('leaves out zero characters and halves of pairs', () => {
  expect(storable('a\0b')).toBe('ab');
  expect(storable('a\ud800b \u{1f600}')).toBe('a\ufffdb \u{1f600}');
});

it('does so in all of a JSON value', () => {
  expect(JSON.parse(storableJson({ 'a\0': ['b\0', { c: 'd\udc00' }], e: 1, f: null }))).toEqual({
    a: ['b', { c: 'd\ufffd' }],
    e: 1,
    f: null,
  });
  expect(storableJson(undefined)).toBe('null');
});
