import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { AdapterRegistry } from '../../providers/adapter-registry.js';
import type { ClientExchange } from '../exchange.js';
import type { ForwardPlans } from '../forward/forward-plan.js';
import { forwardedBody } from '../forward/forwarded-body.js';
import type { Forwarder } from '../forward/forwarder.js';
import { estimatePassed } from '../forward/passed-usage.js';
import { OpenAiUsage } from '../forward/upstream-usage.js';
import { badRequest } from '../gateway-error.js';
import { inputBounds } from '../limits/call-bounds.js';
import type { PlaneRequest } from '../plane-request.js';
import { modelIn, readJsonBody, type RequestBody } from '../request-body.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import { usedByPrompt } from '../translated/used-by-prompt.js';
import { answerWhole, failureOf, JSON_TYPE } from '../translated/whole-answer.js';
import { embeddingList, readEmbeddingRequest } from '../translation/embeddings.js';
import { OPENAI_CHAT } from './chat-protocol.js';
import type { Endpoint, GatewayCall } from './endpoint.js';

/** OpenAI's embeddings. */
export class EmbeddingsEndpoint implements Endpoint {
  readonly name = 'embeddings';
  readonly types = ['embedding'] as const;

  constructor(
    private readonly plans: ForwardPlans,
    private readonly forwarder: Forwarder,
    private readonly adapters: AdapterRegistry,
  ) {}

  open({ body: bytes }: Pick<PlaneRequest, 'body'>): GatewayCall {
    const body = readJsonBody(bytes);
    if (body.fields['input'] === undefined) throw badRequest('input is required', 'input');
    return {
      model: modelIn(body.fields),
      isStream: false,
      bounds: () => inputBounds(body.fields['input'], body.bytes.length),
      attempt: (exchange, route) => this.attempt(exchange, route, body),
      estimate: () => estimatePassed(body.fields, ''),
    };
  }

  private async attempt(
    exchange: ClientExchange,
    route: ModelRoute,
    body: RequestBody,
  ): Promise<AttemptFailure | null> {
    const plan = this.plans.find(route, 'embeddings');
    if (plan) {
      const { bytes } = forwardedBody(body, plan, false);
      const rules = { usage: new OpenAiUsage(), hidesUsage: false, brokenStream: OPENAI_CHAT.brokenStream };
      return this.forwarder.forward(exchange, route, plan, bytes, rules);
    }
    return this.translate(exchange, route, body);
  }

  private async translate(
    exchange: ClientExchange,
    route: ModelRoute,
    body: RequestBody,
  ): Promise<AttemptFailure | null> {
    const embed = this.adapters.find(route.target.factory)?.embed;
    try {
      if (!embed) throw badRequest(`${route.target.factory.name} has no embeddings`, 'model');
      const { request, encoding } = readEmbeddingRequest(body.fields, route.upstreamModel);
      return await answerWhole(
        exchange,
        route,
        (options) => embed(route.target, request, options),
        async (answer) => {
          const used = await usedByPrompt(answer.usage, request.inputs.join('\n'));
          const list = embeddingList(answer, modelIn(body.fields) || route.name, encoding, used);
          return { contentType: JSON_TYPE, body: JSON.stringify(list), used };
        },
      );
    } catch (error) {
      return failureOf(error, route);
    }
  }
}
