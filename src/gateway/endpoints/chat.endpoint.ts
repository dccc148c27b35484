import type { IncomingHttpHeaders } from 'node:http';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { AdapterRegistry } from '../../providers/adapter-registry.js';
import type { ChatAnswer, ChatRequest } from '../../providers/calls/chat-call.js';
import type { ClientExchange } from '../exchange.js';
import type { ForwardPlan, ForwardPlans } from '../forward/forward-plan.js';
import { forwardedBody } from '../forward/forwarded-body.js';
import type { Forwarder } from '../forward/forwarder.js';
import { estimatePassed } from '../forward/passed-usage.js';
import type { UsageReader } from '../forward/upstream-usage.js';
import { chatBounds, type CallBounds } from '../limits/call-bounds.js';
import { badRequest } from '../gateway-error.js';
import type { PlaneRequest } from '../plane-request.js';
import { demandMessages, modelIn, readJsonBody, wantsStream, type RequestBody } from '../request-body.js';
import { notAllowed } from '../resolution/model-resolver.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import { answerStreaming } from '../translated/streamed-answer.js';
import { answerWhole, failureOf, JSON_TYPE, type DrawnAnswer } from '../translated/whole-answer.js';
import { demandExpressible } from '../translation/chat-features.js';
import { estimatePromptTokens, estimateTokens } from '../translation/token-estimate.js';
import { counted, estimated, type UsedTokens } from '../used-tokens.js';
import { CHAT_TYPES, passedHead, type ChatProtocol } from './chat-protocol.js';
import { ResourceChat } from '../resources/resource-chat.js';
import type { ChatResources } from '../resources/chat-resources.js';
import type { Endpoint, GatewayCall, ResourceCall } from './endpoint.js';

export interface ChatParts {
  plans: ForwardPlans;
  forwarder: Forwarder;
  adapters: AdapterRegistry;
  resources: ChatResources;
}

/** Chats, in one of the protocols that clients speak. */
export class ChatEndpoint implements Endpoint {
  readonly types = CHAT_TYPES;

  constructor(
    private readonly parts: ChatParts,
    private readonly protocol: ChatProtocol,
  ) {}

  get name(): ChatProtocol['endpoint'] {
    return this.protocol.endpoint;
  }

  open({ body: bytes, headers, only }: Pick<PlaneRequest, 'body' | 'headers' | 'only'>): GatewayCall | ResourceCall {
    const body = readJsonBody(bytes);
    const { fields } = body;
    demandMessages(fields);
    const isStream = wantsStream(fields);
    const model = only ? onlyModel(modelIn(fields), only) : modelIn(fields);
    const found = this.parts.resources.find(model);
    if (found) return new ResourceChat(this.protocol, found.resource, found.name, fields, model, isStream);
    return new ChatCall(this.parts, this.protocol, body, headers, model, isStream);
  }
}

function onlyModel(wanted: string, only: readonly [string, ...string[]]): string {
  if (wanted !== '' && !only.includes(wanted)) throw notAllowed(wanted);
  return only[0];
}

class ChatCall implements GatewayCall {
  private usage: UsageReader | null = null;

  constructor(
    private readonly parts: ChatParts,
    private readonly protocol: ChatProtocol,
    private readonly body: RequestBody,
    private readonly headers: IncomingHttpHeaders,
    readonly model: string,
    readonly isStream: boolean,
  ) {}

  attempt(exchange: ClientExchange, route: ModelRoute): Promise<AttemptFailure | null> {
    const plan = this.parts.plans.find(route, this.protocol.endpoint);
    return plan ? this.forward(exchange, route, plan) : this.translate(exchange, route);
  }

  bounds(): CallBounds {
    return chatBounds(this.body.fields, this.body.bytes.length);
  }

  estimate(): Promise<UsedTokens> {
    return estimatePassed(this.body.fields, this.usage?.text() ?? '', this.usage?.wholeToText);
  }

  private forward(exchange: ClientExchange, route: ModelRoute, plan: ForwardPlan): Promise<AttemptFailure | null> {
    const { bytes, hidesUsage } = forwardedBody(this.body, plan, this.isStream);
    this.usage = this.protocol.usageReader();
    const { brokenStream } = this.protocol;
    return this.parts.forwarder.forward(
      exchange,
      route,
      plan,
      bytes,
      { usage: this.usage, hidesUsage, brokenStream },
      passedHead(this.protocol, this.headers),
    );
  }

  private async translate(exchange: ClientExchange, route: ModelRoute): Promise<AttemptFailure | null> {
    let request: ChatRequest;
    const adapter = this.parts.adapters.find(route.target.factory);
    const [chat, stream] = [adapter?.chat, adapter?.stream];
    try {
      request = this.protocol.read(this.body.fields, route.upstreamModel);
      if (!chat || !stream) throw badRequest(`${route.target.factory.name} has no chat`, 'model');
      demandExpressible(request, adapter?.chatLacks ?? [], route.target.factory.name);
    } catch (error) {
      return failureOf(error, route);
    }
    const name = this.model || route.name;
    if (!this.isStream) {
      return answerWhole(
        exchange,
        route,
        (options) => chat(route.target, request, options),
        (answer) => this.draw(answer, request, name),
      );
    }
    const inputTokens = await estimatePromptTokens(request);
    return answerStreaming(
      exchange,
      route,
      (options) => stream(route.target, request, options),
      () => this.protocol.stream(this.body.fields, name, inputTokens),
      inputTokens,
    );
  }

  private async draw(answer: ChatAnswer, request: ChatRequest, model: string): Promise<DrawnAnswer> {
    const used = answer.usage ? counted(answer.usage) : await countedByUs(request, answer);
    return { contentType: JSON_TYPE, body: JSON.stringify(this.protocol.answer(answer, model, used)), used };
  }
}

async function countedByUs(request: ChatRequest, { text, reasoning, toolCalls }: ChatAnswer): Promise<UsedTokens> {
  const said = [reasoning, text, ...toolCalls.map((call) => call.arguments)].join('');
  return estimated(await estimatePromptTokens(request), await estimateTokens(said));
}
