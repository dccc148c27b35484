import { createHmac } from 'node:crypto';
import {
  bodyOf,
  type FakeAnswer,
  type FakeCredential,
  type FakeProtocol,
  json,
  modelInBody,
  type RecordedRequest,
  type Refusal,
} from './exchange.js';
import { openAiProtocol } from './openai-protocol.js';

const TOKEN_PATH = '/v1/BCE-BEARER/token';
const CHAT_PATH = '/v2/chat/completions';

/** What every pair gets: tests tell it from the credential. */
export const ISSUED_TOKEN = 'bce-v3/ALTAK-issued-by-the-fake/0123456789abcdef';

/** The inference API V2, and the token that an IAM pair buys. */
export const baiduQianfanProtocol: FakeProtocol = {
  reference:
    "https://cloud.baidu.com/doc/qianfan-api/s/Om9b4yj3w (error codes), /doc/WENXINWORKSHOP/s/vm40x9q45 (tokens); the chat is OpenAI's",
  basePath: '/v2',
  credential: { yiyan_ak: 'fake0access0key0123456789abcdef0', yiyan_sk: 'fake0secret0key0123456789abcdef0' },
  isAuthorized,
  endpointOf: (request) => {
    if (request.method === 'GET' && request.path === TOKEN_PATH) return 'token';
    if (request.method !== 'POST' || request.path !== CHAT_PATH) return null;
    return bodyOf(request)['stream'] === true ? 'stream' : 'chat';
  },
  modelOf: modelInBody,
  answer: (endpoint, request, models) =>
    endpoint === 'token' ? token() : openAiProtocol.answer(endpoint, request, models),
  emptyAnswer: (endpoint) => (endpoint === 'token' ? json(200, {}) : openAiProtocol.emptyAnswer(endpoint)),
  refusal: (reason, request) => (request.path === TOKEN_PATH ? refusedToken(reason) : refusedChat(reason, request)),
};

function token(): FakeAnswer {
  const now = Date.now();
  return json(200, {
    userId: '27f881',
    token: ISSUED_TOKEN,
    status: 'enable',
    createTime: new Date(now).toISOString(),
    expireTime: new Date(now + 86_400_000).toISOString(),
  });
}

function isAuthorized(
  request: RecordedRequest,
  { yiyan_ak: key = '', yiyan_sk: secret = '' }: FakeCredential,
): boolean {
  const bearer = request.headers.authorization ?? '';
  if (request.path !== TOKEN_PATH) return [`Bearer ${ISSUED_TOKEN}`, `Bearer ${key}`].includes(bearer);
  const [version, accessKey, time, seconds, names, signature] = bearer.split('/');
  const prefix = [version, accessKey, time, seconds].join('/');
  const host = encodeURIComponent(request.headers.host ?? '');
  const canonical = `GET\n${TOKEN_PATH}\n${request.query.toString()}\nhost:${host}`;
  const expected = hex(hex(secret, prefix), canonical);
  const isFresh = Math.abs(Date.now() - Date.parse(time ?? '')) < Number(seconds) * 1000;
  return version === 'bce-auth-v1' && accessKey === key && names === 'host' && isFresh && signature === expected;
}

function hex(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

function refusedToken(reason: Refusal): FakeAnswer {
  if (reason === 'rate_limited')
    return json(429, { code: 'RequestLimitExceeded', message: 'Slow down' }, { 'retry-after': '7' });
  const [status, code, message] =
    reason === 'unauthorized'
      ? [400, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.']
      : reason === 'forbidden'
        ? [403, 'AccessDenied', 'Access denied.']
        : [500, 'InternalError', 'We encountered an internal error. Please try again.'];
  return json(status, { requestId: 'r', code, message });
}

function refusedChat(reason: Refusal, request: RecordedRequest): FakeAnswer {
  const [status, type, code, message] = REFUSALS[reason];
  const echo = reason === 'unauthorized' ? `${message}: ${request.headers.authorization ?? ''}` : message;
  const headers: Readonly<Record<string, string>> = reason === 'rate_limited' ? { 'retry-after': '7' } : {};
  return json(status, { error: { code, message: echo, type }, id: 'as-t2z8xi6mm8' }, headers);
}

const REFUSALS: Readonly<Record<Refusal, readonly [number, string, string, string]>> = {
  unauthorized: [401, 'invalid_request_error', 'invalid_iam_token', 'IAM Certification failed'],
  forbidden: [401, 'access_denied', 'no_parameter_permission', 'No permission to use the parameter'],
  region: [403, 'access_denied', 'access_denied', 'The service is not available in your region'],
  model_not_found: [401, 'invalid_request_error', 'invalid_model', 'No permission to use the model'],
  bad_path: [404, 'invalid_request_error', 'not_found', 'Not Found'],
  rate_limited: [429, 'rate_limit_exceeded', 'rpm_rate_limit_exceeded', 'Rate limit reached for RPM'],
  quota: [403, 'access_denied', 'account_arrearage', 'The account is in arrears'],
  bad_request: [400, 'invalid_request_error', 'malformed_json', 'Invalid Argument'],
  max_tokens_unsupported: [400, 'invalid_request_error', 'invalid_argument', 'max_tokens is invalid'],
  server_error: [500, 'internal_error', 'internal_error', 'Internal Error'],
};
