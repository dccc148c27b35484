import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { AdapterRegistry } from '../../providers/adapter-registry.js';
import type { ClientExchange } from '../exchange.js';
import { badRequest } from '../gateway-error.js';
import { inputBounds } from '../limits/call-bounds.js';
import type { PlaneRequest } from '../plane-request.js';
import { modelIn, readJsonBody } from '../request-body.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import { usedByPrompt } from '../translated/used-by-prompt.js';
import { answerWhole, failureOf, JSON_TYPE } from '../translated/whole-answer.js';
import { readRerankRequest, rerankResults } from '../translation/rerank.js';
import type { Endpoint, GatewayCall } from './endpoint.js';

const ONE_QUERY = { queries: 1 } as const;

/** Rerank in the shape that Jina and Cohere share; vendors spell it too differently to pass bytes on. */
export class RerankEndpoint implements Endpoint {
  readonly name = 'rerank';
  readonly types = ['rerank'] as const;

  constructor(private readonly adapters: AdapterRegistry) {}

  open({ body: bytes }: Pick<PlaneRequest, 'body'>): GatewayCall {
    const {
      fields,
      bytes: { length: bodyLength },
    } = readJsonBody(bytes);
    const model = modelIn(fields);
    const wanted = readRerankRequest(fields, model);
    const { query, documents } = wanted.request;
    return {
      model,
      isStream: false,
      bounds: () => inputBounds([query, documents], bodyLength, ONE_QUERY),
      attempt: (exchange, route) => this.attempt(exchange, route, wanted),
      estimate: () => usedByPrompt(null, [query, ...documents].join('\n')),
    };
  }

  private async attempt(
    exchange: ClientExchange,
    route: ModelRoute,
    { request: asked, returnDocuments }: ReturnType<typeof readRerankRequest>,
  ): Promise<AttemptFailure | null> {
    const rerank = this.adapters.find(route.target.factory)?.rerank;
    try {
      if (!rerank) throw badRequest(`${route.target.factory.name} has no rerank`, 'model');
      exchange.units = ONE_QUERY;
      const request = { ...asked, model: route.upstreamModel };
      return await answerWhole(
        exchange,
        route,
        (options) => rerank(route.target, request, options),
        async (answer) => {
          const used = await usedByPrompt(answer.usage, [request.query, ...request.documents].join('\n'));
          const documents = returnDocuments ? request.documents : undefined;
          // Not every vendor knows the limit.
          const best = { ...answer, results: answer.results.slice(0, request.topN) };
          const results = rerankResults(best, asked.model || route.name, used, documents);
          return { contentType: JSON_TYPE, body: JSON.stringify(results), used };
        },
      );
    } catch (error) {
      return failureOf(error, route);
    }
  }
}
