import { assertSameMajor, localeArguments } from './cluster-creation.js';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';

describe('assertSameMajor', () => {
  it('accepts another minor version', () => {
    expect(() => assertSameMajor('/data/postgres', '18', '18.4')).not.toThrow();
  });

  it('refuses another major, naming both and the pg_dump to use', () => {
    const check = () => assertSameMajor('/data/postgres', '17', '18.4');
    expect(check).toThrow(EmbeddedPostgresError);
    expect(check).toThrow(/written by PostgreSQL 17; this Latchkey brings PostgreSQL 18/);
    expect(check).toThrow(/pg_dump 17/);
  });
});

describe('localeArguments', () => {
  it('sorts by PostgreSQL’s own tables everywhere, and asks only Linux for a system locale', () => {
    expect(localeArguments('linux')).toContain('--locale=C.UTF-8');
    expect(localeArguments('darwin')).toContain('--locale=C');
    expect(localeArguments('darwin')).toContain('--builtin-locale=C.UTF-8');
  });
});
