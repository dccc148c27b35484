import { Injectable, Logger } from '@nestjs/common';
import type { AttendedReply, WireReply } from '../http/wire/wire-reply.js';
import type { Principal } from '../kernel/principal.js';
import { ApiKeyAuthenticator } from '../api-key/api-key-authenticator.js';
import { TenantRouteSnapshots } from '../models/routes/tenant-route-snapshots.js';
import { answerHead, ownHead } from './answer-head.js';
import type { Endpoint, GatewayCall, ResourceCall } from './endpoints/endpoint.js';
import { ClientExchange } from './exchange.js';
import { GatewayError } from './gateway-error.js';
import { gatewayFailure } from './gateway-failure.js';
import { GatewayRecords } from './gateway-records.js';
import { OngoingAnswers } from './ongoing-answers.js';
import type { PlaneRequest } from './plane-request.js';
import type { Protocol } from './protocols.js';
import { CallAdmission } from './limits/call-admission.js';
import { ModelResolver, notAllowed, notFound } from './resolution/model-resolver.js';
import { Attempts } from './routing/attempts.js';

const NO_HEAD: readonly string[] = [];

/** For what is being answered when the server's time to end is up. */
const STOPPING = new GatewayError(503, 'server_error', 'The server is stopping; ask again', {
  code: 'unavailable',
  retryAfterSeconds: 1,
});

/** Answers one request of the data plane, from the body to the usage record. */
@Injectable()
export class GatewayService {
  private readonly logger = new Logger('Gateway');
  private readonly ongoing = new OngoingAnswers();

  constructor(
    private readonly apiKeys: ApiKeyAuthenticator,
    private readonly routes: TenantRouteSnapshots,
    private readonly resolver: ModelResolver,
    private readonly attempts: Attempts,
    private readonly admission: CallAdmission,
    private readonly records: GatewayRecords,
  ) {}

  /** Never rejects: whatever happens concerns this request alone. */
  async answer(
    endpoint: Endpoint,
    protocol: Protocol,
    request: PlaneRequest,
    principal: Principal,
    reply: AttendedReply,
    extraHead: readonly string[],
  ): Promise<void> {
    const ids = idHead(protocol, request.id);
    const head = ids.length === 0 ? extraHead : [...extraHead, ...ids];
    const exchange = new ClientExchange(request.id, endpoint.name, principal, reply, head);
    const ongoing = this.ongoing.begin(exchange, protocol);
    reply.attend(exchange);
    let call: GatewayCall | ResourceCall | null = null;
    this.records.begin(exchange);
    try {
      const opened = endpoint.open(request);
      call = opened instanceof Promise ? await opened : opened;
      exchange.requestedModel = call.model;
      exchange.isStream = call.isStream;
      const allowed = this.apiKeys.snapshotBehind(principal)?.allowedModels ?? null;
      if ('attempt' in call) await this.serve(exchange, endpoint, call, allowed);
      else await this.delegate(exchange, call, allowed);
    } catch (error) {
      this.fail(exchange, protocol, error);
    } finally {
      const counting = this.records.end(exchange, call !== null && 'attempt' in call ? call : null);
      if (counting) await counting;
      this.ongoing.end(ongoing);
      this.records.whenWritten(() => exchange.end());
    }
  }

  /**
   * Gives up whatever is being answered, as the server has to end: providers are not asked on, clients are told, streams in
   * an event of their own, and what was used is written down.
   */
  cutOff(): void {
    for (const { exchange, protocol } of this.ongoing.all()) {
      if (exchange.hasLeft || exchange.isAnswered) continue;
      const { reply } = exchange;
      if (exchange.isEventStream) exchange.endWith(`\n\n${protocol.errorEvent(STOPPING)}`);
      else if (!reply.headersSent) exchange.endWith(failureBody(reply, jsonHead(exchange), protocol, STOPPING));
      exchange.leave();
    }
  }

  /** Tells the client, unless it has left. */
  fail(exchange: ClientExchange, protocol: Protocol, error: unknown): void {
    const failure = gatewayFailure(error);
    exchange.status = failure.status;
    if (failure.type === 'server_error') this.log(exchange, failure);
    const { reply } = exchange;
    if (exchange.hasLeft) return;
    if (reply.headersSent) reply.destroy();
    else exchange.endWith(failureBody(reply, jsonHead(exchange), protocol, failure));
  }

  private async serve(
    exchange: ClientExchange,
    endpoint: Endpoint,
    call: GatewayCall,
    allowed: readonly string[] | null,
  ): Promise<void> {
    const { tenantId } = exchange.caller;
    const routes = this.routes.peek(tenantId) ?? (await this.routes.find(tenantId));
    if (!routes) throw notFound(call.model);
    const candidates = this.resolver.resolve(routes, { name: call.model, types: endpoint.types, allowed });
    const admitted = this.admission.admit(exchange, candidates, () => call.bounds());
    const left = admitted instanceof Promise ? await admitted : admitted;
    await this.attempts.run(exchange, left, (route) => call.attempt(exchange, route));
  }

  private async delegate(
    exchange: ClientExchange,
    call: ResourceCall,
    allowed: readonly string[] | null,
  ): Promise<void> {
    exchange.isDelegated = true;
    if (allowed !== null && !allowed.includes(call.model)) throw notAllowed(call.model);
    await call.answer(exchange);
  }

  private log(exchange: ClientExchange, failure: GatewayError): void {
    const { cause } = failure;
    const text = cause instanceof Error ? cause.stack : failure.message;
    this.logger.error(`${exchange.id} ${exchange.endpoint} failed: ${text}`);
  }
}

function jsonHead(exchange: ClientExchange): string[] {
  return [...answerHead(exchange, 'application/json; charset=utf-8'), ...ownHead(exchange)];
}

/** Writes the head of a failure's answer. @returns the body, in the words of the protocol */
export function failureBody(reply: WireReply, head: string[], { errorText }: Protocol, failure: GatewayError): string {
  const body = errorText(failure);
  head.push('content-length', String(Buffer.byteLength(body)));
  if (failure.retryAfterSeconds !== undefined) head.push('retry-after', String(failure.retryAfterSeconds));
  // OpenAI's clients and Anthropic's ask for it before they try a 429 again.
  if (failure.isLasting) head.push('x-should-retry', 'false');
  if (failure.code === 'invalid_api_key' && failure.type !== 'upstream_error')
    head.push('www-authenticate', 'Bearer realm="latchkey"');
  reply.writeHead(failure.status, head);
  return body;
}

/** The request's id under the name that the protocol's clients look for, where it is another than ours. */
export function idHead({ idHeader }: Protocol, requestId: string): readonly string[] {
  return idHeader === 'x-request-id' ? NO_HEAD : [idHeader, requestId];
}
