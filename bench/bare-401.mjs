/** The least that a refusal can cost with Fastify: 401 before the body is read, in OpenAI's words. */
import process from 'node:process';
import fastify from 'fastify';
import { announcePort } from './child-port.mjs';

const REFUSAL = {
  error: {
    message: 'Incorrect API key provided.',
    type: 'invalid_request_error',
    param: null,
    code: 'invalid_api_key',
  },
};

const app = fastify();
app.post(
  '/v1/chat/completions',
  {
    onRequest: (request, reply) => {
      reply.code(401).send(REFUSAL);
    },
  },
  () => REFUSAL,
);
await app.ready();
announcePort(app.server, Number(process.env.PORT ?? 0));
