import type { AppConfig } from '../config/app-config.js';

/** What browsers may do from the origins that the operator named. */
export function corsOptions({ corsOrigins }: AppConfig) {
  return {
    origin: [...corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: [
      ...['Authorization', 'Retry-After', 'X-Request-Id', 'Request-Id', 'Server-Timing'],
      ...['X-Latchkey-Model', 'X-Latchkey-Attempts'],
    ],
    credentials: true,
  };
}
