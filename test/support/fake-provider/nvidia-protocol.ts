import { bodyOf, type FakeAnswer, type FakeProtocol, json, type RecordedRequest, type Refusal } from './exchange.js';
import { openAiProtocol } from './openai-protocol.js';

/** A NIM container, or NVIDIA's hosted models: OpenAI's surface, and a ranking of NVIDIA's own. */
export const nvidiaProtocol: FakeProtocol = {
  ...openAiProtocol,
  reference:
    'https://docs.nvidia.com/nim/nemo-retriever/reranking/2.4/reference.html, https://docs.api.nvidia.com/nim/reference/',
  credential: { api_key: 'nvapi-fake-provider-key-0123456789' },
  endpointOf: (request) =>
    request.path === '/v1/ranking' && request.method === 'POST' ? 'rerank' : openAiEndpointOf(request),
  answer: (endpoint, request, models) => {
    if (endpoint === 'rerank') return ranked(request);
    if (endpoint === 'embeddings' && bodyOf(request)['input_type'] === undefined)
      return json(400, { error: "'input_type' parameter is required for asymmetric models" });
    return openAiProtocol.answer(endpoint, request, models);
  },
  emptyAnswer: (endpoint) =>
    endpoint === 'rerank' ? json(200, { rankings: [] }) : openAiProtocol.emptyAnswer(endpoint),
  refusal: (reason, request) => REFUSALS[reason]?.(request) ?? openAiProtocol.refusal(reason, request),
};

/** OpenAI's, less the rerank that it never had. */
function openAiEndpointOf(request: RecordedRequest): ReturnType<FakeProtocol['endpointOf']> {
  const endpoint = openAiProtocol.endpointOf(request);
  return endpoint === 'rerank' ? null : endpoint;
}

/** The reference takes model, query, passages and truncate, and nothing else. */
function ranked(request: RecordedRequest): FakeAnswer {
  const { model, query, passages, truncate, ...others } = bodyOf(request);
  const texts = Array.isArray(passages) ? (passages as { text?: unknown }[]) : [];
  const isGood =
    typeof model === 'string' &&
    typeof (query as { text?: unknown } | undefined)?.text === 'string' &&
    texts.length > 0 &&
    texts.every(({ text }) => typeof text === 'string') &&
    [undefined, 'NONE', 'END'].includes(truncate as string | undefined);
  if (!isGood || Object.keys(others).length > 0)
    return json(400, {
      object: 'error',
      message: 'Extra inputs are not permitted',
      detail: {},
      type: 'invalid_request_error',
    });
  const rankings = texts.map((_text, index) => ({ index: texts.length - 1 - index, logit: 3.5 - index * 4 }));
  return json(200, { rankings, usage: { prompt_tokens: 12, total_tokens: 12 } });
}

const REFUSALS: Readonly<Partial<Record<Refusal, (request: RecordedRequest) => FakeAnswer>>> = {
  unauthorized: () => problem(401, 'Unauthorized', 'Authentication failed'),
  forbidden: () => problem(403, 'Forbidden', 'Authorization failed'),
  model_not_found: () =>
    problem(404, 'Not Found', "Function '00000000-0000-0000-0000-000000000000': Not found for account 'AAAA'"),
  bad_path: () => ({ status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' }),
  rate_limited: () => problem(429, 'Too Many Requests', 'Too Many Requests', { 'retry-after': '7' }),
  quota: () => problem(402, 'Payment Required', 'Account does not have enough credits'),
};

function problem(
  status: number,
  title: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): FakeAnswer {
  return json(status, { type: 'about:blank', status, title, detail }, headers);
}
