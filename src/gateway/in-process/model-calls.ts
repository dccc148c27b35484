import { Injectable } from '@nestjs/common';
import { newRequestId } from '../../kernel/ids.js';
import type { ModelType } from '../../kernel/model-type.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import { TenantRouteSnapshots } from '../../models/routes/tenant-route-snapshots.js';
import { AdapterRegistry } from '../../providers/adapter-registry.js';
import type { ChatEvent, ChatRequest } from '../../providers/calls/chat-call.js';
import type {
  EmbeddingAnswer,
  EmbeddingRequest,
  RerankAnswer,
  RerankRequest,
} from '../../providers/calls/other-calls.js';
import type { OtherUnits } from '../../providers/prices/price-list.js';
import type { CallOptions, ProviderAdapter, ProviderTarget } from '../../providers/provider-adapter.js';
import { CHAT_TYPES } from '../endpoints/chat-protocol.js';
import { CLIENT_LEFT, Exchange, type Caller } from '../exchange.js';
import { badRequest, GatewayError } from '../gateway-error.js';
import { gatewayFailure } from '../gateway-failure.js';
import { GatewayRecords } from '../gateway-records.js';
import { CallAdmission } from '../limits/call-admission.js';
import { chatBounds, inputBounds, type CallBounds } from '../limits/call-bounds.js';
import { ModelResolver, notFound } from '../resolution/model-resolver.js';
import { Attempts } from '../routing/attempts.js';
import { CallClock } from '../translated/call-clock.js';
import { usedByPrompt } from '../translated/used-by-prompt.js';
import { failureOf } from '../translated/whole-answer.js';
import { demandExpressible } from '../translation/chat-features.js';
import { estimatePromptTokens, estimateTokens } from '../translation/token-estimate.js';
import { counted, estimated, type UsedTokens } from '../used-tokens.js';

/** The first thing that a chat tells: who answers. */
export interface ChatOpened {
  kind: 'opened';
  /** `name@Factory` */
  model: string;
}

interface Call {
  caller: Caller;
  /** As a client would name it; empty for the tenant's default. */
  model: string;
  signal: AbortSignal;
}

/** A chat whose answer has begun. */
interface OpenChat {
  events: AsyncIterable<ChatEvent>;
  clock: CallClock;
  route: ModelRoute;
}

type Whole = EmbeddingAnswer | RerankAnswer;

/**
 * Calls of a tenant's models from inside the server: resolved, tried again, counted and recorded like those of clients.
 * All of them throw GatewayError.
 */
@Injectable()
export class ModelCalls {
  constructor(
    private readonly routes: TenantRouteSnapshots,
    private readonly resolver: ModelResolver,
    private readonly attempts: Attempts,
    private readonly admission: CallAdmission,
    private readonly records: GatewayRecords,
    private readonly adapters: AdapterRegistry,
  ) {}

  /** Nothing happens before the first step is read; whoever stops reading ends the call. */
  async *chat(call: Call, request: Omit<ChatRequest, 'model'>): AsyncGenerator<ChatEvent | ChatOpened, void> {
    const { exchange, forget } = begin('chat', call);
    exchange.isStream = true;
    this.records.begin(exchange);
    let said = '';
    let end: ChatEvent | null = null;
    try {
      const { events, clock, route } = await this.open(exchange, call, request);
      try {
        yield { kind: 'opened', model: route.fullName };
        for await (const event of events) {
          clock.awaitNext();
          if ('text' in event) said += event.text;
          if (event.kind === 'end') {
            exchange.used = event.usage ? counted(event.usage) : await estimate(request, said);
            exchange.status = 200;
            end = event;
            break;
          }
          yield event;
        }
        if (end === null) throw brokenOff();
      } catch (error) {
        // What fails when all has been said, such as hanging up, takes nothing away from it.
        if (end === null) throw error instanceof GatewayError ? error : brokenOff(error);
      } finally {
        clock.stop();
      }
    } catch (error) {
      throw failed(exchange, error);
    } finally {
      forget();
      // Somebody stopped reading: as if a client had left.
      if (exchange.status === 0) exchange.status = CLIENT_LEFT;
      await this.records.end(exchange, { estimate: () => estimate(request, said) });
    }
    // Whoever has seen the end may answer on it: it is counted first.
    yield end;
  }

  embed(call: Call, request: Omit<EmbeddingRequest, 'model'>): Promise<EmbeddingAnswer> {
    const ask = ({ embed }: ProviderAdapter, target: ProviderTarget, model: string, options: CallOptions) =>
      embed?.(target, { ...request, model }, options);
    return this.whole('embeddings', 'embedding', call, ask, request.inputs.join('\n'));
  }

  rerank(call: Call, request: Omit<RerankRequest, 'model'>): Promise<RerankAnswer> {
    const ask = ({ rerank }: ProviderAdapter, target: ProviderTarget, model: string, options: CallOptions) =>
      rerank?.(target, { ...request, model }, options);
    return this.whole('rerank', 'rerank', call, ask, [request.query, ...request.documents].join('\n'));
  }

  private async open(exchange: Exchange, call: Call, request: Omit<ChatRequest, 'model'>): Promise<OpenChat> {
    const opened: OpenChat[] = [];
    const bounds = (): CallBounds => chatBounds({ ...request, max_tokens: request.maxTokens }, sizeOf(request));
    const candidates = await this.candidates(exchange, call, CHAT_TYPES, bounds);
    await this.attempts.run(exchange, candidates, async (route) => {
      const adapter = this.adapters.find(route.target.factory);
      const clock = new CallClock(exchange, route);
      try {
        if (!adapter?.stream) throw lacking(route, 'chat');
        const asked = { ...request, model: route.upstreamModel };
        demandExpressible(asked, adapter.chatLacks ?? [], route.target.factory.name);
        clock.awaitFirstByte();
        const events = await adapter.stream(route.target, asked, { signal: clock.signal });
        exchange.answered();
        exchange.firstByteAt = performance.now();
        opened.push({ events, clock, route });
        return null;
      } catch (error) {
        clock.stop();
        exchange.answered();
        return failureOf(error, route);
      }
    });
    const [chat] = opened;
    if (!chat) throw new Error('An attempt that succeeded opened nothing');
    return chat;
  }

  private async whole<Answer extends Whole>(
    endpoint: 'embeddings' | 'rerank',
    type: ModelType,
    call: Call,
    ask: (
      adapter: ProviderAdapter,
      target: ProviderTarget,
      model: string,
      options: CallOptions,
    ) => Promise<Answer> | undefined,
    prompt: string,
  ): Promise<Answer> {
    const { exchange, forget } = begin(endpoint, call);
    const answers: Answer[] = [];
    this.records.begin(exchange);
    try {
      const bounds = (): CallBounds => inputBounds(prompt, Buffer.byteLength(prompt), unitsOf(endpoint));
      const candidates = await this.candidates(exchange, call, [type], bounds);
      exchange.units = unitsOf(endpoint);
      await this.attempts.run(exchange, candidates, async (route) => {
        const clock = new CallClock(exchange, route);
        clock.awaitWhole();
        try {
          const adapter = this.adapters.find(route.target.factory);
          const asked = adapter && ask(adapter, route.target, route.upstreamModel, { signal: clock.signal });
          if (!asked) throw lacking(route, type);
          answers.push(await asked);
          exchange.firstByteAt = performance.now();
          return null;
        } catch (error) {
          return failureOf(error, route);
        } finally {
          exchange.answered();
          clock.stop();
        }
      });
      const [answer] = answers;
      if (!answer) throw new Error('An attempt that succeeded answered nothing');
      exchange.used = await usedByPrompt(answer.usage, prompt);
      exchange.status = 200;
      return answer;
    } catch (error) {
      throw failed(exchange, error);
    } finally {
      forget();
      await this.records.end(exchange, { estimate: () => usedByPrompt(null, prompt) });
    }
  }

  private async candidates(
    exchange: Exchange,
    { caller, model }: Call,
    types: readonly [ModelType, ...ModelType[]],
    bounds: () => CallBounds,
  ): Promise<readonly ModelRoute[]> {
    const routes = await this.routes.find(caller.tenantId);
    if (!routes) throw notFound(model);
    const candidates = this.resolver.resolve(routes, { name: model, types, allowed: caller.allowedModels ?? null });
    return this.admission.admit(exchange, candidates, bounds);
  }
}

function unitsOf(endpoint: 'embeddings' | 'rerank'): OtherUnits {
  return endpoint === 'rerank' ? { queries: 1 } : {};
}

function sizeOf(request: object): number {
  return Buffer.byteLength(JSON.stringify(request));
}

/** @returns with the exchange what ends its interest in the signal, which may live longer */
function begin(
  endpoint: 'chat' | 'embeddings' | 'rerank',
  { caller, model, signal }: Call,
): { exchange: Exchange; forget: () => void } {
  const exchange = new Exchange(newRequestId(), endpoint, caller);
  exchange.requestedModel = model;
  const leave = (): void => exchange.leave();
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  return { exchange, forget: () => signal.removeEventListener('abort', leave) };
}

function failed(exchange: Exchange, error: unknown): GatewayError {
  const failure = gatewayFailure(error);
  exchange.status = failure.status;
  return failure;
}

/** Whatever fails once an answer has begun is the provider's fault. */
function brokenOff(cause?: unknown): GatewayError {
  const message = 'The provider broke off its answer';
  return new GatewayError(502, 'upstream_error', message, { code: 'upstream_broken_stream', cause });
}

function lacking({ target }: ModelRoute, what: string): GatewayError {
  return badRequest(`${target.factory.name} has no ${what}`, 'model');
}

async function estimate(request: Omit<ChatRequest, 'model'>, said: string): Promise<UsedTokens> {
  return estimated(await estimatePromptTokens(request), await estimateTokens(said));
}
