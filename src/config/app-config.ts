import { resolve } from 'node:path';
import type { Environment } from './env.js';

const SECONDS_PER_UNIT = { s: 1, m: 60, h: 3600 } as const;

/** The first administrator, as the operator wishes it. */
export interface FirstAdministrator {
  email: string;
  password: string;
}

/**
 * What the operator decided, read once at start, typed and frozen. Inject it wherever a decision is needed;
 * nothing else reads the environment.
 */
export class AppConfig {
  readonly host: string;
  readonly port: number;
  /** Without a final slash; null when links should name the address we listen on. */
  readonly publicUrl: string | null;
  /** In Fastify's terms. */
  readonly trustProxy: boolean | string[] | ((address: string, hop: number) => boolean);
  readonly corsOrigins: readonly string[];
  readonly tls: { certFile: string; keyFile: string } | null;

  /** Null: the embedded Postgres. */
  readonly databaseUrl: string | null;
  readonly databaseDirectUrl: string | null;
  /** Absolute. */
  readonly dataDir: string;

  readonly secretKey: string | null;
  readonly previousSecretKey: string | null;
  readonly firstAdministrator: FirstAdministrator | null;
  readonly isRegistrationOpen: boolean;
  readonly canRevealKeys: boolean;
  readonly loginAttemptsPerMinute: number;
  readonly recoveryKey: string | null;
  readonly clientPasswordKey: { file: string; passphrase: string | null } | null;

  readonly outboundAllow: readonly string[];
  readonly builtinEmbedding: { url: string; models: string[] } | null;
  readonly allowsStdioMcp: boolean;
  readonly servesConsole: boolean;
  readonly snapshotMaxAgeMs: number;
  readonly shutdownGraceMs: number;
  /** Null: for ever. */
  readonly usageRetentionDays: number | null;
  /** Null: for ever. */
  readonly auditRetentionDays: number | null;
  /** Processes that answer requests. */
  readonly workers: number;
  readonly logLevel: string;

  constructor(environment: Environment) {
    this.host = environment.HOST;
    this.port = environment.PORT;
    this.publicUrl = environment.PUBLIC_URL?.replace(/\/+$/, '') ?? null;
    this.trustProxy = trustProxyOf(environment.TRUST_PROXY);
    this.corsOrigins = environment.CORS_ORIGINS;
    this.tls =
      environment.TLS_CERT && environment.TLS_KEY
        ? { certFile: environment.TLS_CERT, keyFile: environment.TLS_KEY }
        : null;
    this.databaseUrl = environment.DATABASE_URL ?? null;
    this.databaseDirectUrl = environment.DATABASE_DIRECT_URL ?? null;
    this.dataDir = resolve(environment.DATA_DIR);
    this.secretKey = environment.SECRET_KEY ?? null;
    this.previousSecretKey = environment.SECRET_KEY_PREVIOUS ?? null;
    this.firstAdministrator =
      environment.ADMIN_EMAIL && environment.ADMIN_PASSWORD
        ? { email: environment.ADMIN_EMAIL, password: environment.ADMIN_PASSWORD }
        : null;
    this.isRegistrationOpen = environment.REGISTRATION === 'open';
    this.canRevealKeys = environment.KEY_REVEAL === 'always';
    this.loginAttemptsPerMinute = environment.LOGIN_ATTEMPTS_PER_MINUTE;
    this.recoveryKey = environment.RECOVERY_KEY ?? null;
    this.clientPasswordKey = environment.RAGFLOW_PRIVATE_KEY_FILE
      ? {
          file: environment.RAGFLOW_PRIVATE_KEY_FILE,
          passphrase: environment.RAGFLOW_PRIVATE_KEY_PASSPHRASE ?? null,
        }
      : null;
    this.outboundAllow = environment.OUTBOUND_ALLOW;
    this.builtinEmbedding = environment.BUILTIN_EMBEDDING_URL
      ? { url: environment.BUILTIN_EMBEDDING_URL, models: environment.BUILTIN_EMBEDDING_MODEL }
      : null;
    this.allowsStdioMcp = environment.MCP_STDIO === 'true';
    this.servesConsole = environment.CONSOLE === 'true';
    this.snapshotMaxAgeMs = durationMs(environment.SNAPSHOT_MAX_AGE);
    this.shutdownGraceMs = durationMs(environment.SHUTDOWN_GRACE);
    this.usageRetentionDays = daysOf(environment.USAGE_RETENTION);
    this.auditRetentionDays = daysOf(environment.AUDIT_RETENTION);
    this.workers = environment.WEB_CONCURRENCY;
    this.logLevel = environment.LOG_LEVEL;
    Object.freeze(this);
  }
}

function durationMs(text: string): number {
  const unit = text.slice(-1) as keyof typeof SECONDS_PER_UNIT;
  return Number(text.slice(0, -1)) * SECONDS_PER_UNIT[unit] * 1000;
}

function daysOf(text: string): number | null {
  return text === '0' ? null : Number(text.slice(0, -1));
}

function trustProxyOf(text: string | undefined): AppConfig['trustProxy'] {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  if (/^\d+$/.test(text)) return (_address, hop) => hop < Number(text);
  return text.split(',').map((address) => address.trim());
}
