import type { OpenAiTwists } from '../../factory.js';
import type { PassThroughEndpoint } from '../../pass-through.js';
import type { PassThroughCapability } from '../../provider-adapter.js';
import { routing, upstreamModel, type OpenAiWire } from './wire.js';

type OpenAiPassThrough = 'chat' | 'embeddings' | 'speech';

/** What makes a vendor's spelling differ by more than a field's name. */
const DIFFERS: Readonly<Record<OpenAiPassThrough, (twists: OpenAiTwists) => boolean>> = {
  chat: () => false,
  embeddings: ({ embeddingPurpose }) => embeddingPurpose !== undefined,
  speech: ({ speech }) => speech !== undefined,
};

/** Those of OpenAI's endpoints that the vendor takes as they are. */
export function openAiPassThrough(
  wire: OpenAiWire,
  endpoints: readonly OpenAiPassThrough[],
): Partial<Record<PassThroughEndpoint, PassThroughCapability>> {
  return Object.fromEntries(endpoints.map((endpoint) => [endpoint, callOf(wire, endpoint)]));
}

function callOf(wire: OpenAiWire, endpoint: OpenAiPassThrough): PassThroughCapability {
  return (target, name) => {
    const twists = target.factory.openAi;
    if (DIFFERS[endpoint](twists)) return null;
    const model = upstreamModel(target, name);
    return {
      url: wire.url(target, endpoint, model),
      headers: wire.headers(target),
      model,
      fields: endpoint === 'chat' ? routing(target) : {},
      renames: renamesOf(twists, endpoint),
      usageMustBeAsked: endpoint === 'chat' && twists.streamUsageUnasked !== true,
    };
  };
}

function renamesOf({ chatFields, dimensions }: OpenAiTwists, endpoint: OpenAiPassThrough) {
  if (endpoint === 'chat') return chatFields ?? {};
  return endpoint === 'embeddings' && dimensions !== undefined ? { dimensions } : {};
}
