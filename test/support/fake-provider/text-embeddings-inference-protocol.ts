import {
  bodyOf,
  type FakeAnswer,
  type FakeEndpoint,
  type FakeProtocol,
  hasBearer,
  json,
  type RecordedRequest,
  type Refusal,
} from './exchange.js';
import { openAiProtocol } from './openai-protocol.js';

const ENDPOINTS: Readonly<Record<string, FakeEndpoint>> = {
  'POST /embed': 'embeddings',
  'POST /rerank': 'rerank',
  'GET /info': 'models',
};

const MAX_CLIENT_BATCH_SIZE = 32;
const VECTOR = [0.0132, -0.0276, 0.0419];

/** A server of one model, which no request names; a key is only asked for when it was started with one. */
export const textEmbeddingsInferenceProtocol: FakeProtocol = {
  reference:
    'https://github.com/huggingface/text-embeddings-inference/blob/main/router/src/http/server.rs and types.rs; chat as in https://huggingface.co/docs/text-generation-inference/messages_api',
  basePath: '',
  credential: null,
  isAuthorized: hasBearer,
  endpointOf: (request) => {
    const own = ENDPOINTS[`${request.method} ${request.path}`];
    if (own !== undefined) return own;
    return request.path === '/v1/chat/completions' ? openAiProtocol.endpointOf(request) : null;
  },
  modelOf: () => null,
  answer,
  emptyAnswer: (endpoint) => (endpoint === 'embeddings' || endpoint === 'rerank' ? json(200, []) : json(200, {})),
  refusal: (reason) => REFUSALS[reason](),
};

function answer(endpoint: FakeEndpoint, request: RecordedRequest, models: readonly string[]): FakeAnswer {
  if (endpoint === 'embeddings') return embedded(request);
  if (endpoint === 'rerank') return ranked(request);
  if (endpoint === 'models') return json(200, info(models[0] ?? ''));
  return openAiProtocol.answer(endpoint, request, models);
}

function embedded(request: RecordedRequest): FakeAnswer {
  const { inputs } = bodyOf(request);
  const texts = [inputs].flat();
  if (texts.length > MAX_CLIENT_BATCH_SIZE) return tooMany(texts.length);
  return json(
    200,
    texts.map(() => VECTOR),
  );
}

function ranked(request: RecordedRequest): FakeAnswer {
  const { texts } = bodyOf(request) as { texts: string[] };
  if (texts.length > MAX_CLIENT_BATCH_SIZE) return tooMany(texts.length);
  // A text's score is its own, whatever batch it is in; the list comes best first.
  const ranks = texts.map((text, index) => ({ index, score: text.length / 1000 }));
  return json(
    200,
    ranks.sort((one, other) => other.score - one.score),
  );
}

function tooMany(size: number): FakeAnswer {
  return refused(413, `batch size ${size} > maximum allowed batch size ${MAX_CLIENT_BATCH_SIZE}`, 'Validation');
}

function info(model: string): object {
  const type = model.includes('rerank')
    ? { reranker: { id2label: { '0': 'LABEL_0' }, label2id: { LABEL_0: 0 } } }
    : null;
  return {
    model_id: model,
    model_sha: null,
    model_dtype: 'float16',
    model_type: type ?? { embedding: { pooling: 'cls' } },
    max_concurrent_requests: 512,
    max_input_length: 512,
    max_batch_tokens: 16_384,
    max_client_batch_size: MAX_CLIENT_BATCH_SIZE,
    version: '1.8.3',
  };
}

/** The server itself knows five kinds of error; the rest is what a proxy in front of it answers. */
const REFUSALS: Readonly<Record<Refusal, () => FakeAnswer>> = {
  unauthorized: () => ({ status: 401, body: '' }),
  forbidden: () => json(403, { error: 'forbidden' }),
  region: () => json(451, { error: 'unavailable for legal reasons' }),
  model_not_found: () => json(404, { error: 'model not found' }),
  bad_path: () => ({ status: 404, body: '' }),
  rate_limited: () => ({ ...refused(429, 'Model is overloaded', 'Overloaded') }),
  quota: () => json(402, { error: 'payment required' }),
  bad_request: () => refused(424, 'model is not a re-ranker model', 'Backend'),
  max_tokens_unsupported: () => refused(422, 'Tokenization error', 'Tokenizer'),
  server_error: () => refused(503, 'Model is not healthy', 'Unhealthy'),
};

function refused(status: number, error: string, type: string): FakeAnswer {
  return json(status, { error, error_type: type });
}
