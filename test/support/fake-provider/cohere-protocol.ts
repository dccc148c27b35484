import {
  bodyOf,
  eventStream,
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
  'POST /v2/chat': 'chat',
  'POST /v2/embed': 'embeddings',
  'POST /v2/rerank': 'rerank',
  'GET /v1/models': 'models',
};

const WORDS = ['Hello', '! How can I', ' help?'];
const USAGE = {
  billed_units: { input_tokens: 2, output_tokens: 12 },
  tokens: { input_tokens: 10, output_tokens: 12 },
};
const VECTOR = [0.016296387, -0.008354187, -0.04699707];

/** Cohere's API v2. */
export const cohereProtocol: FakeProtocol = {
  reference:
    'https://docs.cohere.com/reference/chat, /chat-stream, /embed, /rerank, /list-models and /errors (API v2; the list is in v1)',
  basePath: '',
  credential: { api_key: 'co-fake-provider-key-0123456789abcdef' },
  isAuthorized: hasBearer,
  endpointOf: (request) => {
    const endpoint = ENDPOINTS[`${request.method} ${request.path}`] ?? null;
    return endpoint === 'chat' && bodyOf(request)['stream'] === true ? 'stream' : endpoint;
  },
  modelOf: modelInBody,
  answer,
  emptyAnswer: (endpoint) => (endpoint === 'stream' ? eventStream([]) : json(200, EMPTY[endpoint] ?? {})),
  refusal: (reason, request) => REFUSALS[reason](request),
};

const EMPTY: Readonly<Partial<Record<FakeEndpoint, object>>> = {
  embeddings: { id: '1', embeddings: { float: [] }, texts: [], meta: { billed_units: { input_tokens: 0 } } },
  rerank: { id: '1', results: [], meta: {} },
  models: { models: [] },
};

/** What the reference calls required. */
const REQUIRED: Readonly<Partial<Record<FakeEndpoint, readonly string[]>>> = {
  chat: ['model', 'messages'],
  stream: ['model', 'messages'],
  embeddings: ['model', 'input_type', 'texts'],
  rerank: ['model', 'query', 'documents'],
};

function answer(endpoint: FakeEndpoint, request: RecordedRequest, models: readonly string[]): FakeAnswer {
  const body = bodyOf(request);
  const missing = (REQUIRED[endpoint] ?? []).find((field) => body[field] === undefined);
  if (missing !== undefined) return refused(400, `invalid request: ${missing} is required.`);
  if (endpoint === 'embeddings') return embedded(body);
  if (endpoint === 'rerank') return json(200, reranked(body));
  if (endpoint === 'models') return json(200, { models: models.map(listed) });
  const calls = Array.isArray(body['tools']) && body['tool_choice'] === 'REQUIRED';
  const words = 'response_format' in body ? ['{"city":', '"Oslo"}'] : WORDS;
  if (endpoint === 'stream') return eventStream(calls ? streamedCall() : streamed(words), nameOf);
  return json(200, calls ? calling() : spoken(words));
}

function spoken(words: readonly string[]): object {
  const message = { role: 'assistant', content: [{ type: 'text', text: words.join('') }] };
  return { id: '1', message, finish_reason: 'COMPLETE', usage: USAGE };
}

const CALL = { id: 'get_weather_1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } };

function calling(): object {
  const message = { role: 'assistant', tool_plan: 'I will look up the weather.', tool_calls: [CALL] };
  return { id: '1', message, finish_reason: 'TOOL_CALL', usage: USAGE };
}

function streamed(words: readonly string[]): object[] {
  return [
    { type: 'message-start', id: '1', delta: { message: { role: 'assistant', content: [], tool_plan: '' } } },
    { type: 'content-start', index: 0, delta: { message: { content: { type: 'text', text: '' } } } },
    ...words.map((text) => ({ type: 'content-delta', index: 0, delta: { message: { content: { text } } } })),
    { type: 'content-end', index: 0 },
    { type: 'message-end', delta: { finish_reason: 'COMPLETE', usage: USAGE } },
  ];
}

function streamedCall(): object[] {
  const { id, type, function: called } = CALL;
  const begin = { id, type, function: { name: called.name, arguments: '' } };
  return [
    { type: 'message-start', id: '1', delta: { message: { role: 'assistant', content: [], tool_plan: '' } } },
    { type: 'tool-plan-delta', delta: { message: { tool_plan: 'I will look up the weather.' } } },
    { type: 'tool-call-start', index: 0, delta: { message: { tool_calls: begin } } },
    ...[called.arguments.slice(0, 5), called.arguments.slice(5)].map((text) => ({
      type: 'tool-call-delta',
      index: 0,
      delta: { message: { tool_calls: { function: { arguments: text } } } },
    })),
    { type: 'tool-call-end', index: 0 },
    { type: 'message-end', delta: { finish_reason: 'TOOL_CALL', usage: USAGE } },
  ];
}

function nameOf(event: object): string {
  return (event as { type: string }).type;
}

/** At most 96 texts, and of the sizes that any model has. */
function embedded(body: Readonly<Record<string, unknown>>): FakeAnswer {
  const { texts, output_dimension: size } = body as { texts: string[]; output_dimension?: number };
  if (texts.length > 96) return refused(400, 'invalid request: total number of texts must be at most 96');
  if (size !== undefined && ![256, 512, 768, 1024, 1536, 2048].includes(size))
    return refused(400, 'invalid request: output_dimension is not supported by this model');
  const meta = { api_version: { version: '2' }, billed_units: { input_tokens: 2 * texts.length } };
  const embeddings = { float: texts.map(() => VECTOR) };
  return json(200, { id: '1', embeddings, texts, meta, response_type: 'embeddings_by_type' });
}

function reranked(body: Readonly<Record<string, unknown>>): object {
  const { documents, top_n: top } = body as { documents: string[]; top_n?: number };
  const results = documents.map((_text, index) => ({ index, relevance_score: 0.1 + index / 10 })).reverse();
  return { id: '1', results: results.slice(0, top), meta: { billed_units: { search_units: 1 } } };
}

function listed(name: string): object {
  const endpoint = /rerank/.test(name) ? 'rerank' : /embed/.test(name) ? 'embed' : 'chat';
  return {
    name,
    is_deprecated: false,
    endpoints: [endpoint],
    finetuned: false,
    context_length: 128_000,
    features: null,
  };
}

const REFUSALS: Readonly<Record<Refusal, (request: RecordedRequest) => FakeAnswer>> = {
  unauthorized: () => refused(401, 'invalid api token'),
  forbidden: () => refused(403, 'your organization does not permit this action'),
  region: () => refused(451, 'unavailable for legal reasons'),
  model_not_found: (request) =>
    refused(
      404,
      `model '${modelInBody(request) ?? ''}' not found, make sure the correct model ID was used and that you have access to the model.`,
    ),
  bad_path: () => ({ status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' }),
  rate_limited: () =>
    json(
      429,
      { id: '1', message: 'You are past the per minute request limit, please wait and try again later.' },
      { 'retry-after': '7' },
    ),
  quota: () =>
    refused(
      402,
      'Please add or update your payment method at https://dashboard.cohere.com/billing?tab=payment to continue',
    ),
  bad_request: () =>
    refused(400, 'invalid request: message must be at least 1 token long or tool results must be specified.'),
  max_tokens_unsupported: () =>
    refused(
      400,
      'too many tokens: max tokens must be less than or equal to 4096, the maximum output for this model - received 8192.',
    ),
  server_error: () => refused(500, 'internal server error'),
};

function refused(status: number, message: string): FakeAnswer {
  return json(status, { id: '1', message });
}
