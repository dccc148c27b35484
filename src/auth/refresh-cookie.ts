import '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import { REFRESH_SECONDS } from './sessions.service.js';

export const REFRESH_COOKIE = 'latchkey_refresh';

/** Sent to one path only, never to scripts, never across sites. */
const OPTIONS = { path: '/api/v1/auth/refresh', httpOnly: true, sameSite: 'strict' } as const;

export function setRefreshCookie(reply: FastifyReply, refreshToken: string): void {
  void reply.setCookie(REFRESH_COOKIE, refreshToken, {
    ...OPTIONS,
    maxAge: REFRESH_SECONDS,
    secure: reply.request.protocol === 'https',
  });
}

export function clearRefreshCookie(reply: FastifyReply): void {
  void reply.clearCookie(REFRESH_COOKIE, OPTIONS);
}
