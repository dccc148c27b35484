import { RecentLines } from './recent-lines.js';

describe('RecentLines', () => {
  it('tells what came since a place', () => {
    const lines = new RecentLines();
    for (let at = 0; at < 25; at++) lines.add(`${at}\n`);

    expect(lines.from({ page: 1, offset: 2 })).toEqual({ text: '22\n23\n24\n', end: { page: 1, offset: 5 } });
    expect(lines.from({ page: 1, offset: 5 })).toEqual({ text: '', end: { page: 1, offset: 5 } });
    expect(lines.from({ page: 900, offset: 0 })).toEqual({ text: '', end: { page: 1, offset: 5 } });
  });

  it('forgets the oldest, and goes on counting', () => {
    const lines = new RecentLines();
    for (let at = 0; at < 4_001; at++) lines.add(`${at}\n`);

    expect(lines.from({ page: 0, offset: 0 }).text.split('\n')[0]).toBe('2000');
    expect(lines.from({ page: 200, offset: 0 })).toEqual({ text: '4000\n', end: { page: 200, offset: 1 } });
  });

  it('keeps lines elsewhere once they are shared, those from before too', async () => {
    const [lines, elsewhere] = [new RecentLines(), new RecentLines()];
    lines.add('before\n');
    lines.share({ add: (line) => elsewhere.add(line), read: (place) => Promise.resolve(elsewhere.from(place)) });
    lines.add('after\n');
    elsewhere.add('of another\n');

    expect((await lines.read({ page: 0, offset: 0 })).text).toBe('before\nafter\nof another\n');
  });
});
