import 'reflect-metadata';
import { plainToInstance, Transform, Type } from 'class-transformer';
import {
  getMetadataStorage,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  registerDecorator,
  validateSync,
  type ValidationArguments,
} from 'class-validator';
import { isEmail } from '../kernel/email.js';
import { isAllowable } from './outbound-entry.js';
import { weaknessOf } from './secret-strength.js';

const LIST = ({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.split(',').map((item) => item.trim()).filter((item) => item !== '') : value; // prettier-ignore

const URL_OPTIONS = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };
const WORKERS = 'WEB_CONCURRENCY must be a whole number from 1 to 64';
const DURATION = /^\d{1,6}(s|m|h)$/;
const POSTGRES_URL = /^postgres(ql)?:\/\/.+/;

/** Refuses what {@link weaknessOf} calls weak. */
function IsStrongSecret(fewestCharacters: number): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: 'isStrongSecret',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown) => typeof value === 'string' && weaknessOf(value, fewestCharacters) === null,
        defaultMessage: ({ property: name, value }: ValidationArguments) =>
          `${name} ${weaknessOf(String(value), fewestCharacters) ?? 'must be text'}`,
      },
    });
  };
}

/** Refuses what {@link isAllowable} does not know. */
function IsOutboundList(): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: 'isOutboundList',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown) => Array.isArray(value) && value.every(isAllowable),
        defaultMessage: ({ property: name, value }: ValidationArguments) => {
          const wrong = (value as unknown[]).find((entry) => !isAllowable(entry));
          return `${name} must be a comma list of CIDRs and host names; \`${String(wrong)}\` is neither`;
        },
      },
    });
  };
}

/** An address that an account can have. */
function IsAccountEmail(): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: 'isAccountEmail',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isEmail(value),
        defaultMessage: () => `${String(property)} must be an e-mail address`,
      },
    });
  };
}

/**
 * Every environment variable that Latchkey reads, with its rule and default. An empty variable counts as unset.
 * `docs/reference/configuration.md` is generated from this file.
 */
export class Environment {
  /** TCP port to listen on. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65535)
  PORT: number = 3000;

  /** Address to listen on; `0.0.0.0` or `::` for all interfaces. */
  @Matches(/^[0-9A-Za-z.:-]+$/)
  HOST: string = '127.0.0.1';

  /** Connection string of a Postgres 15 to 18. Unset: an embedded Postgres under `DATA_DIR`. */
  @IsOptional()
  @Matches(POSTGRES_URL, { message: 'DATABASE_URL must be a postgres:// URL' })
  DATABASE_URL?: string;

  /**
   * Connection string for LISTEN, when `DATABASE_URL` points at a pooler in transaction mode. Where it is given, no statements
   * are prepared.
   */
  @IsOptional()
  @Matches(POSTGRES_URL, { message: 'DATABASE_DIRECT_URL must be a postgres:// URL' })
  DATABASE_DIRECT_URL?: string;

  /** Folder for what must survive a restart: the embedded database and a generated `SECRET_KEY`. */
  @IsString()
  DATA_DIR: string = './data';

  /** E-mail of the first administrator. Acts, together with `ADMIN_PASSWORD`, only while no administrator exists. */
  @IsOptional()
  @IsAccountEmail()
  ADMIN_EMAIL?: string;

  /** Password of the first administrator, at least 12 characters and no well-known one. */
  @IsOptional()
  @IsStrongSecret(12)
  ADMIN_PASSWORD?: string;

  /** Wraps the keys that protect everything secret; at least 32 characters. Unset: generated into `DATA_DIR` once. */
  @IsOptional()
  @IsStrongSecret(32)
  SECRET_KEY?: string;

  /** The former `SECRET_KEY`, given for one start to change it: the keyring is wrapped anew. */
  @IsOptional()
  SECRET_KEY_PREVIOUS?: string;

  /** Address under which people reach this server, for links; without it the one we listen on. */
  @IsOptional()
  @IsUrl(URL_OPTIONS, { message: 'PUBLIC_URL must be an http or https URL' })
  PUBLIC_URL?: string;

  /**
   * Whose forwarding headers to believe: a number of hops, or a comma list of addresses and CIDRs. `true` believes
   * everybody, so anybody can claim any address: only where nothing else can reach the server.
   */
  @IsOptional()
  TRUST_PROXY?: string;

  /** Comma list of origins whose pages may call the API from a browser. */
  @Transform(LIST)
  @IsUrl(URL_OPTIONS, {
    each: true,
    message: 'CORS_ORIGINS must be a comma list of origins such as https://app.example.com',
  })
  CORS_ORIGINS: string[] = [];

  /** PEM file with the certificate chain; together with `TLS_KEY` the server speaks HTTPS. */
  @IsOptional()
  TLS_CERT?: string;

  /** PEM file with the private key to `TLS_CERT`. */
  @IsOptional()
  TLS_KEY?: string;

  /** Who may register: nobody (`closed`) or everybody (`open`). */
  @IsIn(['closed', 'open'])
  REGISTRATION: 'closed' | 'open' = 'closed';

  /** Comma list of CIDRs and host names that providers may have although they are not public, e.g. `127.0.0.1/32`. */
  @Transform(LIST)
  @IsOutboundList()
  OUTBOUND_ALLOW: string[] = [];

  /** Whether the RAGFlow admin surface can show its keys again (`always`) or not even that (`once`). */
  @IsIn(['always', 'once'])
  KEY_REVEAL: 'always' | 'once' = 'always';

  /** Failed sign-ins allowed each minute, per account and per address. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  LOGIN_ATTEMPTS_PER_MINUTE: number = 10;

  /** Allows LangBot's `reset-password` to whoever knows it, 16 characters at least. Unset: off. */
  @IsOptional()
  @IsStrongSecret(16)
  RECOVERY_KEY?: string;

  /** PEM file with the private key for the passwords that RAGFlow's command line encrypts. */
  @IsOptional()
  RAGFLOW_PRIVATE_KEY_FILE?: string;

  /** Passphrase of that file. */
  @IsOptional()
  RAGFLOW_PRIVATE_KEY_PASSPHRASE?: string;

  /** Base URL of the embedding server behind the `Builtin` factory. */
  @IsOptional()
  @IsUrl(URL_OPTIONS, { message: 'BUILTIN_EMBEDDING_URL must be an http or https URL' })
  BUILTIN_EMBEDDING_URL?: string;

  /** Comma list of the built-in models that server really has. */
  @Transform(LIST)
  @IsString({ each: true })
  BUILTIN_EMBEDDING_MODEL: string[] = [];

  /**
   * Whether administrators may connect MCP servers of mode `stdio`: each is a command that runs on this machine, as the
   * user that Latchkey runs as.
   */
  @IsIn(['true', 'false'])
  MCP_STDIO: 'true' | 'false' = 'false';

  /** Whether the console is served at `/console/`; without it the server is its API alone. */
  @IsIn(['true', 'false'])
  CONSOLE: 'true' | 'false' = 'true';

  /** How long known keys go on while the database is away: `90s`, `15m`, `1h`. */
  @Matches(DURATION, { message: 'SNAPSHOT_MAX_AGE must be a duration such as 90s, 15m or 1h' })
  SNAPSHOT_MAX_AGE: string = '15m';

  /** How long answers that are being given may go on once the server is told to stop: `25s`, `5m`; then they are cut. */
  @Matches(DURATION, { message: 'SHUTDOWN_GRACE must be a duration such as 25s or 5m' })
  SHUTDOWN_GRACE: string = '25s';

  /**
   * How long single requests are kept: `0` for ever, or days such as `90d`. Sums by the hour stay for 400 days, by the
   * day for ever.
   */
  @Matches(/^(0|[1-9]\d{0,4}d)$/, { message: 'USAGE_RETENTION must be 0 (for ever) or a number of days such as 90d' })
  USAGE_RETENTION: string = '90d';

  /** How long the audit trail is kept, by whole months: `0` for ever, or days such as `365d`. */
  @Matches(/^(0|[1-9]\d{0,4}d)$/, { message: 'AUDIT_RETENTION must be 0 (for ever) or a number of days such as 365d' })
  AUDIT_RETENTION: string = '0';

  /** Processes that answer requests, side by side behind one address on this machine; 1 to 64. */
  @Type(() => Number)
  @IsInt({ message: WORKERS })
  @Min(1, { message: WORKERS })
  @Max(64, { message: WORKERS })
  WEB_CONCURRENCY: number = 1;

  /** How much is logged. */
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
  LOG_LEVEL: string = 'info';

  /**
   * Collector of OpenTelemetry (OTLP over HTTP) that traces go to, e.g. `http://127.0.0.1:4318`; the other `OTEL_…`
   * variables act as everywhere. Unset: nothing is traced.
   */
  @IsOptional()
  @IsUrl(URL_OPTIONS, { message: 'OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https URL' })
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;
}

/** All that is wrong with the environment at once, one sentence each. */
export class EnvironmentError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`); // prettier-ignore
  }
}

/** Reads and judges the variables; throws {@link EnvironmentError} with every problem there is. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const given = Object.entries(variables).filter(([name, value]) => isVariable(name) && value !== '');
  const environment = plainToInstance(Environment, Object.fromEntries(given), { exposeDefaultValues: true });
  const rules = validateSync(environment).flatMap((error) => Object.values(error.constraints ?? {}));
  const problems = [...new Set(rules)];
  problems.push(...belongTogether(environment));
  if (problems.length > 0) throw new EnvironmentError(problems);
  return environment;
}

function isVariable(name: string): boolean {
  return getMetadataStorage()
    .getTargetValidationMetadatas(Environment, '', false, false)
    .some((rule) => rule.propertyName === name);
}

const PAIRS = [
  ['ADMIN_EMAIL', 'ADMIN_PASSWORD'],
  ['TLS_CERT', 'TLS_KEY'],
] as const;

function belongTogether(environment: Environment): string[] {
  const problems = PAIRS.filter(
    ([one, other]) => (environment[one] === undefined) !== (environment[other] === undefined),
  ).map(([one, other]) => `${one} and ${other} must be set together`);
  const hasModels = environment.BUILTIN_EMBEDDING_MODEL.length > 0;
  if (hasModels !== (environment.BUILTIN_EMBEDDING_URL !== undefined)) {
    problems.push('BUILTIN_EMBEDDING_URL and BUILTIN_EMBEDDING_MODEL must be set together');
  }
  return problems;
}
