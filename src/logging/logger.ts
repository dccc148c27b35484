import cluster from 'node:cluster';
import type { LoggerService } from '@nestjs/common';
import { destination, multistream, pino, type Logger } from 'pino';
import { recentLines } from './recent-lines.js';

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

/** Of workers, which write to one output, the log says which of them it is. */
const PROCESS = cluster.isWorker ? { pid: process.pid } : null;

/** Structured logs on standard output, one JSON object a line; what might hold a secret is cut out. */

export class PinoLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level: string) {
    this.pino = pino(
      { level, base: PROCESS, timestamp: isoTime, redact: { paths: PATHS, censor: '***' } },
      multistream([
        { level: 'trace', stream: destination(1) },
        { level: 'trace', stream: { write: (line) => recentLines.add(line) } },
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
