import type { IncomingHttpHeaders } from 'node:http';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { ClientExchange } from '../exchange.js';
import type { ForwardPlans } from '../forward/forward-plan.js';
import { forwardedBody } from '../forward/forwarded-body.js';
import type { Forwarder } from '../forward/forwarder.js';
import type { CallBounds } from '../limits/call-bounds.js';
import type { PlaneRequest } from '../plane-request.js';
import { demandMessages, modelIn, readJsonBody, type RequestBody } from '../request-body.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import { failureOf, JSON_TYPE, sendWhole } from '../translated/whole-answer.js';
import { readCountTokensRequest } from '../translation/anthropic-request.js';
import { estimatePromptTokens } from '../translation/token-estimate.js';
import { ANTHROPIC_MESSAGES, CHAT_TYPES, passedHead } from './chat-protocol.js';
import type { Endpoint, GatewayCall } from './endpoint.js';

const NOTHING_COUNTED: CallBounds = { input: { expected: 0, most: 0 }, output: 0, units: {} };

/** Anthropic's count of a prompt: by the provider where it can, else by our own tokenizer. Nothing is used by it. */
export class CountTokensEndpoint implements Endpoint {
  readonly name = 'count_tokens';
  readonly types = CHAT_TYPES;

  constructor(
    private readonly plans: ForwardPlans,
    private readonly forwarder: Forwarder,
  ) {}

  open({ body: bytes, headers }: Pick<PlaneRequest, 'body' | 'headers'>): GatewayCall {
    const body = readJsonBody(bytes);
    demandMessages(body.fields);
    return {
      model: modelIn(body.fields),
      isStream: false,
      bounds: () => NOTHING_COUNTED,
      attempt: (exchange, route) => this.attempt(exchange, route, body, headers),
    };
  }

  private async attempt(
    exchange: ClientExchange,
    route: ModelRoute,
    body: RequestBody,
    headers: IncomingHttpHeaders,
  ): Promise<AttemptFailure | null> {
    const plan = this.plans.find(route, 'count_tokens');
    if (plan) {
      const { bytes } = forwardedBody(body, plan, false);
      const { brokenStream } = ANTHROPIC_MESSAGES;
      const rules = { usage: null, hidesUsage: false, brokenStream };
      return this.forwarder.forward(exchange, route, plan, bytes, rules, passedHead(ANTHROPIC_MESSAGES, headers));
    }
    try {
      const tokens = await estimatePromptTokens(readCountTokensRequest(body.fields, route.upstreamModel));
      exchange.answered();
      sendWhole(exchange, JSON_TYPE, JSON.stringify({ input_tokens: tokens }));
      return null;
    } catch (error) {
      return failureOf(error, route);
    }
  }
}
