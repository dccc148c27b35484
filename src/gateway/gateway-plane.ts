import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import cors from '@fastify/cors';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppConfig } from '../config/app-config.js';
import { corsOptions } from '../http/cors.js';
import type { RouteTable } from '../http/route-table.js';
import type { Beside } from '../http/shared-server.js';
import { newRequestId } from '../kernel/ids.js';
import { UnauthenticatedError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { ApiKeyAuthenticator } from '../api-key/api-key-authenticator.js';
import { isDoubled, tokenOf } from '../auth/authorization-header.js';
import { RequestAuthenticator } from '../auth/request-authenticator.js';
import { TenantRouteSnapshots } from '../models/routes/tenant-route-snapshots.js';
import { MOST_REQUEST_BYTES } from './call-limits.js';
import { anthropicModel, listedResources, ModelList, openAiModel, type ListedModel } from './endpoints/model-list.js';
import { CHAT_TYPES } from './endpoints/chat-protocol.js';
import { Endpoints } from './endpoints/endpoints.js';
import { gatewayFailure } from './gateway-failure.js';
import { GATEWAY_AUTH, GATEWAY_ROUTES, type GatewayRoute } from './gateway-routes.js';
import { GatewayService, idHead, sendFailure } from './gateway.service.js';
import { PROTOCOLS, type Protocol } from './protocols.js';
import { notFound } from './resolution/model-resolver.js';
import { ChatResources } from './resources/chat-resources.js';
import { EmbedTokens, type EmbedVisitor } from './resources/embed-tokens.js';

const principals = new WeakMap<FastifyRequest, Principal>();
/** Of those requests that showed a publishable token. */
const visitors = new WeakMap<FastifyRequest, EmbedVisitor>();

/** Names of models come in paths, percent-encoded. */
const LONGEST_NAME = 2048;

const METHOD_BY_PATH: ReadonlyMap<string, string> = new Map(GATEWAY_ROUTES.map(({ path, method }) => [path, method]));
const ONE_MODEL = '/v1/models/';

/** Preflights, and methods that a path does not have, are answered by the rest of the server. */
function owns({ url = '', method }: IncomingMessage): boolean {
  if (!url.startsWith('/v1/')) return false;
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  return METHOD_BY_PATH.get(path) === method || (path.startsWith(ONE_MODEL) && method === 'GET');
}

/**
 * The routes of the data plane, raw ones in a Fastify instance of their own: bodies stay bytes, and neither Nest's pipes
 * and interceptors nor the control plane's hooks are on the way.
 */
@Injectable()
export class GatewayPlane {
  constructor(
    private readonly authenticator: RequestAuthenticator,
    private readonly apiKeys: ApiKeyAuthenticator,
    private readonly routes: TenantRouteSnapshots,
    private readonly gateway: GatewayService,
    private readonly endpoints: Endpoints,
    private readonly models: ModelList,
    private readonly resources: ChatResources,
    private readonly embeds: EmbedTokens,
    private readonly config: AppConfig,
  ) {}

  /** Ready to answer; to be called once. @param table in which the routes are entered */
  async start(table: RouteTable): Promise<Beside> {
    const plane = fastify({
      bodyLimit: MOST_REQUEST_BYTES,
      trustProxy: this.config.trustProxy,
      genReqId: newRequestId,
      routerOptions: { maxParamLength: LONGEST_NAME },
      frameworkErrors: (error, request, reply) => refuse(PROTOCOLS.openai, request, reply, error),
    });
    table.collect(plane);
    if (this.config.corsOrigins.length > 0) await plane.register(cors, corsOptions(this.config));
    plane.removeAllContentTypeParsers();
    plane.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    for (const route of GATEWAY_ROUTES) this.add(plane, route);
    await plane.ready();
    return { owns, answer: (request, response) => plane.routing(request, response) };
  }

  private add(plane: FastifyInstance, route: GatewayRoute): void {
    plane.route({
      method: route.method,
      url: route.path,
      config: { auth: GATEWAY_AUTH, operationId: route.operationId },
      onRequest: (request, reply, next) => this.admit(route, request, reply, next),
      handler: route.method === 'GET' ? this.showing(route) : this.calling(route),
      errorHandler: (error, request, reply) => refuse(PROTOCOLS[route.protocol], request, reply, error),
    });
  }

  /** Before the body is read: strangers' bodies are not worth the memory. */
  private admit(route: GatewayRoute, request: FastifyRequest, reply: FastifyReply, next: () => void): void {
    this.authenticator
      .authenticate(request, GATEWAY_AUTH)
      .catch((error: unknown) => this.visit(route, request, error))
      .then(
        (principal) => {
          principals.set(request, principal);
          next();
        },
        (error: unknown) => refuse(PROTOCOLS[route.protocol], request, reply, error),
      );
  }

  /** Whoever is nobody otherwise may chat with a publishable token. @throws the error that it was refused with */
  private async visit({ endpoint }: GatewayRoute, request: FastifyRequest, error: unknown): Promise<Principal> {
    const isStranger = error instanceof UnauthenticatedError && error.reason === 'bad-bearer';
    if (!isStranger || endpoint !== 'chat' || isDoubled(request, 'authorization')) throw error;
    const visitor = await this.embeds.find(tokenOf(request.headers.authorization));
    if (!visitor) throw error;
    visitors.set(request, visitor);
    return visitor.principal;
  }

  private calling(route: GatewayRoute): (request: FastifyRequest, reply: FastifyReply) => void {
    const endpoint = this.endpoints.find(route.endpoint);
    const protocol = PROTOCOLS[route.protocol];
    return (request, reply) => {
      reply.hijack();
      const only = visitors.get(request)?.models;
      void this.gateway.answer(endpoint, protocol, request, principalOf(request), reply.raw, headOf(reply), only);
    };
  }

  private showing(route: GatewayRoute): (request: FastifyRequest, reply: FastifyReply) => void {
    return (request, reply) => {
      this.show(request).then(
        (body) => send(request, reply, body),
        (error: unknown) => refuse(PROTOCOLS[route.protocol], request, reply, error),
      );
    };
  }

  private async show(request: FastifyRequest): Promise<object> {
    const principal = principalOf(request);
    const routes = await this.routes.find(principal.tenantId);
    const allowed = this.apiKeys.snapshotBehind(principal)?.allowedModels ?? null;
    const isAnthropic = request.headers['anthropic-version'] !== undefined;
    const resources = listedResources(await this.resources.list(principal.tenantId), allowed);
    const name = (request.params as Record<string, string | undefined>)['*'];
    if (name !== undefined) {
      const resource = resources.find(({ id }) => id === name);
      if (!routes) throw notFound(name);
      const model = resource ?? this.models.find(routes, allowed, name);
      return isAnthropic ? anthropicModel(model) : openAiModel(model);
    }
    const listed = [...(routes ? this.models.list(routes, allowed) : []), ...resources];
    return isAnthropic ? anthropicList(listed) : { object: 'list', data: listed.map(openAiModel) };
  }
}

function anthropicList(models: readonly ListedModel[]): object {
  const chats = models.filter(({ type }) => CHAT_TYPES.includes(type));
  const [first, last] = [chats[0]?.id ?? null, chats.at(-1)?.id ?? null];
  return { data: chats.map(anthropicModel), has_more: false, first_id: first, last_id: last };
}

function principalOf(request: FastifyRequest): Principal {
  const principal = principals.get(request);
  if (!principal) throw new Error('A route of the data plane was reached without authentication');
  return principal;
}

/** What plugins have put into the head: CORS, where it is switched on. */
function headOf(reply: FastifyReply): readonly string[] {
  return Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().flatMap((each) => [name, String(each)]),
  );
}

function send(request: FastifyRequest, reply: FastifyReply, body: object): void {
  const text = JSON.stringify(body);
  const head = ['content-type', 'application/json; charset=utf-8', 'x-request-id', request.id, ...headOf(reply)];
  reply.hijack();
  reply.raw.writeHead(200, [...head, 'content-length', String(Buffer.byteLength(text))]).end(text);
}

/** Before there is an exchange: nobody is counted for it. */
function refuse(protocol: Protocol, request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const head = [
    'content-type',
    'application/json; charset=utf-8',
    'x-request-id',
    request.id,
    ...headOf(reply),
    ...idHead(protocol, request.id),
  ];
  reply.hijack();
  sendFailure(reply.raw, head, protocol, gatewayFailure(error));
}
