import {
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { MESSAGE_METADATA, PLAIN_METADATA, Reply } from './response-message.decorator.js';
import { surfaceOf } from './surfaces.js';

const DEFAULT_MESSAGE = 'Success';

/** Puts what a handler returns into the envelope of its surface; files go as they are. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const handler = context.getHandler();
    if (this.reflector.get<boolean | undefined>(PLAIN_METADATA, handler)) return next.handle();
    const surface = surfaceOf(context.switchToHttp().getRequest<FastifyRequest>().url);
    const message = this.reflector.get<string | undefined>(MESSAGE_METADATA, handler) ?? DEFAULT_MESSAGE;
    return next.handle().pipe(
      map((result: unknown) => {
        if (result instanceof StreamableFile) return result;
        return result instanceof Reply
          ? surface.success(result.data, result.message)
          : surface.success(result, message);
      }),
    );
  }
}
