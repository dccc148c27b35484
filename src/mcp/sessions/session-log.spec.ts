import { SessionLog } from './session-log.js';

describe('the log of a session', () => {
  it('keeps the last 500 lines, each on one line and bounded', () => {
    const log = new SessionLog([]);
    for (let count = 0; count < 510; count += 1) log.write('info', `line\n${count}\u0000${'x'.repeat(600)}`);
    const lines = log.last(1_000);
    expect([lines.length, lines[0]?.text.slice(0, 10), lines[0]?.text.length]).toEqual([500, 'line 10 xx', 512]);
    expect(log.last(0)).toEqual([]);
  });

  it('tells levels apart', () => {
    const log = new SessionLog([]);
    log.write('info', 'one');
    log.write('error', 'two');
    log.write('info', 'three');
    expect(log.last(1, 'info').map(({ text }) => text)).toEqual(['three']);
    expect(log.last(9, 'error').map(({ text }) => text)).toEqual(['two']);
  });

  it('shows no part of a secret that begins like another', () => {
    const log = new SessionLog(['abcd', 'abcdefgh']);
    expect(log.shown('abcdefgh, abcd')).toBe('***, ***');
  });

  it('shows no part of a secret that is longer than what is shown', () => {
    const secret = 'abcdefgh'.repeat(1_000);
    expect(new SessionLog([secret]).shown(`Bad token: ${secret}`)).toBe('Bad token: ***');
  });

  it('shows a former secret no more than the one that took its place', () => {
    const log = new SessionLog(['former-secret']);
    log.hide(['later-secret']);
    expect(log.shown('former-secret later-secret')).toBe('*** ***');
  });
});
