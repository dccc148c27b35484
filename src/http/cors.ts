import type { AppConfig } from '../config/app-config.js';

const EXPOSED = [
  ...['Authorization', 'Retry-After', 'X-Request-Id', 'Request-Id', 'Server-Timing'],
  ...['X-Latchkey-Model', 'X-Latchkey-Attempts', 'Content-Disposition', 'X-Truncated'],
  ...['RateLimit', 'RateLimit-Policy', 'X-Should-Retry'],
];

/** What browsers may do from the origins that the operator named. */
export function corsOptions({ corsOrigins }: AppConfig) {
  return {
    origin: [...corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: EXPOSED,
    credentials: true,
  };
}

const NOTHING: readonly string[] = [];

/** The same for answers that are not Fastify's, as a flat head; preflights are answered by Fastify. */
export function corsHead({ corsOrigins }: AppConfig): (origin: string | undefined) => readonly string[] {
  if (corsOrigins.length === 0) return () => NOTHING;
  const exposed = EXPOSED.join(', ');
  return (origin) => {
    if (origin === undefined || !corsOrigins.includes(origin)) return ['vary', 'Origin'];
    return [
      ...['vary', 'Origin', 'access-control-allow-origin', origin],
      ...['access-control-allow-credentials', 'true', 'access-control-expose-headers', exposed],
    ];
  };
}
