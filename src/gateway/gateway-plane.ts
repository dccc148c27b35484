import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { clientAddress } from '../http/client-address.js';
import { corsHead } from '../http/cors.js';
import type { RouteTable } from '../http/route-table.js';
import type { Beside } from '../http/wire/beside.js';
import { NodeReply } from '../http/wire/node-reply.js';
import type { AttendedReply, WireReply } from '../http/wire/wire-reply.js';
import type { PlainRequest, WireRequest } from '../http/wire/wire-request.js';
import type { Principal } from '../kernel/principal.js';
import { UnauthenticatedError } from '../kernel/app-error.js';
import { nameRequestSpan } from '../telemetry/spans.js';
import { ApiKeyAuthenticator } from '../api-key/api-key-authenticator.js';
import { isDoubled, tokenOf } from '../auth/authorization-header.js';
import { RequestAuthenticator, type Judgement } from '../auth/request-authenticator.js';
import { TenantRouteSnapshots } from '../models/routes/tenant-route-snapshots.js';
import { readBytes } from './body-bytes.js';
import { anthropicModel, listedResources, ModelList, openAiModel, type ListedModel } from './endpoints/model-list.js';
import { CHAT_TYPES } from './endpoints/chat-protocol.js';
import type { Endpoint } from './endpoints/endpoint.js';
import { Endpoints } from './endpoints/endpoints.js';
import { badRequest, GatewayError } from './gateway-error.js';
import { gatewayFailure } from './gateway-failure.js';
import { GATEWAY_AUTH, GATEWAY_ROUTES, type GatewayRoute } from './gateway-routes.js';
import { GatewayService, failureBody, idHead } from './gateway.service.js';
import { PlaneRequest } from './plane-request.js';
import { PROTOCOLS, type Protocol } from './protocols.js';
import { RefusalPace } from './refusal-pace.js';
import { notFound } from './resolution/model-resolver.js';
import { ChatResources } from './resources/chat-resources.js';
import { EmbedTokens, isPublishable, type EmbedVisitor } from './resources/embed-tokens.js';

const PREFIX = '/v1/';
const MODELS = '/v1/models';
const ONE_MODEL = '/v1/models/';
/** Of a model's name in a path, percent-encoded. */
const LONGEST_NAME = 2048;

/** How long a request may take to arrive without being judged once more; revocations hold within twice that. */
const JUDGEMENT_HOLDS_MS = 50;

const TOO_LARGE = 413;
/** Of what a client sent, in a message. */
const LONGEST_TOLD = 40;
const JSON_HEAD = ['content-type', 'application/json; charset=utf-8'];

/** A route with what answers it. */
interface PlaneRoute extends GatewayRoute {
  words: Protocol;
  /** Null where models are shown. */
  call: Endpoint | null;
}

/**
 * The routes of the data plane, on the bare server: bodies stay bytes, and neither Nest's pipes and interceptors nor
 * Fastify and the control plane's hooks are on the way.
 */
@Injectable()
export class GatewayPlane implements Beside {
  private readonly pace = new RefusalPace();
  private readonly byPath: ReadonlyMap<string, PlaneRoute>;
  private readonly addressOf: (request: WireRequest) => string;
  private readonly headFor: (origin: string | undefined) => readonly string[];

  constructor(
    private readonly authenticator: RequestAuthenticator,
    private readonly apiKeys: ApiKeyAuthenticator,
    private readonly routes: TenantRouteSnapshots,
    private readonly gateway: GatewayService,
    endpoints: Endpoints,
    private readonly models: ModelList,
    private readonly resources: ChatResources,
    private readonly embeds: EmbedTokens,
    config: AppConfig,
  ) {
    this.addressOf = clientAddress(config);
    this.headFor = corsHead(config);
    const routesOf = GATEWAY_ROUTES.map((route): [string, PlaneRoute] => {
      const call = route.method === 'GET' ? null : endpoints.find(route.endpoint);
      return [route.path, { ...route, words: PROTOCOLS[route.protocol], call }];
    });
    this.byPath = new Map(routesOf);
  }

  /** Enters its routes in the table of all. */
  declare(table: RouteTable): void {
    for (const { method, path, operationId } of GATEWAY_ROUTES) {
      table.enter({ method, path, operationId, auth: GATEWAY_AUTH });
    }
  }

  /** Preflights, and methods that a path does not have, are answered by the rest of the server. */
  take(raw: IncomingMessage, reply: ServerResponse): boolean {
    const route = this.routeOf(raw.method, raw.url ?? '');
    if (!route) return false;
    nameRequestSpan(route.method, route.path);
    this.answer(route, new PlaneRequest(raw, this.addressOf, null, raw), new NodeReply(reply));
    return true;
  }

  serves(method: string, url: string): boolean {
    return this.routeOf(method, url) !== undefined;
  }

  takeWhole(request: PlainRequest, body: Buffer, reply: AttendedReply): void {
    const route = this.routeOf(request.method, request.url);
    if (route) this.answer(route, new PlaneRequest(request, this.addressOf, body, null), reply);
  }

  /** Before the body is read it is known who asks: strangers' bodies are not worth the memory. */
  private answer(route: PlaneRoute, request: PlaneRequest, reply: AttendedReply): void {
    const refuse = (error: unknown): void => this.reject(route, request, reply, error);
    try {
      const judgement = this.authenticator.authenticate(request, GATEWAY_AUTH);
      if (judgement instanceof Promise)
        judgement.then((found) => this.proceed(route, request, reply, found)).catch(refuse);
      else this.proceed(route, request, reply, judgement);
    } catch (error) {
      refuse(error);
    }
  }

  private proceed(route: PlaneRoute, request: PlaneRequest, reply: AttendedReply, judgement: Judgement): void {
    if (judgement instanceof UnauthenticatedError) this.reject(route, request, reply, judgement);
    else this.admit(route, request, judgement, reply);
  }

  /** Whoever is nobody otherwise may chat with a publishable token; such have another shape than keys. */
  private reject(route: PlaneRoute, request: PlaneRequest, reply: AttendedReply, error: unknown): void {
    const isStranger = error instanceof UnauthenticatedError && error.reason === 'bad-bearer';
    const token = isStranger && route.endpoint === 'chat' ? tokenOf(request.headers.authorization) : '';
    const refuse = (failure: unknown): void => {
      // Refusals wait for their turn, thousands of them; a stranger's body does not.
      request.body = null;
      const refusal = (): void => this.refuse(route, request, reply, failure);
      if (!this.pace.refuse(refusal)) request.raw.destroy();
    };
    if (!isPublishable(token) || isDoubled(request, 'authorization')) {
      refuse(error);
      return;
    }
    const visit = (visitor: EmbedVisitor | null): void => {
      request.only = visitor?.models ?? null;
      if (visitor) this.admit(route, request, visitor.principal, reply);
      else refuse(error);
    };
    this.embeds.find(token).then(visit).catch(refuse);
  }

  private routeOf(method: string | undefined, url: string): PlaneRoute | undefined {
    if (!url.startsWith(PREFIX)) return undefined;
    const end = url.indexOf('?');
    const path = end === -1 ? url : url.slice(0, end);
    const route = this.byPath.get(path.startsWith(ONE_MODEL) ? `${ONE_MODEL}*` : path);
    return route?.method === method ? route : undefined;
  }

  private admit(route: PlaneRoute, request: PlaneRequest, principal: Principal, reply: AttendedReply): void {
    const { words, call } = route;
    this.pace.serve();
    const refuse = (error: unknown): void => this.refuse(route, request, reply, error);
    if (call === null) {
      this.show(request, principal).then((body) => this.send(request, reply, body), refuse);
      return;
    }
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
      refuse(encodedBody(encoding));
      return;
    }
    const pass = (): void =>
      void this.gateway.answer(call, words, request, principal, reply, this.headFor(request.headers.origin));
    const { unread } = request;
    if (request.body || unread === null) {
      pass();
      return;
    }
    const judgedAt = performance.now();
    const read = (body: Buffer): void => {
      request.body = body;
      // Whoever was slow to send it may have lost the right to ask meanwhile.
      if (performance.now() - judgedAt > JUDGEMENT_HOLDS_MS) this.answer(route, request, reply);
      else pass();
    };
    readBytes(unread, read, refuse);
  }

  private async show(request: PlaneRequest, principal: Principal): Promise<object> {
    const routes = await this.routes.find(principal.tenantId);
    const allowed = this.apiKeys.snapshotBehind(principal)?.allowedModels ?? null;
    const isAnthropic = request.headers['anthropic-version'] !== undefined;
    const resources = listedResources(await this.resources.list(principal.tenantId), allowed);
    const name = nameIn(request.raw.url ?? '');
    if (name !== null) {
      const resource = resources.find(({ id }) => id === name);
      if (!routes) throw notFound(name);
      const model = resource ?? this.models.find(routes, allowed, name);
      return isAnthropic ? anthropicModel(model) : openAiModel(model);
    }
    const listed = [...(routes ? this.models.list(routes, allowed) : []), ...resources];
    return isAnthropic ? anthropicList(listed) : { object: 'list', data: listed.map(openAiModel) };
  }

  private send({ id, headers }: PlaneRequest, reply: WireReply, body: object): void {
    const text = JSON.stringify(body);
    const head = [...JSON_HEAD, 'x-request-id', id, ...this.headFor(headers.origin)];
    reply.writeHead(200, [...head, 'content-length', String(Buffer.byteLength(text))]);
    reply.end(text);
  }

  /** Before there is an exchange: nobody is counted for it. */
  private refuse({ words }: PlaneRoute, { id, headers }: PlaneRequest, reply: WireReply, error: unknown): void {
    const head = [...JSON_HEAD, 'x-request-id', id, ...this.headFor(headers.origin), ...idHead(words, id)];
    const failure = gatewayFailure(error);
    // Nobody wants to read the rest of it.
    if (failure.status === TOO_LARGE) head.push('connection', 'close');
    reply.end(failureBody(reply, head, words, failure));
  }
}

function encodedBody(encoding: string): GatewayError {
  const message = `The request body must not be encoded; its Content-Encoding is ${encoding.slice(0, LONGEST_TOLD)}`;
  return new GatewayError(415, 'invalid_request_error', message, { code: 'unsupported_encoding' });
}

function anthropicList(models: readonly ListedModel[]): object {
  const chats = models.filter(({ type }) => CHAT_TYPES.includes(type));
  const [first, last] = [chats[0]?.id ?? null, chats.at(-1)?.id ?? null];
  return { data: chats.map(anthropicModel), has_more: false, first_id: first, last_id: last };
}

/** The model that a path names; null for the list. @throws GatewayError */
function nameIn(url: string): string | null {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  if (path === MODELS) return null;
  const name = path.slice(ONE_MODEL.length);
  if (name.length > LONGEST_NAME) throw notFound(name);
  try {
    return decodeURIComponent(name);
  } catch {
    throw badRequest('The path is not encoded as URLs are');
  }
}
