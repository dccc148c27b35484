import { RecentLines } from './recent-lines.js';

describe('RecentLines', () => {
  const filled = (count: number): RecentLines => {
    const lines = new RecentLines();
    for (let number = 0; number < count; number += 1) lines.write(`line ${number}\n`);
    return lines;
  };

  it('gives what came since, and where the next call begins', () => {
    const lines = filled(2);
    expect(lines.since({ page: 0, offset: 0 })).toEqual({ text: 'line 0\nline 1\n', end: { page: 0, offset: 2 } });
    expect(lines.since({ page: 0, offset: 2 })).toEqual({ text: '', end: { page: 0, offset: 2 } });
    lines.write('line 2\n');
    expect(lines.since({ page: 0, offset: 2 })).toEqual({ text: 'line 2\n', end: { page: 0, offset: 3 } });
  });

  it('goes on over pages of 20', () => {
    expect(filled(22).since({ page: 0, offset: 19 })).toEqual({
      text: 'line 19\nline 20\nline 21\n',
      end: { page: 1, offset: 2 },
    });
  });

  it('keeps the last 50 pages', () => {
    const { text, end } = filled(1_001).since({ page: 0, offset: 0 });
    expect(end).toEqual({ page: 50, offset: 1 });
    expect(text.split('\n')[0]).toBe('line 20');
  });

  it('knows nothing from the future', () => {
    expect(filled(1).since({ page: 9, offset: 9 })).toEqual({ text: '', end: { page: 0, offset: 1 } });
  });

  it('cuts long lines', () => {
    const lines = new RecentLines();
    lines.write('x'.repeat(5_000));
    expect(lines.since({ page: 0, offset: 0 }).text).toBe(`${'x'.repeat(2_048)}\n`);
  });
});
