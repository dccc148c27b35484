import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { AdapterRegistry } from '../../providers/adapter-registry.js';
import type { ClientExchange } from '../exchange.js';
import type { ForwardPlans } from '../forward/forward-plan.js';
import { forwardedBody } from '../forward/forwarded-body.js';
import type { Forwarder } from '../forward/forwarder.js';
import { badRequest } from '../gateway-error.js';
import { inputBounds } from '../limits/call-bounds.js';
import type { PlaneRequest } from '../plane-request.js';
import { modelIn, readJsonBody, type RequestBody } from '../request-body.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import { usedByPrompt } from '../translated/used-by-prompt.js';
import { answerWhole, failureOf } from '../translated/whole-answer.js';
import { readSpeechRequest } from '../translation/speech.js';
import { OPENAI_CHAT } from './chat-protocol.js';
import type { Endpoint, GatewayCall } from './endpoint.js';

/** OpenAI's speech. Sound tells no usage, so the text is counted. */
export class SpeechEndpoint implements Endpoint {
  readonly name = 'speech';
  readonly types = ['tts'] as const;

  constructor(
    private readonly plans: ForwardPlans,
    private readonly forwarder: Forwarder,
    private readonly adapters: AdapterRegistry,
  ) {}

  open({ body: bytes }: Pick<PlaneRequest, 'body'>): GatewayCall {
    const body = readJsonBody(bytes);
    const { input } = body.fields;
    if (typeof input !== 'string' || input === '') throw badRequest('input must be a text that is not empty', 'input');
    return {
      model: modelIn(body.fields),
      isStream: false,
      bounds: () => inputBounds(input, body.bytes.length, { characters: input.length }),
      attempt: (exchange, route) => this.attempt(exchange, route, body, input),
      estimate: () => usedByPrompt(null, input),
    };
  }

  private async attempt(
    exchange: ClientExchange,
    route: ModelRoute,
    body: RequestBody,
    input: string,
  ): Promise<AttemptFailure | null> {
    exchange.units = { characters: input.length };
    const plan = this.plans.find(route, 'speech');
    if (plan) {
      const { bytes } = forwardedBody(body, plan, false);
      const rules = { usage: null, hidesUsage: false, brokenStream: OPENAI_CHAT.brokenStream };
      return this.forwarder.forward(exchange, route, plan, bytes, rules);
    }
    const speak = this.adapters.find(route.target.factory)?.speak;
    try {
      if (!speak) throw badRequest(`${route.target.factory.name} has no speech`, 'model');
      const request = readSpeechRequest(body.fields, route.upstreamModel);
      return await answerWhole(
        exchange,
        route,
        (options) => speak(route.target, request, options),
        async ({ audio, contentType }) => ({ contentType, body: audio, used: await usedByPrompt(null, input) }),
      );
    } catch (error) {
      return failureOf(error, route);
    }
  }
}
