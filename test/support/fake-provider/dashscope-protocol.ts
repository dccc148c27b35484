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
import { openAiProtocol } from './openai-protocol.js';

const NATIVE = '/api/v1/services/aigc/multimodal-generation/generation';
const FILE = '/result/1.wav';
const FILE_SIGNATURE = 'fake-provider-file-signature';

/** Model Studio: OpenAI's surface in the compatible mode, speech in its own protocol. */
export const dashScopeProtocol: FakeProtocol = {
  reference:
    'https://www.alibabacloud.com/help/en/model-studio/qwen-tts-api, /qwen-asr-api-reference and /error-code; docs.qwencloud.com/api-reference/speech-recognition/qwen-asr/dashscope',
  basePath: '/compatible-mode/v1',
  credential: { api_key: 'sk-dashscope-fake-provider-key' },
  isAuthorized: (request, credential) =>
    request.path === FILE ? request.query.get('Signature') === FILE_SIGNATURE : hasBearer(request, credential),
  endpointOf: (request) => {
    const { method, path } = request;
    if (method === 'GET' && path === FILE) return 'file';
    if (method === 'POST' && path === NATIVE) return 'text' in inputOf(request) ? 'speech' : 'transcriptions';
    if (method === 'POST' && path === '/compatible-api/v1/reranks') return 'rerank';
    return path.startsWith('/compatible-mode/') ? openAiProtocol.endpointOf(compatible(request)) : null;
  },
  modelOf: modelInBody,
  answer,
  emptyAnswer: (endpoint) => {
    if (endpoint === 'file') return { status: 200, headers: { 'content-type': 'audio/wav' }, body: '' };
    if (endpoint === 'speech' || endpoint === 'transcriptions') return json(200, { output: {}, request_id: 'r' });
    return openAiProtocol.emptyAnswer(endpoint);
  },
  refusal: (reason, request) => refused(reason, request),
};

function compatible(request: RecordedRequest): RecordedRequest {
  return { ...request, path: request.path.replace('/compatible-mode', '') };
}

function inputOf(request: RecordedRequest): object {
  const { input } = bodyOf(request);
  return typeof input === 'object' && input !== null ? input : {};
}

function answer(endpoint: FakeEndpoint, request: RecordedRequest, models: readonly string[]): FakeAnswer {
  if (endpoint === 'speech') return spoken(request);
  if (endpoint === 'transcriptions') return heard(request);
  if (endpoint === 'file') return { status: 200, headers: { 'content-type': 'audio/wav' }, body: 'RIFF hello' };
  return openAiProtocol.answer(endpoint, request, models);
}

function spoken(request: RecordedRequest): FakeAnswer {
  const { voice } = inputOf(request) as { voice?: unknown };
  if (typeof voice !== 'string') return refused('bad_request', request);
  const url = `http://${request.headers.host ?? ''}${FILE}?Expires=1766113409&Signature=${FILE_SIGNATURE}`;
  const audio = { data: '', url, id: 'audio_1', expires_at: 1_766_113_409 };
  return json(200, { request_id: 'r', output: { finish_reason: 'stop', audio }, usage: { characters: 6 } });
}

function heard(request: RecordedRequest): FakeAnswer {
  const { messages } = inputOf(request) as { messages?: { role: string; content: { audio?: string }[] }[] };
  const audio = messages?.find(({ role }) => role === 'user')?.content[0]?.audio ?? '';
  if (!audio.startsWith('data:audio/')) return refused('bad_request', request);
  const message = { role: 'assistant', content: [{ text: 'Welcome.' }], annotations: [{ language: 'en' }] };
  return json(200, {
    request_id: 'r',
    output: { choices: [{ finish_reason: 'stop', message }] },
    usage: { seconds: 1 },
  });
}

/** Flat in the native protocol, inside `error` in the compatible mode; the file store answers XML and echoes what it signs. */
function refused(reason: Refusal, request: RecordedRequest): FakeAnswer {
  const [status, code, message] = REFUSALS[reason];
  if (request.path === FILE) {
    const body = `<Error><Code>AccessDenied</Code><Message>${request.query.get('Signature') ?? ''}</Message></Error>`;
    return { status, headers: { 'content-type': 'application/xml' }, body };
  }
  const headers: Readonly<Record<string, string>> = reason === 'rate_limited' ? { 'retry-after': '7' } : {};
  const isNative = request.path === NATIVE;
  return json(
    status,
    isNative ? { code, message, request_id: 'r' } : { error: { code, message, type: code } },
    headers,
  );
}

const REFUSALS: Readonly<Record<Refusal, readonly [number, string, string]>> = {
  unauthorized: [401, 'InvalidApiKey', 'Invalid API-key provided.'],
  forbidden: [403, 'AccessDenied', 'Access denied.'],
  region: [403, 'AccessDenied', 'The service is not available in your region.'],
  model_not_found: [404, 'ModelNotFound', 'Model can not be found.'],
  bad_path: [404, 'NotFound', 'Not found!'],
  rate_limited: [429, 'Throttling.RateQuota', 'Requests rate limit exceeded, please try again later.'],
  quota: [400, 'Arrearage', 'Access denied, please make sure your account is in good standing.'],
  bad_request: [
    400,
    'InvalidParameter',
    'Required parameter(s) missing or invalid, please check the request parameters.',
  ],
  max_tokens_unsupported: [400, 'InvalidParameter', 'Range of max_tokens should be [1, 8192]'],
  server_error: [
    500,
    'InternalError',
    'An internal error has occured, please try again later or contact service support.',
  ],
};
