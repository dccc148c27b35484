import type { FastifyReply } from 'fastify';

/** RAGFlow's clients take their token from this header, and send it back as it is. */
export function sendTokenHeader(reply: FastifyReply, accessToken: string): void {
  void reply.header('authorization', accessToken).header('access-control-expose-headers', 'Authorization');
}
