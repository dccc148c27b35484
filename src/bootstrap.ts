import { readFileSync } from 'node:fs';
import cookie from '@fastify/cookie';
import type { LoggerService } from '@nestjs/common';
import { DiscoveryService, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module.js';
import type { AppConfig } from './config/app-config.js';
import { serveConsole } from './console/console.js';
import type { DatabaseConnections } from './database/database.module.js';
import { logAnswers, nameSpans, sendRequestId } from './http/access-log.js';
import { parseBodiesAsJson } from './http/body-parser.js';
import { answerClientError } from './http/client-errors.js';
import { ErrorFilter } from './http/error.filter.js';
import { serveDocument } from './http/openapi.js';
import { corsOptions } from './http/cors.js';
import { RouteTable, stampNestRoutes } from './http/route-table.js';
import { SharedServer } from './http/shared-server.js';
import { setSecurityHeaders } from './http/security-headers.js';
import { GatewayPlane } from './gateway/gateway-plane.js';
import { newUuid } from './kernel/ids.js';
import { PinoLogger } from './logging/logger.js';
import { serveSetupPage } from './setup-page/setup-page.js';
import { isTraced } from './telemetry/spans.js';

const CONTROL_PLANE_BODY_BYTES = 1024 * 1024;
/** For a request's head to arrive; who sends it slower than this means no good. */
const HEAD_MS = 30_000;
/** For all of it: a recording of 25 MB takes minutes on a slow line. */
const REQUEST_MS = 300_000;
/** Longer than the load balancers in front of us keep theirs: who closes first breaks the other's next request. */
const KEEP_ALIVE_MS = 72_000;
/** Tokens and e-mail addresses come in paths, percent-encoded. */
const LONGEST_PARAMETER = 2048;

export interface AppOptions {
  config: AppConfig;
  connections: DatabaseConnections;
  /** Only the structure, nothing instantiated: for the OpenAPI document. */
  preview?: boolean;
  logger?: LoggerService;
}

/** The whole application, not yet listening. The server, the tests and the OpenAPI emit all start here. */
export async function createApp({
  config,
  connections,
  preview = false,
  logger,
}: AppOptions): Promise<NestFastifyApplication> {
  const routes = new RouteTable();
  const server = sharedServer(config);
  const adapter = createAdapter(config, server);
  const fastify = adapter.getInstance();
  routes.collect(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot({ config, connections, routes }),
    adapter,
    { bodyParser: false, preview, abortOnError: false, logger: logger ?? new PinoLogger(config.logLevel) },
  );
  if (preview) return app;
  const plane = app.get(GatewayPlane);
  plane.declare(routes);
  server.attach(plane);
  parseBodiesAsJson(fastify);
  sendRequestId(fastify);
  logAnswers(fastify);
  nameSpans(fastify);
  await app.register(cookie);
  await setSecurityHeaders(app);
  if (config.corsOrigins.length > 0) {
    app.enableCors(corsOptions(config));
  }
  stampNestRoutes(app.get(DiscoveryService));
  if (!config.servesConsole || !(await serveConsole(app))) serveSetupPage(fastify);
  serveDocument(app, routes);
  return app;
}

function sharedServer({ tls }: AppConfig): SharedServer {
  return new SharedServer({
    tls: tls ? { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) } : null,
    headersTimeout: HEAD_MS,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    isWatched: isTraced(),
  });
}

function createAdapter(config: AppConfig, server: SharedServer): FastifyAdapter {
  let filter: ErrorFilter | undefined;
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit: CONTROL_PLANE_BODY_BYTES,
    serverFactory: server.create,
    clientErrorHandler: answerClientError,
    trustProxy: config.trustProxy,
    genReqId: () => newUuid(),
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      filter ??= new ErrorFilter();
      filter.answer(error, request, reply);
    },
  });
  return adapter;
}
