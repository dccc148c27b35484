import {
  bodyOf,
  eventStream,
  type FakeAnswer,
  type FakeEndpoint,
  type FakeProtocol,
  json,
  modelInBody,
  type RecordedRequest,
  type Refusal,
} from './exchange.js';

const ENDPOINTS: Readonly<Record<string, FakeEndpoint>> = {
  'POST /v1/messages': 'chat',
  'POST /v1/messages/count_tokens': 'count',
  'GET /v1/models': 'models',
};

const USAGE = { input_tokens: 10, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 12 };
const WORDS = ['Hello', '! How can I', ' help?'];

/** Anthropic's Messages API, its streaming events and its error types. */
export const anthropicProtocol: FakeProtocol = {
  reference: 'https://docs.anthropic.com/en/api/messages, /messages-streaming, /errors and /models-list',
  basePath: '',
  credential: { api_key: 'sk-ant-fake-provider-key-0123456789' },
  isAuthorized: ({ headers }, credential) =>
    headers['x-api-key'] === credential['api_key'] && headers['anthropic-version'] === '2023-06-01',
  endpointOf: (request) => {
    const endpoint = ENDPOINTS[`${request.method} ${request.path}`] ?? null;
    return endpoint === 'chat' && bodyOf(request)['stream'] === true ? 'stream' : endpoint;
  },
  modelOf: modelInBody,
  answer,
  emptyAnswer: (endpoint) => json(200, endpoint === 'models' ? { data: [], has_more: false } : {}),
  refusal: (reason, request) => REFUSALS[reason](request),
};

function answer(endpoint: FakeEndpoint, request: RecordedRequest, models: readonly string[]): FakeAnswer {
  const model = modelInBody(request) ?? '';
  if (endpoint === 'models') {
    const data = models.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-02-19T00:00:00Z' }));
    return json(200, { data, has_more: false, first_id: models[0] ?? null, last_id: models.at(-1) ?? null });
  }
  if (endpoint === 'count') return json(200, { input_tokens: 14 });
  // The reference: "max_tokens: The maximum number of tokens to generate before stopping", required.
  if (typeof bodyOf(request)['max_tokens'] !== 'number')
    return refused(400, 'invalid_request_error', 'max_tokens: Field required');
  return endpoint === 'stream' ? streamed(request, model) : json(200, message(request, model));
}

function message(request: RecordedRequest, model: string): object {
  const tool = calledTool(request);
  const call = { type: 'tool_use', id: CALL_ID, name: tool, input: JSON.parse(ARGUMENTS) as object };
  const content = [tool === null ? { type: 'text', text: textFor(request).join('') } : call];
  return { ...shell(model), content, stop_reason: tool === null ? 'end_turn' : 'tool_use', usage: USAGE };
}

const CALL_ID = 'toolu_1';
const ARGUMENTS = '{"city":"Oslo"}';

interface MessagesBody {
  tools?: readonly { name: string }[];
  tool_choice?: { type: string; name?: string };
  output_config?: { format?: object };
  output_format?: object;
}

/** A model that must call does; one that may prefers to talk. */
function calledTool(request: RecordedRequest): string | null {
  const { tools, tool_choice: choice } = bodyOf(request) as MessagesBody;
  return choice?.name ?? (choice?.type === 'any' ? tools?.[0]?.name : null) ?? null;
}

function textFor(request: RecordedRequest): readonly string[] {
  const { output_config: config, output_format: format } = bodyOf(request) as MessagesBody;
  return (config?.format ?? format) === undefined ? WORDS : inHalves(ARGUMENTS);
}

function inHalves(text: string): readonly string[] {
  return [text.slice(0, 5), text.slice(5)];
}

function shell(model: string): object {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
}

function streamed(request: RecordedRequest, model: string): FakeAnswer {
  const tool = calledTool(request);
  const block = tool === null ? { type: 'text', text: '' } : { type: 'tool_use', id: CALL_ID, name: tool, input: {} };
  const deltas =
    tool === null
      ? textFor(request).map((text) => ({ type: 'text_delta', text }))
      : inHalves(ARGUMENTS).map((text) => ({ type: 'input_json_delta', partial_json: text }));
  const events = [
    { type: 'message_start', message: { ...shell(model), usage: { ...USAGE, output_tokens: 1 } } },
    { type: 'content_block_start', index: 0, content_block: block },
    { type: 'ping' },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index: 0, delta })),
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: tool === null ? 'end_turn' : 'tool_use', stop_sequence: null },
      usage: { output_tokens: USAGE.output_tokens },
    },
    { type: 'message_stop' },
  ];
  return eventStream(events, (event) => (event as { type: string }).type);
}

const REFUSALS: Readonly<Record<Refusal, (request: RecordedRequest) => FakeAnswer>> = {
  unauthorized: () => refused(401, 'authentication_error', 'invalid x-api-key'),
  forbidden: () =>
    refused(403, 'permission_error', 'Your API key does not have permission to use the specified resource.'),
  region: () =>
    refused(
      403,
      'forbidden',
      'Access to Anthropic models is not allowed from unsupported countries, regions, or territories.',
    ),
  model_not_found: (request) => refused(404, 'not_found_error', `model: ${modelInBody(request) ?? ''}`),
  bad_path: () => refused(404, 'not_found_error', 'Not found'),
  rate_limited: () =>
    refused(429, 'rate_limit_error', 'This request would exceed your rate limit.', { 'retry-after': '7' }),
  quota: () =>
    refused(
      400,
      'invalid_request_error',
      'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
    ),
  bad_request: () => refused(400, 'invalid_request_error', 'messages: at least one message is required'),
  max_tokens_unsupported: () => refused(400, 'invalid_request_error', 'max_tokens: 32000 > 8192'),
  server_error: () => refused(529, 'overloaded_error', 'Overloaded'),
};

function refused(
  status: number,
  type: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): FakeAnswer {
  return json(status, { type: 'error', error: { type, message: text }, request_id: 'req_1' }, headers);
}
