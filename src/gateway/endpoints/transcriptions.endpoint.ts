import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { AdapterRegistry } from '../../providers/adapter-registry.js';
import type { ClientExchange } from '../exchange.js';
import { badRequest } from '../gateway-error.js';
import { readForm } from './multipart-form.js';
import { UNKNOWN_TALK } from '../limits/call-bounds.js';
import type { PlaneRequest } from '../plane-request.js';
import { modelIn } from '../request-body.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import { answerWhole, failureOf } from '../translated/whole-answer.js';
import { estimateTokens } from '../translation/token-estimate.js';
import { readTranscriptionRequest, transcript, type TranscriptionForm } from '../translation/transcription.js';
import { estimated } from '../used-tokens.js';
import type { Endpoint, GatewayCall } from './endpoint.js';

/** OpenAI's transcriptions. */
export class TranscriptionsEndpoint implements Endpoint {
  readonly name = 'transcriptions';
  readonly types = ['speech2text'] as const;

  constructor(private readonly adapters: AdapterRegistry) {}

  async open({ body, headers }: Pick<PlaneRequest, 'body' | 'headers'>): Promise<GatewayCall> {
    const form = await readForm(body, headers['content-type'] ?? '');
    return {
      model: modelIn(form.fields),
      isStream: false,
      bounds: () => UNKNOWN_TALK,
      attempt: (exchange, route) => this.attempt(exchange, route, form),
    };
  }

  private async attempt(
    exchange: ClientExchange,
    route: ModelRoute,
    form: TranscriptionForm,
  ): Promise<AttemptFailure | null> {
    const transcribe = this.adapters.find(route.target.factory)?.transcribe;
    try {
      if (!transcribe) throw badRequest(`${route.target.factory.name} has no transcriptions`, 'model');
      const { request, format } = readTranscriptionRequest(form, route.upstreamModel);
      return await answerWhole(
        exchange,
        route,
        (options) => transcribe(route.target, request, options),
        async (answer) => {
          const used = estimated(0, await estimateTokens(answer.text));
          return { ...transcript(answer, format, request.language), used };
        },
      );
    } catch (error) {
      return failureOf(error, route);
    }
  }
}
