import {
  bodyOf,
  type FakeAnswer,
  type FakeEndpoint,
  type FakeProtocol,
  hasBearer,
  json,
  modelInBody,
  type RecordedRequest,
  type Refusal,
} from './exchange.js';

const ENDPOINTS: Readonly<Record<string, FakeEndpoint>> = {
  'POST /v1/embeddings': 'embeddings',
  'POST /v1/multimodalembeddings': 'embeddings',
  'POST /v1/rerank': 'rerank',
};

/** What a request may hold; anything else is refused. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  '/v1/embeddings': [
    'input',
    'model',
    'input_type',
    'truncation',
    'output_dimension',
    'output_dtype',
    'encoding_format',
  ],
  '/v1/multimodalembeddings': ['inputs', 'model', 'input_type', 'truncation', 'output_dimension', 'output_encoding'],
  '/v1/rerank': ['query', 'documents', 'model', 'top_k', 'return_documents', 'truncation'],
};

const VECTOR = [-0.012, 0.045, -0.067];

export const voyageProtocol: FakeProtocol = {
  reference:
    'https://docs.voyageai.com/reference/embeddings-api, /multimodal-embeddings-api, /reranker-api and docs/error-codes',
  basePath: '/v1',
  credential: { api_key: 'pa-fake-provider-key-0123456789' },
  isAuthorized: hasBearer,
  endpointOf: ({ method, path }) => ENDPOINTS[`${method} ${path}`] ?? null,
  modelOf: modelInBody,
  answer: (_endpoint, request) => {
    const stray = Object.keys(bodyOf(request)).find((field) => FIELDS[request.path]?.includes(field) !== true);
    if (stray !== undefined)
      return json(400, { detail: `Argument '${stray}' is not supported by our API. Please provide valid arguments.` });
    return json(200, request.path === '/v1/rerank' ? reranked(request) : embedded(request));
  },
  emptyAnswer: () => json(200, { object: 'list', data: [] }),
  refusal: (reason, request) => REFUSALS[reason](request),
};

function embedded(request: RecordedRequest): object {
  const { input, inputs, model } = bodyOf(request) as Record<string, unknown>;
  const texts = [input ?? inputs].flat();
  const data = texts.map((_text, index) => ({ object: 'embedding', embedding: VECTOR, index }));
  return { object: 'list', data, model, usage: { total_tokens: 10 } };
}

function reranked(request: RecordedRequest): object {
  const { documents, top_k: top, model } = bodyOf(request) as { documents: string[]; top_k?: number; model: string };
  const data = documents.map((_text, index) => ({ relevance_score: 0.4375 - index / 100, index }));
  return { object: 'list', data: data.slice(0, top), model, usage: { total_tokens: 26 } };
}

const REFUSALS: Readonly<Record<Refusal, (request: RecordedRequest) => FakeAnswer>> = {
  unauthorized: () => json(401, { detail: 'Provided API key is invalid.' }),
  forbidden: () => json(403, { detail: 'The IP address you are sending the request from is not allowed.' }),
  region: () => json(403, { detail: 'This service is not available in your region.' }),
  model_not_found: (request) =>
    json(400, {
      detail: `Model ${modelInBody(request) ?? ''} is not supported. Supported models are ['voyage-4-large', 'voyage-4', 'voyage-4-lite'].`,
    }),
  bad_path: () => json(404, { detail: 'Not Found' }),
  rate_limited: () =>
    json(
      429,
      { detail: 'You have exceeded the rate limits for your organization and the requests are being throttled.' },
      { 'retry-after': '7' },
    ),
  quota: () => json(402, { detail: 'You have run out of credits. Please add a payment method.' }),
  bad_request: () =>
    json(400, { detail: 'The request body is not valid JSON, or some arguments were not specified properly.' }),
  max_tokens_unsupported: () => json(400, { detail: 'The request body is not valid JSON.' }),
  server_error: () => json(500, { detail: 'An unexpected error occurred.' }),
};
