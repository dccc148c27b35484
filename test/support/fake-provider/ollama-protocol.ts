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
  'POST /api/chat': 'chat',
  'POST /api/embed': 'embeddings',
  'POST /api/embeddings': 'embeddings',
  'GET /api/tags': 'models',
  'POST /api/show': 'show',
  'GET /api/version': 'version',
};

const VECTOR = [0.010071029, -0.0017594862, 0.05007221];

/** An Ollama server; a key is only asked for by a proxy in front of it. */
export const ollamaProtocol: FakeProtocol = {
  reference: 'https://github.com/ollama/ollama/blob/main/docs/api.md',
  basePath: '',
  credential: null,
  isAuthorized: hasBearer,
  endpointOf: (request) => {
    const endpoint = ENDPOINTS[`${request.method} ${request.path}`] ?? null;
    return endpoint === 'chat' && bodyOf(request)['stream'] !== false ? 'stream' : endpoint;
  },
  modelOf: modelInBody,
  answer,
  emptyAnswer: (endpoint) => json(200, EMPTY[endpoint] ?? {}),
  refusal: (reason, request) => REFUSALS[reason](request),
};

const EMPTY: Readonly<Partial<Record<FakeEndpoint, object>>> = {
  embeddings: { embeddings: [[]], embedding: [] },
  models: { models: [] },
};

/** The server itself knows a plain `error` and three of these; the rest is what a proxy in front of it answers. */
const REFUSALS: Readonly<Record<Refusal, (request: RecordedRequest) => FakeAnswer>> = {
  unauthorized: () => json(401, { error: 'unauthorized' }),
  forbidden: () => json(403, { error: 'forbidden' }),
  region: () => json(451, { error: 'unavailable for legal reasons' }),
  model_not_found: (request) => json(404, { error: `model '${modelInBody(request) ?? ''}' not found` }),
  bad_path: () => ({ status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' }),
  rate_limited: () => json(429, { error: 'too many concurrent requests' }, { 'retry-after': '7' }),
  quota: () => json(402, { error: 'payment required' }),
  bad_request: () => json(400, { error: 'missing request body' }),
  max_tokens_unsupported: () => json(400, { error: 'invalid options' }),
  server_error: () => json(500, { error: 'llama runner process has terminated' }),
};

function answer(endpoint: FakeEndpoint, request: RecordedRequest, models: readonly string[]): FakeAnswer {
  const model = modelInBody(request) ?? '';
  if (endpoint === 'models') return json(200, { models: models.map(tag) });
  if (endpoint === 'show') return json(200, { details: details(model), capabilities: ['completion'] });
  if (endpoint === 'version') return json(200, { version: '0.13.0' });
  if (endpoint === 'embeddings') return json(200, embedding(request, model));
  const said = saidTo(bodyOf(request));
  if (endpoint === 'stream') return lines(model, said);
  return json(200, { ...words(model, said.content.join(''), said.calls), ...END });
}

interface Said {
  content: readonly string[];
  calls?: readonly object[];
}

/** Tools cannot be forced here, so a model that is given some calls the first, until it is told an outcome. */
function saidTo({ tools, messages, format }: ChatBody): Said {
  const tool = messages?.at(-1)?.role === 'user' ? tools?.[0] : undefined;
  if (tool !== undefined) {
    return { content: [''], calls: [{ function: { name: tool.function.name, arguments: { city: 'Oslo' } } }] };
  }
  return { content: format === undefined ? ['Hello!', ' How are', ' you today?'] : ['{"city":', '"Oslo"}'] };
}

interface ChatBody {
  tools?: readonly { function: { name: string } }[];
  messages?: readonly { role: string }[];
  format?: unknown;
}

const END = { done: true, done_reason: 'stop', total_duration: 4_883_583_458, prompt_eval_count: 26, eval_count: 7 };

function words(model: string, content: string, calls?: readonly object[]): object {
  const message = { role: 'assistant', content, ...(calls === undefined ? {} : { tool_calls: calls }) };
  return { model, created_at: '2026-11-24T00:00:00Z', message, done: false };
}

function lines(model: string, { content, calls }: Said): FakeAnswer {
  const parts = [...content.map((text) => words(model, text, calls)), { ...words(model, ''), ...END }];
  const body = parts.map((part) => `${JSON.stringify(part)}\n`);
  return { status: 200, headers: { 'content-type': 'application/x-ndjson' }, body };
}

function embedding({ path, body }: RecordedRequest, model: string): object {
  if (path === '/api/embeddings') return { embedding: VECTOR };
  const { input } = body as { input: string | string[] };
  return { model, embeddings: [input].flat().map(() => VECTOR), prompt_eval_count: 8 };
}

function tag(name: string): object {
  return {
    name,
    model: name,
    modified_at: '2026-11-24T00:00:00Z',
    size: 1,
    digest: 'd'.repeat(64),
    details: details(name),
  };
}

function details(name: string): object {
  const family = name.includes('embed') ? 'nomic-bert' : 'llama';
  return {
    parent_model: '',
    format: 'gguf',
    family,
    families: [family],
    parameter_size: '3B',
    quantization_level: 'Q4_0',
  };
}
