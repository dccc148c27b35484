import { Injectable } from '@nestjs/common';
import { AdapterRegistry } from '../../providers/adapter-registry.js';
import type { Endpoint as EndpointName } from '../../metrics/metrics.js';
import { ForwardPlans } from '../forward/forward-plan.js';
import { Forwarder } from '../forward/forwarder.js';
import { ChatResources } from '../resources/chat-resources.js';
import { ANTHROPIC_MESSAGES, OPENAI_CHAT } from './chat-protocol.js';
import { ChatEndpoint } from './chat.endpoint.js';
import { CountTokensEndpoint } from './count-tokens.endpoint.js';
import { EmbeddingsEndpoint } from './embeddings.endpoint.js';
import type { Endpoint } from './endpoint.js';
import { RerankEndpoint } from './rerank.endpoint.js';
import { SpeechEndpoint } from './speech.endpoint.js';
import { TranscriptionsEndpoint } from './transcriptions.endpoint.js';

/** Everything of the data plane that calls models. */
@Injectable()
export class Endpoints {
  private readonly byName: ReadonlyMap<EndpointName, Endpoint>;

  constructor(plans: ForwardPlans, forwarder: Forwarder, adapters: AdapterRegistry, resources: ChatResources) {
    const parts = { plans, forwarder, adapters, resources };
    const all: Endpoint[] = [
      new ChatEndpoint(parts, OPENAI_CHAT),
      new ChatEndpoint(parts, ANTHROPIC_MESSAGES),
      new CountTokensEndpoint(plans, forwarder),
      new EmbeddingsEndpoint(plans, forwarder, adapters),
      new RerankEndpoint(adapters),
      new SpeechEndpoint(plans, forwarder, adapters),
      new TranscriptionsEndpoint(adapters),
    ];
    this.byName = new Map(all.map((endpoint) => [endpoint.name, endpoint]));
  }

  find(name: EndpointName): Endpoint {
    const endpoint = this.byName.get(name);
    if (!endpoint) throw new Error(`There is no endpoint ${name}`);
    return endpoint;
  }
}
