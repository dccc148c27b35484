import { windowAt } from './windows.js';

const at = (text: string): number => Date.parse(text);
const shown = (window: { start: number; end: number }) => [window.start, window.end].map((time) => new Date(time).toISOString()); // prettier-ignore

describe('windows', () => {
  it.each([
    ['minute', '2026-11-15T12:34:56.789Z', '2026-11-15T12:34:00.000Z', '2026-11-15T12:35:00.000Z'],
    ['hour', '2026-11-15T12:34:56.789Z', '2026-11-15T12:00:00.000Z', '2026-11-15T13:00:00.000Z'],
    ['day', '2026-11-15T00:00:00.000Z', '2026-11-15T00:00:00.000Z', '2026-11-16T00:00:00.000Z'],
    ['week', '2026-11-15T23:59:59.999Z', '2026-11-09T00:00:00.000Z', '2026-11-16T00:00:00.000Z'],
    ['week', '2026-11-16T00:00:00.000Z', '2026-11-16T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
    ['month', '2028-02-29T12:00:00.000Z', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
    ['month', '2026-12-31T23:59:59.999Z', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ] as const)('of a %s that holds %s', (period, moment, start, end) => {
    expect(shown(windowAt(period, at(moment)))).toEqual([start, end]);
  });

  it('has one for all of time where something is given back', () => {
    expect(windowAt('none', at('2026-11-15T12:34:56Z'))).toEqual({ start: 0, end: Infinity });
  });
});
