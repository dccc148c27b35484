import { AppConfig } from './app-config.js';
import { type EnvironmentError, readEnvironment } from './env.js';

function problemsOf(variables: Record<string, string>): readonly string[] {
  try {
    readEnvironment(variables);
    return [];
  } catch (error) {
    return (error as EnvironmentError).problems;
  }
}

describe('readEnvironment', () => {
  it('needs nothing', () => {
    const config = new AppConfig(readEnvironment({}));
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: null,
      secretKey: null,
      firstAdministrator: null,
      isRegistrationOpen: false,
      canRevealKeys: true,
      loginAttemptsPerMinute: 10,
      outboundAllow: [],
      builtinEmbedding: null,
      snapshotMaxAgeMs: 900_000,
      auditRetentionDays: null,
      trustProxy: false,
    });
  });

  it.each(['0', '65', '1.5', 'many'])('refuses %s workers, and says so once', (count) => {
    expect(problemsOf({ WEB_CONCURRENCY: count })).toEqual(['WEB_CONCURRENCY must be a whole number from 1 to 64']);
  });

  it.each(['1', '64'])('takes %s workers', (count) => {
    expect(new AppConfig(readEnvironment({ WEB_CONCURRENCY: count })).workers).toBe(Number(count));
  });

  it('takes an empty variable as unset, and passes over what is not ours', () => {
    expect(problemsOf({ PORT: '', SECRET_KEY: '', ADMIN_EMAIL: '', ADMIN_PASSWORD: '', PATH: '/usr/bin' })).toEqual([]);
  });

  it('tells every problem at once', () => {
    const problems = problemsOf({
      PORT: 'high',
      DATABASE_URL: 'mysql://x',
      SECRET_KEY: 'short',
      REGISTRATION: 'maybe',
      TLS_CERT: 'cert.pem',
    });
    expect(problems).toEqual([
      expect.stringContaining('PORT must'),
      expect.stringContaining('PORT must'),
      expect.stringContaining('PORT must'),
      'DATABASE_URL must be a postgres:// URL',
      'SECRET_KEY must have at least 32 characters',
      'REGISTRATION must be one of the following values: closed, open',
      'TLS_CERT and TLS_KEY must be set together',
    ]);
  });

  it.each([
    [{ ADMIN_EMAIL: 'ada@example.com' }, 'ADMIN_EMAIL and ADMIN_PASSWORD must be set together'],
    [{ ADMIN_EMAIL: 'ada', ADMIN_PASSWORD: 'Correct-horse-77' }, 'ADMIN_EMAIL must be an e-mail address'],
    [{ SNAPSHOT_MAX_AGE: '15' }, 'SNAPSHOT_MAX_AGE must be a duration such as 90s, 15m or 1h'],
    [{ SHUTDOWN_GRACE: '25' }, 'SHUTDOWN_GRACE must be a duration such as 25s or 5m'],
    [{ OUTBOUND_ALLOW: '10.0.0.0/8,;' }, 'OUTBOUND_ALLOW must be a comma list of CIDRs and host names; `;` is neither'],
    [
      { BUILTIN_EMBEDDING_URL: 'http://127.0.0.1:8080' },
      'BUILTIN_EMBEDDING_URL and BUILTIN_EMBEDDING_MODEL must be set together',
    ],
    [{ AUDIT_RETENTION: '365' }, 'AUDIT_RETENTION must be 0 (for ever) or a number of days such as 365d'],
    [{ KEY_REVEAL: 'sometimes' }, 'KEY_REVEAL must be one of the following values: always, once'],
  ])('refuses %j', (variables, problem) => {
    expect(problemsOf(variables)).toEqual([problem]);
  });

  it.each(['127.0.0.1/99', '::1/129', 'ollama.lan/8', '10.0.0.256', 'ollama.lan:8080'])(
    'refuses OUTBOUND_ALLOW with %s, which is never met',
    (entry) => {
      expect(problemsOf({ OUTBOUND_ALLOW: `localhost, ${entry}` })).toEqual([
        `OUTBOUND_ALLOW must be a comma list of CIDRs and host names; \`${entry}\` is neither`,
      ]);
    },
  );

  it('never repeats a secret that it refuses', () => {
    expect(problemsOf({ SECRET_KEY: 'hunter2' }).join()).not.toContain('hunter2');
  });

  it.each([
    ['true', true],
    ['false', false],
    ['10.0.0.1, 10.1.0.0/16', ['10.0.0.1', '10.1.0.0/16']],
  ])('reads TRUST_PROXY=%s', (text, expected) => {
    expect(new AppConfig(readEnvironment({ TRUST_PROXY: text })).trustProxy).toEqual(expected);
  });

  it('reads TRUST_PROXY as a number of hops', () => {
    const { trustProxy } = new AppConfig(readEnvironment({ TRUST_PROXY: '2' }));
    const trusts = trustProxy as (address: string, hop: number) => boolean;
    expect([0, 1, 2].map((hop) => trusts('10.0.0.1', hop))).toEqual([true, true, false]);
  });

  it('reads lists and durations', () => {
    const config = new AppConfig(
      readEnvironment({
        OUTBOUND_ALLOW: ' 127.0.0.1/32 , ollama.lan ',
        SNAPSHOT_MAX_AGE: '90s',
        SHUTDOWN_GRACE: '5m',
        AUDIT_RETENTION: '90d',
      }),
    );
    expect([config.outboundAllow, config.snapshotMaxAgeMs]).toEqual([['127.0.0.1/32', 'ollama.lan'], 90_000]);
    expect(config.shutdownGraceMs).toBe(300_000);
    expect(config.auditRetentionDays).toBe(90);
  });
});
