import { ProviderHealth } from './provider-health.js';

describe('ProviderHealth', () => {
  let now: number;
  let health: ProviderHealth;

  beforeEach(() => {
    now = 1_000;
    health = new ProviderHealth(() => now);
  });

  const fail = (times: number) => {
    for (let at = 0; at < times; at += 1) health.failed('a');
  };

  it('shuts a provider at the fifth failure in a row, for ten seconds', () => {
    fail(4);
    expect([health.admits('a'), health.openCount]).toEqual([true, 0]);
    fail(1);
    expect([health.admits('a'), health.openCount, health.waitFor('a')]).toEqual([false, 1, 10_000]);
    now += 9_999;
    expect([health.admits('a'), health.waitFor('a')]).toEqual([false, 1]);
  });

  it('counts failures in a row only', () => {
    fail(4);
    health.succeeded('a');
    fail(4);
    expect(health.admits('a')).toBe(true);
  });

  it('leaves other credentials alone', () => {
    fail(5);
    expect([health.admits('b'), health.waitFor('b')]).toEqual([true, 0]);
  });

  it('lets one probe through after the pause, and all after its success', () => {
    fail(5);
    now += 10_000;
    expect([health.admits('a'), health.admits('a')]).toEqual([true, false]);
    health.succeeded('a');
    expect([health.admits('a'), health.admits('a'), health.openCount]).toEqual([true, true, 0]);
  });

  it('doubles the pause with each probe that fails, up to a minute', () => {
    fail(5);
    const pauses = [1, 2, 3, 4].map(() => {
      now += health.waitFor('a');
      expect(health.admits('a')).toBe(true);
      health.failed('a');
      return health.waitFor('a');
    });
    expect(pauses).toEqual([20_000, 40_000, 60_000, 60_000]);
  });

  it('lets the next one probe when a probe said nothing, or never ended', () => {
    fail(5);
    now += 10_000;
    expect(health.admits('a')).toBe(true);
    health.released('a');
    expect([health.admits('a'), health.admits('a')]).toEqual([true, false]);
    now += 30_000;
    expect(health.admits('a')).toBe(true);
  });
});
