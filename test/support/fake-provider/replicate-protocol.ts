import {
  bodyOf,
  eventStream,
  type FakeAnswer,
  type FakeEndpoint,
  type FakeProtocol,
  hasBearer,
  json,
  type RecordedRequest,
  type Refusal,
} from './exchange.js';

const WORDS = ['Hello', '!', ' How can I help?'];
const VECTOR = [0.031, -0.044, 0.057];
const VERSION = 'a'.repeat(64);
const METRICS = { input_token_count: 9, output_token_count: 12, predict_time: 0.4 };

const MODEL = /^\/v1\/models\/([^/]+\/[^/]+?)(?:\/versions\/(\w+))?$/;
const PREDICTION = /^\/v1\/predictions\/(\w+)$/;
const STREAM = /^\/v1\/streams\/(\w+)$/;

/**
 * Predictions: begun, and looked at until they are over. Without `Prefer: wait` one is still running when it is first
 * told of, and a model whose name has `slow` in it runs even then. Every model here is the vendor's own unless its name
 * begins with `someone/`.
 */
export const replicateProtocol: FakeProtocol = {
  reference:
    'https://replicate.com/docs/reference/http, /docs/topics/predictions/create-a-prediction, /docs/topics/predictions/streaming',
  basePath: '/v1',
  credential: { api_key: 'r8_FakeProviderKey0123456789' },
  isAuthorized: hasBearer,
  endpointOf,
  modelOf,
  answer,
  emptyAnswer: (endpoint) =>
    endpoint === 'models' ? json(200, { models: [] }) : json(200, { ...prediction('chat', true), output: null }),
  refusal: (reason) => REFUSALS[reason](),
};

function endpointOf(request: RecordedRequest): FakeEndpoint | null {
  const { method, path } = request;
  if (method === 'POST' && path === '/v1/predictions') return kindOf(String(bodyOf(request)['version']));
  if (method !== 'GET') return null;
  if (path.startsWith('/v1/collections/')) return 'models';
  if (path === '/v1/account') return 'proof';
  if (MODEL.test(path)) return 'show';
  if (STREAM.test(path)) return 'stream';
  const id = PREDICTION.exec(path)?.[1];
  return id === undefined ? null : kindOf(id);
}

/** An id says what it is for, as the fake remembers nothing. */
function kindOf(name: string): 'chat' | 'embeddings' {
  return name.includes('embed') ? 'embeddings' : 'chat';
}

function modelOf(request: RecordedRequest): string | null {
  const { version } = bodyOf(request);
  if (typeof version === 'string') return version.split(':')[0] ?? null;
  return MODEL.exec(request.path)?.[1] ?? null;
}

function answer(endpoint: FakeEndpoint, request: RecordedRequest, models: readonly string[]): FakeAnswer {
  const { path, headers } = request;
  if (path === '/v1/account') return json(200, { type: 'user', username: 'someone', name: 'Some One', github_url: '' });
  if (endpoint === 'models') return json(200, collection(path, models));
  if (endpoint === 'show') return json(200, described(path));
  if (endpoint === 'stream') return streamed();
  const kind = endpoint === 'embeddings' ? 'embeddings' : 'chat';
  if (PREDICTION.test(path)) return json(200, prediction(kind, true));
  const body = bodyOf(request) as { version: string; input?: Record<string, unknown> };
  if (body.version.startsWith('someone/') && !body.version.includes(':')) return invalidVersion();
  const missing = kind === 'chat' ? 'prompt' : 'texts';
  if (body.input?.[missing] === undefined)
    return refused(422, 'Input validation failed', `- input: ${missing} is required\n`);
  const isOver = headers['prefer'] === 'wait' && !body.version.includes('slow');
  return json(201, { ...prediction(kind, isOver), urls: urlsOf(request, kind) });
}

function prediction(kind: 'chat' | 'embeddings', isOver: boolean): object {
  const output = kind === 'chat' ? WORDS : [VECTOR, VECTOR];
  const state = isOver ? { status: 'succeeded', output, metrics: METRICS } : { status: 'starting', output: null };
  return { id: `${kind === 'chat' ? 'chat' : 'embed'}1`, input: {}, logs: '', error: null, ...state };
}

function urlsOf({ headers }: RecordedRequest, kind: 'chat' | 'embeddings'): object {
  const root = `http://${headers.host ?? ''}/v1`;
  const get = `${root}/predictions/${kind === 'chat' ? 'chat' : 'embed'}1`;
  return { get, cancel: `${get}/cancel`, ...(kind === 'chat' ? { stream: `${root}/streams/chat1` } : {}) };
}

function streamed(): FakeAnswer {
  const { status, headers, body } = eventStream([...WORDS, '{}']);
  const names = [...WORDS.map(() => 'output'), 'done'];
  const named = (body as readonly string[]).map(
    (event, index) => `event: ${names[index] ?? ''}\nid: ${index}\n${event}`,
  );
  return { status, headers: headers ?? {}, body: named };
}

function described(path: string): object {
  const [, name = '', version] = MODEL.exec(path) ?? [];
  const [owner = '', short = ''] = name.split('/');
  const inputs = kindOf(name) === 'chat' ? CHAT_INPUTS : EMBED_INPUTS;
  const openapi = { components: { schemas: { Input: { type: 'object', properties: inputs } } } };
  const described = { id: version ?? VERSION, created_at: '2026-01-01T00:00:00Z', openapi_schema: openapi };
  if (version !== undefined) return described;
  return { owner, name: short, visibility: 'public', is_official: owner !== 'someone', latest_version: described };
}

const CHAT_INPUTS = {
  prompt: { type: 'string' },
  system_prompt: { type: 'string' },
  max_new_tokens: { type: 'integer' },
  temperature: { type: 'number' },
};
const EMBED_INPUTS = { texts: { type: 'string', description: 'text to embed, formatted as JSON list of strings' } };

function collection(path: string, models: readonly string[]): object {
  const slug = path.slice('/v1/collections/'.length);
  const kind = slug === 'embedding-models' ? 'embeddings' : 'chat';
  const entries = models
    .filter((name) => kindOf(name) === kind)
    .map((name) => ({ owner: name.split('/')[0], name: name.split('/')[1] }));
  return { name: slug, slug, description: '', models: entries };
}

function invalidVersion(): FakeAnswer {
  return refused(
    422,
    'Invalid version or not permitted',
    "The specified version does not exist (or perhaps you don't have permission to use it?)",
  );
}

const REFUSALS: Readonly<Record<Refusal, () => FakeAnswer>> = {
  unauthorized: () => refused(401, 'Unauthenticated', 'You did not pass a valid authentication token'),
  forbidden: () => refused(403, 'Forbidden', 'You do not have permission to perform this action.'),
  region: () => refused(451, 'Unavailable', 'Unavailable for legal reasons'),
  model_not_found: () => refused(404, 'Not found', 'The requested resource could not be found.'),
  bad_path: () => ({ status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not Found</h1>' }),
  rate_limited: () =>
    json(
      429,
      { detail: 'Request was throttled. Expected available in 7 seconds.', status: 429 },
      { 'retry-after': '7' },
    ),
  quota: () =>
    refused(
      402,
      'Insufficient credit',
      'You have insufficient credit to run this model. Go to https://replicate.com/account/billing to purchase credit.',
    ),
  bad_request: () => refused(422, 'Input validation failed', '- input: prompt is required\n'),
  max_tokens_unsupported: () => refused(422, 'Input validation failed', '- input.max_tokens: Must be at least 1\n'),
  server_error: () => refused(500, 'Internal server error', 'Something went wrong'),
};

function refused(status: number, title: string, detail: string): FakeAnswer {
  return json(status, { title, detail, status });
}
