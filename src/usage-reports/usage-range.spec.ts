import { endOf, splitByDay, widen } from './usage-range.js';

const range = (from: string, to: string) => ({ from: new Date(`${from}Z`), to: new Date(`${to}Z`) });

describe('widen', () => {
  it('reaches out to whole hours, and to whole days where hours are gone', () => {
    const hoursSince = new Date('2026-01-10T00:00:00Z');
    expect(widen(range('2026-02-01T10:20', '2026-02-01T10:40'), hoursSince)).toEqual(
      range('2026-02-01T10:00', '2026-02-01T11:00'),
    );
    expect(widen(range('2026-01-02T10:20', '2026-02-01T10:00'), hoursSince)).toEqual(
      range('2026-01-02T00:00', '2026-02-01T10:00'),
    );
    expect(widen(range('2026-01-02T10:20', '2026-01-03T01:00'), hoursSince)).toEqual(
      range('2026-01-02T00:00', '2026-01-04T00:00'),
    );
  });
});

describe('splitByDay', () => {
  it.each([
    ['2026-02-01T10:00', '2026-02-01T12:00', null, [range('2026-02-01T10:00', '2026-02-01T12:00')]],
    ['2026-02-01T10:00', '2026-02-02T12:00', null, [range('2026-02-01T10:00', '2026-02-02T12:00')]],
    ['2026-02-01T00:00', '2026-02-03T00:00', range('2026-02-01T00:00', '2026-02-03T00:00'), []],
    [
      '2026-02-01T23:00',
      '2026-02-03T01:00',
      range('2026-02-02T00:00', '2026-02-03T00:00'),
      [range('2026-02-01T23:00', '2026-02-02T00:00'), range('2026-02-03T00:00', '2026-02-03T01:00')],
    ],
  ])('takes %s to %s apart', (from, to, days, hours) => {
    expect(splitByDay(range(from, to))).toEqual({ days, hours });
  });
});

describe('endOf', () => {
  it('knows how long each is', () => {
    const start = new Date('2026-12-01T00:00:00Z');
    expect(endOf(start, 'hour')).toEqual(new Date('2026-12-01T01:00:00Z'));
    expect(endOf(start, 'day')).toEqual(new Date('2026-12-02T00:00:00Z'));
    expect(endOf(start, 'month')).toEqual(new Date('2027-01-01T00:00:00Z'));
  });
});
