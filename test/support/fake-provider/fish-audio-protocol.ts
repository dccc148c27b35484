import {
  bodyOf,
  type FakeAnswer,
  type FakeEndpoint,
  type FakeProtocol,
  json,
  type RecordedRequest,
  type Refusal,
} from './exchange.js';

const VOICE = '7f92f8afb8ec43bf81429cc1c9199cb1';
const CREDENTIAL = { fish_audio_ak: 'fake-fish-key-0123456789abcdef', fish_audio_refid: VOICE };
const FORMATS = new Set([undefined, 'wav', 'pcm', 'mp3', 'opus']);

/** The model is in a header, and one that is not known falls back to the vendor's usual one. */
export const fishAudioProtocol: FakeProtocol = {
  reference:
    'https://docs.fish.audio/api-reference/endpoint/openapi-v1/text-to-speech, /wallet/get-api-credit and /model/get-model',
  basePath: '/v1/tts',
  credential: CREDENTIAL,
  isAuthorized: ({ headers }, credential) => headers.authorization === `Bearer ${credential['fish_audio_ak'] ?? ''}`,
  endpointOf,
  modelOf: () => null,
  answer: (endpoint, request) => {
    if (endpoint === 'speech') return spoken(request);
    if (request.path.startsWith('/wallet/'))
      return json(200, {
        _id: 'w1',
        user_id: 'u1',
        credit: '4.20',
        created_at: '2026-01-01T00:00:00Z',
        updated_at: '2026-01-01T00:00:00Z',
      });
    return request.path === `/model/${VOICE}`
      ? json(200, { _id: VOICE, type: 'tts', title: 'A voice', state: 'trained' })
      : noVoice();
  },
  emptyAnswer: (endpoint) =>
    endpoint === 'speech'
      ? { status: 200, headers: { 'content-type': 'audio/mpeg' }, body: Buffer.alloc(0) }
      : json(200, { credit: '0' }),
  refusal: (reason) => REFUSALS[reason](),
};

function endpointOf({ method, path }: RecordedRequest): FakeEndpoint | null {
  if (method === 'POST' && path === '/v1/tts') return 'speech';
  return method === 'GET' && /^\/(wallet\/self\/api-credit|model\/[^/]+)$/.test(path) ? 'proof' : null;
}

function spoken(request: RecordedRequest): FakeAnswer {
  const { text, reference_id: voice, format } = bodyOf(request);
  if (typeof text !== 'string') return invalid('text', 'Field required', 'missing');
  if (!FORMATS.has(format as string | undefined))
    return invalid('format', "Input should be 'wav', 'pcm', 'mp3' or 'opus'", 'literal_error');
  if (voice !== undefined && voice !== VOICE) return noVoice();
  return {
    status: 200,
    headers: { 'content-type': format === 'wav' ? 'audio/wav' : 'audio/mpeg' },
    body: Buffer.from('ID3 three seconds of nothing'),
  };
}

function noVoice(): FakeAnswer {
  return refused(404, 'Model not found');
}

function invalid(field: string, msg: string, type: string): FakeAnswer {
  return json(422, [{ loc: ['body', field], type, msg, ctx: {}, in: 'body' }]);
}

/** The reference has 401, 402, 404 and 422; the others are what any gateway says. */
const REFUSALS: Readonly<Record<Refusal, () => FakeAnswer>> = {
  unauthorized: () => refused(401, 'Unauthorized'),
  forbidden: () => refused(403, 'Forbidden'),
  region: () => refused(451, 'Unavailable for legal reasons'),
  model_not_found: noVoice,
  bad_path: () => ({ status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' }),
  rate_limited: () => json(429, { status: 429, message: 'Too many requests' }, { 'retry-after': '7' }),
  quota: () => refused(402, 'Insufficient API credit'),
  bad_request: () => invalid('text', 'Field required', 'missing'),
  max_tokens_unsupported: () => invalid('text', 'Field required', 'missing'),
  server_error: () => refused(500, 'Internal server error'),
};

function refused(status: number, message: string): FakeAnswer {
  return json(status, { status, message });
}
