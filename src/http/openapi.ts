import { existsSync, readFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { RouteTable } from './route-table.js';

/** The committed document; the server serves it as it is. */
const DOCUMENT_FILE = new URL('../../openapi.json', import.meta.url);

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
