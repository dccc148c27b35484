import { existsSync, readFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { API_KEY_SCHEME, BEARER_SCHEME } from './auth.decorator.js';
import { operationIdOf, type RouteTable } from './route-table.js';

/** The committed document; the server serves it as it is. */
const DOCUMENT_FILE = new URL('../../openapi.json', import.meta.url);

const DESCRIPTION = `Latchkey hands out API keys and models to teams that run LLM applications.

Every call takes a user token (\`Authorization: Bearer …\`, from \`POST /api/v1/auth/login\`) or an API key
(\`Authorization: Bearer …\` or \`X-API-Key: …\`). To try calls here, sign in with that call, copy \`access_token\`, and
paste it under **Authorize**.

Answers come in an envelope: \`{code, message, data}\`, where code 0 is success.`;

/** Builds the document from the controllers; done by \`npm run openapi\`, never by the server. */
export function buildDocument(app: NestFastifyApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Latchkey')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This server')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A user token or an API key' }, BEARER_SCHEME)
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key' }, API_KEY_SCHEME)
    .addBasicAuth({ type: 'http', scheme: 'basic' })
    .addCookieAuth('latchkey_refresh', { type: 'apiKey', in: 'cookie' }, 'latchkey_refresh')
    .build();
  return SwaggerModule.createDocument(app, config, { operationIdFactory: operationIdOf });
}

/** Serves the document at /openapi.json and Swagger UI at /docs, from local files only. */
export function serveDocument(app: NestFastifyApplication, routes: RouteTable): void {
  routes.declarePublic('/docs');
  routes.declarePublic('/openapi.json');
  if (!existsSync(DOCUMENT_FILE)) return;
  const text = readFileSync(DOCUMENT_FILE, 'utf8');
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(text));
  SwaggerModule.setup('docs', app, JSON.parse(text) as OpenAPIObject, {
    customSiteTitle: 'Latchkey API',
    raw: false,
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true, docExpansion: 'none', filter: true },
  });
}
