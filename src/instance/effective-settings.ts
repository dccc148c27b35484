import type { AppConfig } from '../config/app-config.js';

/** The operator's settings in force, by variable. Secrets are only told as set or not. */
export function effectiveSettings(config: AppConfig): { env: string; value: string }[] {
  const settings: Record<string, unknown> = {
    HOST: config.host,
    PORT: config.port,
    PUBLIC_URL: config.publicUrl ?? '',
    TRUST_PROXY: setOrNot(config.trustProxy || null),
    CORS_ORIGINS: config.corsOrigins.join(','),
    DATABASE_URL: setOrNot(config.databaseUrl),
    DATABASE_DIRECT_URL: setOrNot(config.databaseDirectUrl),
    SECRET_KEY: setOrNot(config.secretKey),
    REGISTRATION: config.isRegistrationOpen ? 'open' : 'closed',
    OUTBOUND_ALLOW: config.outboundAllow.join(','),
    KEY_REVEAL: config.canRevealKeys ? 'always' : 'once',
    LOGIN_ATTEMPTS_PER_MINUTE: config.loginAttemptsPerMinute,
    RECOVERY_KEY: setOrNot(config.recoveryKey),
    RAGFLOW_PRIVATE_KEY_FILE: setOrNot(config.clientPasswordKey),
    BUILTIN_EMBEDDING_URL: setOrNot(config.builtinEmbedding),
    BUILTIN_EMBEDDING_MODEL: config.builtinEmbedding?.models.join(',') ?? '',
    SNAPSHOT_MAX_AGE: `${config.snapshotMaxAgeMs / 1000}s`,
    SHUTDOWN_GRACE: `${config.shutdownGraceMs / 1000}s`,
    LOG_LEVEL: config.logLevel,
  };
  return Object.entries(settings).map(([env, value]) => ({ env, value: String(value) }));
}

function setOrNot(value: unknown): string {
  return value === null ? '' : '(set)';
}
