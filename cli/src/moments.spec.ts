import { describe, expect, it } from '@jest/globals';
import { durationSeconds, momentAgo, momentFrom } from './moments.js';

describe('moments', () => {
  it('reads durations', () => {
    expect(['90s', '15m', '1h', '2d', '4w'].map(durationSeconds)).toEqual([90, 900, 3600, 172_800, 2_419_200]);
    for (const wrong of ['', '5', 'h', '-1h', '1.5h', '1 h'])
      expect(() => durationSeconds(wrong)).toThrow('Say it like');
  });

  it('reads dates, times from now, and never', () => {
    expect(momentFrom('2030-01-31')).toBe('2030-01-31T00:00:00.000Z');
    expect(momentFrom('2030-01-31T12:00Z')).toBe('2030-01-31T12:00:00.000Z');
    expect(momentFrom('never')).toBe('never');
    expect(Date.parse(momentFrom('1h'))).toBeGreaterThan(Date.now() + 3_500_000);
    expect(Date.parse(momentAgo('1h'))).toBeLessThan(Date.now() - 3_500_000);
    for (const wrong of ['tomorrow', '2030-13-31', '2030-02-31', '1'])
      expect(() => momentFrom(wrong)).toThrow('Say it like');
  });
});
