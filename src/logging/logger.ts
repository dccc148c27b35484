import type { LoggerService } from '@nestjs/common';
import { destination, multistream, pino, type Logger } from 'pino';
import { RECENT_LINES } from './recent-lines.js';

/** Where secrets could be, should an object ever be logged. */
const REDACTED = [
  'authorization',
  'cookie',
  'password',
  'token',
  'access_token',
  'api_key',
  'x-api-key',
  'secret',
  'credential',
];

/** Nest tells each module and route that it sets up. */
const FRAMEWORK_CHATTER = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

const PATHS = REDACTED.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);

/** Structured logs on standard output, one JSON object a line; what might hold a secret is cut out. The last lines are held too. */
export class PinoLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level: string) {
    this.pino = pino(
      { level, base: null, timestamp: isoTime, redact: { paths: PATHS, censor: '***' } },
      // Its level is the logger's own; a stream of several would hold back what is below `info`.
      multistream([
        { level: 'trace', stream: destination(1) },
        { level: 'trace', stream: RECENT_LINES },
      ]),
    );
  }

  log(message: unknown, context?: string): void {
    this.pino[FRAMEWORK_CHATTER.has(context ?? '') ? 'debug' : 'info']({ context }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.pino.error({ context: rest.at(-1) }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.pino.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: string): void {
    this.pino.trace({ context }, String(message));
  }

  fatal(message: unknown, context?: string): void {
    this.pino.fatal({ context }, String(message));
  }
}

function isoTime(): string {
  return `,"time":"${new Date().toISOString()}"`;
}
