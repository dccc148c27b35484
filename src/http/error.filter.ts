import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, UnauthenticatedError, type FailureKind } from '../kernel/app-error.js';
import { codeOf, statusOf, surfaceOf, type Failure, type Surface } from './surfaces.js';

const NEUTRAL = 'Internal server error';

/** What the framework refuses before a handler runs, by HTTP status. */
const FRAMEWORK_FAILURES: Readonly<Record<number, { kind: FailureKind; message: string }>> = {
  400: { kind: 'bad-input', message: 'Invalid request body' },
  404: { kind: 'not-found', message: 'Not found' },
  405: { kind: 'not-found', message: 'Not found' },
  413: { kind: 'too-large', message: 'The request body is too large' },
  414: { kind: 'bad-input', message: 'The URL is too long' },
  415: { kind: 'unsupported-media-type', message: 'The content type is not supported' },
};

const BAD_URL = { kind: 'bad-input' as const, message: 'Invalid URL' };

/** Draws every failure, wherever it came from, in the envelope of the path's surface. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Errors');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also called by Fastify itself, for what fails before Nest is reached. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const surface = surfaceOf(request.url);
    const failure = describe(error, surface);
    if (failure.status >= 500) this.log(error, failure, request);
    if (reply.raw.headersSent) {
      reply.raw.end();
      return;
    }
    if (error instanceof AppError && error.retryAfterSeconds !== undefined) {
      void reply.header('retry-after', String(error.retryAfterSeconds));
    }
    if (failure.status === 401) void reply.header('www-authenticate', 'Bearer realm="latchkey"');
    void reply.status(failure.status).header('content-type', 'application/json; charset=utf-8');
    void reply.send(JSON.stringify(surface.failure(failure)));
  }

  private log(error: unknown, { status }: Failure, request: FastifyRequest): void {
    const cause = error instanceof AppError && error.cause !== undefined ? error.cause : error;
    const route = request.routeOptions.url ?? 'an unknown route';
    const text = cause instanceof Error ? cause.stack : String(cause);
    this.logger[status === 503 ? 'warn' : 'error'](`${request.id} ${request.method} ${route} failed: ${text}`);
  }
}

function describe(error: unknown, surface: Surface): Failure {
  if (error instanceof AppError) return describeOurs(error, surface);
  const known = isBadUrl(error) ? BAD_URL : FRAMEWORK_FAILURES[frameworkStatus(error)];
  const { kind, message } = known ?? { kind: 'internal' as const, message: NEUTRAL };
  const status = statusOf(surface, kind);
  const code = kind === 'not-found' ? (surface.unknownRouteCode ?? status) : codeOf(surface, kind);
  return { kind, status, code, message: surface.words?.[kind] ?? message, data: null, problems: undefined };
}

function describeOurs(error: AppError, surface: Surface): Failure {
  const words = error instanceof UnauthenticatedError ? error.message || surface.unauthenticated[error.reason] : '';
  return {
    kind: error.kind,
    status: statusOf(surface, error.kind),
    code: error.code ?? codeOf(surface, error.kind),
    // A failure whose code a protocol fixes has its words fixed too.
    message: words || (error.code === undefined ? surface.words?.[error.kind] : undefined) || error.message,
    data: error.data,
    problems: error.problems,
  };
}

function frameworkStatus(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}

/** Broken percent-encoding. */
function isBadUrl(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'FST_ERR_BAD_URL';
}
