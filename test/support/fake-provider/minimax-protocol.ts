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
  'POST /v1/text/chatcompletion_v2': 'chat',
  'POST /v1/t2a_v2': 'speech',
  'POST /v1/embeddings': 'embeddings',
};

const FINE = { base_resp: { status_code: 0, status_msg: 'success' } };
const USAGE = { total_tokens: 29, prompt_tokens: 20, completion_tokens: 9 };

export const miniMaxProtocol: FakeProtocol = {
  reference: 'https://platform.minimax.io/docs/api-reference/text-post, /speech-t2a-http and /errorcode',
  basePath: '/v1',
  credential: { api_key: 'minimax-fake-provider-key-0123456789' },
  isAuthorized: hasBearer,
  endpointOf: (request) => {
    const endpoint = ENDPOINTS[`${request.method} ${request.path}`] ?? null;
    return endpoint === 'chat' && bodyOf(request)['stream'] === true ? 'stream' : endpoint;
  },
  modelOf: modelInBody,
  answer,
  emptyAnswer: (endpoint) =>
    json(200, {
      ...(endpoint === 'speech' ? { data: null } : endpoint === 'embeddings' ? { vectors: null } : { choices: null }),
      ...FINE,
    }),
  refusal: (reason, request) => refused(reason, request),
};

function answer(endpoint: FakeEndpoint, request: RecordedRequest): FakeAnswer {
  const body = bodyOf(request);
  const model = modelInBody(request) ?? '';
  if (endpoint === 'embeddings') return embedded(body);
  if (endpoint === 'speech') return spoken(body);
  if ('max_tokens' in body) return said(2013, 'invalid params, max_tokens is deprecated');
  const shell = { id: '04ecb5', created: 1_700_000_000, model };
  if (endpoint === 'stream') return streamed(shell);
  const message = { content: 'Hello! How can I help?', role: 'assistant', reasoning_content: 'A greeting.' };
  const choices = [{ finish_reason: 'stop', index: 0, message }];
  return json(200, { ...shell, object: 'chat.completion', choices, usage: USAGE, ...FINE });
}

/** The last chunk has the whole message instead of a delta. */
function streamed(shell: object): FakeAnswer {
  const chunk = (choice: object, more: object = {}): object => ({
    ...shell,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, ...choice }],
    ...more,
  });
  return eventStream([
    ...['Hello', '! How can I', ' help?'].map((content) => chunk({ delta: { role: 'assistant', content } })),
    chunk(
      { finish_reason: 'stop', message: { role: 'assistant', content: 'Hello! How can I help?' } },
      { usage: USAGE, ...FINE },
    ),
  ]);
}

function embedded(body: Readonly<Record<string, unknown>>): FakeAnswer {
  const { texts, type } = body;
  if (!Array.isArray(texts) || (type !== 'db' && type !== 'query')) return said(2013, 'invalid params, type');
  return json(200, { vectors: texts.map(() => [0.1, -0.2]), total_tokens: 8, ...FINE });
}

function spoken(body: Readonly<Record<string, unknown>>): FakeAnswer {
  const { text, voice_setting: voice } = body;
  const { voice_id: id } = (voice ?? {}) as { voice_id?: unknown };
  if (typeof text !== 'string' || typeof id !== 'string') return said(2013, 'invalid params, voice_id is required');
  const data = { audio: Buffer.from('ID3 hello').toString('hex'), status: 2 };
  return json(200, { data, extra_info: { audio_format: 'mp3', usage_characters: 5 }, trace_id: '01b8bf9b', ...FINE });
}

function refused(reason: Refusal, request: RecordedRequest): FakeAnswer {
  if (reason === 'bad_path')
    return { status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' };
  if (reason === 'region') return json(403, { error: { message: 'not available in your region' } });
  const [code, text] = CODES[reason];
  const key = (request.headers.authorization ?? '').replace(/^Bearer /, '');
  return said(code, reason === 'unauthorized' ? `${text}: ${key}` : text);
}

const CODES: Readonly<Record<Exclude<Refusal, 'bad_path' | 'region'>, readonly [number, string]>> = {
  unauthorized: [1004, 'login fail: Please carry the API secret key in the Authorization field'],
  forbidden: [2042, 'no access to this voice_id'],
  model_not_found: [2013, "invalid params, unknown model 'abab-next'"],
  rate_limited: [1002, 'rate limit'],
  quota: [1008, 'insufficient balance'],
  bad_request: [2013, 'invalid params'],
  max_tokens_unsupported: [2013, 'invalid params, max_tokens'],
  server_error: [1000, 'unknown error'],
};

function said(code: number, text: string): FakeAnswer {
  return json(200, { base_resp: { status_code: code, status_msg: text } });
}
