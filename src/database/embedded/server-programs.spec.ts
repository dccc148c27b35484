import { majorOf, parseServerVersion } from './server-programs.js';

describe('parseServerVersion', () => {
  it.each([
    ['postgres (PostgreSQL) 18.4', '18.4'],
    ['postgres (PostgreSQL) 17.2 (Debian 17.2-1)', '17.2'],
    ['postgres (PostgreSQL) 19beta1', '19beta1'],
  ])('reads %j', (output, version) => {
    expect(parseServerVersion(output)).toBe(version);
  });

  it('reads nothing from a failure', () => {
    expect(parseServerVersion('error while loading shared libraries')).toBeNull();
  });
});

describe('majorOf', () => {
  it('is the number before the point', () => {
    expect([majorOf('18.4'), majorOf('19beta1')]).toEqual(['18', '19']);
  });
});
