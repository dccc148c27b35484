import { withZone, zonelessTime } from './zoneless-time.js';

describe('zonelessTime', () => {
  it('is UTC to the second, without saying so', () => {
    expect(zonelessTime(new Date('2026-11-24T16:03:41.123Z'))).toBe('2026-11-24T16:03:41');
  });
});

describe('withZone', () => {
  it.each([
    ['2030-01-01T00:00:00', '2030-01-01T00:00:00Z'],
    ['2030-01-01T00:00:00.5', '2030-01-01T00:00:00.5Z'],
    ['2030-01-01T00:00:00Z', '2030-01-01T00:00:00Z'],
    ['2030-01-01T00:00:00+08:00', '2030-01-01T00:00:00+08:00'],
    ['2030-01-01T00:00:00-08:00', '2030-01-01T00:00:00-08:00'],
    ['2030-01-01', '2030-01-01'],
  ])('makes %s %s', (text, expected) => {
    expect(withZone(text)).toBe(expected);
  });
});
