import { createHmac } from 'node:crypto';
import {
  bodyOf,
  eventStream,
  type FakeAnswer,
  type FakeCredential,
  type FakeEndpoint,
  type FakeProtocol,
  json,
  modelInBody,
  type RecordedRequest,
  type Refusal,
} from './exchange.js';

const CHAT = /^\/v[12]\/chat\/completions$/;
const SPEECH = '/v2/tts';
const SID = 'cha000b0003@dx1905cd86d6bb86d552';
const USAGE = { prompt_tokens: 6, completion_tokens: 42, total_tokens: 48 };

/** Spark's chat over HTTP and the streaming speech over a web socket. */
export const xunFeiSparkProtocol: FakeProtocol = {
  reference:
    'https://www.xfyun.cn/doc/spark/HTTP调用文档.html, /doc/spark/X1http.html and /doc/tts/online_tts/API.html',
  basePath: '/v1',
  credential: {
    spark_api_password: 'fake-provider-password:0123456789',
    spark_app_id: 'fakeapp1',
    spark_api_key: 'fake-provider-api-key-0123456789',
    spark_api_secret: 'fake-provider-api-secret-0123456789',
  },
  isAuthorized: (request, credential) =>
    request.path === SPEECH
      ? isSigned(request, credential)
      : request.headers.authorization === `Bearer ${credential['spark_api_password'] ?? ''}`,
  endpointOf: (request) => {
    if (request.method === 'GET' && request.path === SPEECH) return 'speech';
    if (request.method !== 'POST' || !CHAT.test(request.path)) return null;
    return bodyOf(request)['stream'] === true ? 'stream' : 'chat';
  },
  modelOf: modelInBody,
  answer,
  emptyAnswer: (endpoint) =>
    endpoint === 'speech'
      ? json(200, { code: 0, message: 'success', sid: SID, data: { audio: '', ced: '0', status: 2 } })
      : json(200, { code: 0, message: 'Success', sid: SID, choices: [] }),
  refusal: (reason, { path }) => (path === SPEECH ? SPEECH_REFUSALS[reason] : CHAT_REFUSALS[reason]),
};

/** "接口鉴权": the query's own host and date are what was signed. */
function isSigned({ query, headers, path }: RecordedRequest, credential: FakeCredential): boolean {
  const { spark_api_key: key = '', spark_api_secret: secret = '' } = credential;
  const [host, date] = [query.get('host') ?? '', query.get('date') ?? ''];
  if (host !== headers.host || Math.abs(Date.now() - Date.parse(date)) > 300_000) return false;
  const text = ['host: ', host, '\ndate: ', date, '\nGET ', path, ' HTTP/1.1'].join('');
  const signature = createHmac('sha256', secret).update(text).digest('base64');
  const claim = `api_key="${key}", algorithm="hmac-sha256", headers="host date request-line", signature="${signature}"`;
  return query.get('authorization') === Buffer.from(claim).toString('base64');
}

function answer(endpoint: FakeEndpoint, request: RecordedRequest): FakeAnswer {
  if (endpoint === 'speech') return spoken(bodyOf(request));
  if (endpoint === 'stream') return streamed();
  const message = { role: 'assistant', content: '你好，我是星火。' };
  return json(200, { code: 0, message: 'Success', sid: SID, choices: [{ message, index: 0 }], usage: USAGE });
}

/** No finish reason is given; `[DONE]` ends it. */
function streamed(): FakeAnswer {
  const chunk = (content: string, more: object = {}): object => ({
    code: 0,
    message: 'Success',
    sid: SID,
    id: SID,
    created: 1_719_546_385,
    choices: [{ delta: { role: 'assistant', content }, index: 0 }],
    ...more,
  });
  return eventStream([chunk('你好'), chunk('，我是星火。'), chunk('', { usage: USAGE }), '[DONE]']);
}

function spoken(body: Readonly<Record<string, unknown>>): FakeAnswer {
  const { common, business, data } = body as Partial<Record<string, Readonly<Record<string, unknown>>>>;
  const isWhole = [common?.['app_id'], business?.['aue'], business?.['vcn'], data?.['text']].every(
    (field) => typeof field === 'string' && field !== '',
  );
  // At the handshake there is nothing to answer yet.
  if (!isWhole || data?.['status'] !== 2) return speechCode(10_109, 'invalid text length');
  const piece = (audio: string, status: number): string =>
    JSON.stringify({
      code: 0,
      message: 'success',
      sid: SID,
      data: { audio: Buffer.from(audio).toString('base64'), ced: '14', status },
    });
  return { status: 200, body: [piece('ID3 ', 1), piece('hello', 2)] };
}

function speechCode(code: number, message: string): FakeAnswer {
  return json(200, { code, message, sid: SID });
}

function chatCode(status: number, code: string | null, message: string): FakeAnswer {
  return json(status, { error: { message, type: 'api_error', param: null, code } });
}

const HTML_404: FakeAnswer = { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>404 Not Found</h1>' };

const CHAT_REFUSALS: Readonly<Record<Refusal, FakeAnswer>> = {
  unauthorized: json(401, { message: 'HMAC signature cannot be verified: fail to retrieve credential' }),
  forbidden: chatCode(500, '11200', 'AppIdNoAuthError'),
  region: json(451, { message: 'unavailable' }),
  model_not_found: chatCode(400, '10404', 'no matching engine for the domain'),
  bad_path: HTML_404,
  rate_limited: json(200, { code: 11_202, message: 'AppIdQPSOverFlowError', sid: SID }),
  quota: chatCode(402, null, 'insufficient balance'),
  bad_request: json(200, { code: 10_005, message: 'param value error', sid: SID }),
  max_tokens_unsupported: json(200, { code: 10_163, message: 'max_tokens out of range', sid: SID }),
  server_error: json(200, { code: 10_012, message: 'EngineInternalError', sid: SID }),
};

const SPEECH_REFUSALS: Readonly<Record<Refusal, FakeAnswer>> = {
  unauthorized: json(401, { message: 'HMAC signature does not match' }),
  forbidden: speechCode(11_200, 'licc failed'),
  region: json(451, { message: 'unavailable' }),
  model_not_found: speechCode(11_200, 'vcn is not authorized'),
  bad_path: HTML_404,
  rate_limited: speechCode(11_202, 'second flow control over limit'),
  quota: speechCode(11_201, 'insufficient balance'),
  bad_request: speechCode(10_163, 'param validate error'),
  max_tokens_unsupported: speechCode(10_163, 'param validate error'),
  server_error: speechCode(10_012, 'internal error'),
};
