import { pathSegment } from './path-segment.js';

describe('pathSegment', () => {
  it.each([
    ['gpt-4o', 'gpt-4o'],
    ['gpt.4_o', 'gpt.4_o'],
    ['../../models', '..%2F..%2Fmodels'],
    ['a?b#c', 'a%3Fb%23c'],
    ['%2e%2e', '%252e%252e'],
    ['\ud800', '%EF%BF%BD'],
  ])('makes of %j one segment', (name, segment) => {
    expect(pathSegment(name)).toBe(segment);
  });

  it.each(['', '.', '..'])('refuses %j, which no encoding keeps', (name) => {
    expect(() => pathSegment(name)).toThrow(expect.objectContaining({ causeClass: 'model_not_found' }));
  });
});
