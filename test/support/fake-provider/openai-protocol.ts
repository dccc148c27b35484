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
} from './exchange.js';
import { OPENAI_REFUSALS } from './openai-errors.js';

const ENDPOINTS: Readonly<Record<string, FakeEndpoint>> = {
  'POST /v1/chat/completions': 'chat',
  'POST /v1/embeddings': 'embeddings',
  'POST /v1/rerank': 'rerank',
  'POST /rerank': 'rerank',
  // NovitaAI's place for it.
  'POST /openai/v1/rerank': 'rerank',
  'POST /v1/audio/speech': 'speech',
  'POST /v1/audio/transcriptions': 'transcriptions',
  'GET /v1/models': 'models',
};

const CREATED = 1_700_000_000;
const VECTOR = [0.1, -0.2, 0.3];
const USAGE = { prompt_tokens: 9, completion_tokens: 12, total_tokens: 21 };

/** OpenAI's REST surface, and the rerank that Jina added to it. */
export const openAiProtocol: FakeProtocol = {
  reference: 'https://platform.openai.com/docs/api-reference and, for rerank, https://api.jina.ai/redoc',
  basePath: '/v1',
  credential: { api_key: 'sk-fake-provider-key-0123456789' },
  isAuthorized: hasBearer,
  endpointOf: (request) => {
    const endpoint = ENDPOINTS[`${request.method} ${request.path}`] ?? null;
    return endpoint === 'chat' && bodyOf(request)['stream'] === true ? 'stream' : endpoint;
  },
  modelOf: modelInBody,
  answer,
  emptyAnswer: (endpoint) => (endpoint === 'speech' ? audio(Buffer.alloc(0)) : json(200, EMPTY[endpoint] ?? {})),
  refusal: (reason, request) => OPENAI_REFUSALS[reason](request),
};

const EMPTY: Readonly<Partial<Record<FakeEndpoint, object>>> = {
  chat: { id: 'chatcmpl-1', object: 'chat.completion', created: CREATED, choices: [] },
  embeddings: { object: 'list', data: [{ object: 'embedding', index: 0, embedding: [] }] },
  rerank: { results: [] },
  models: { object: 'list', data: [] },
};

function answer(endpoint: FakeEndpoint, request: RecordedRequest, models: readonly string[]): FakeAnswer {
  const model = modelInBody(request) ?? '';
  if (endpoint === 'embeddings') return json(200, embeddings(request, model));
  if (endpoint === 'rerank') return json(200, reranked(request, model));
  if (endpoint === 'models') return json(200, modelList(models));
  if (endpoint === 'speech') return speech(request);
  if (endpoint === 'transcriptions') return transcription(request);
  if (endpoint === 'stream') return chunks(request, model);
  return json(200, completion(request, model));
}

function completion(request: RecordedRequest, model: string): object {
  const call = toolCall(request);
  const said = call === null ? { content: textFor(request).join('') } : { content: null, tool_calls: [call] };
  const message = { role: 'assistant', ...said, refusal: null };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: call === null ? 'stop' : 'tool_calls' }];
  return { id: 'chatcmpl-1', object: 'chat.completion', created: CREATED, model, choices, usage: USAGE };
}

const ARGUMENTS = '{"city":"Oslo"}';

interface ChatBody {
  tools?: readonly { function: { name: string } }[];
  tool_choice?: string | { function: { name: string } };
  response_format?: { type: string };
}

/** A model that must call does; one that may prefers to talk. */
function toolCall(request: RecordedRequest): { id: string; type: string; function: object } | null {
  const { tools, tool_choice: choice } = bodyOf(request) as ChatBody;
  const name = typeof choice === 'object' ? choice.function.name : choice === 'required' && tools?.[0]?.function.name;
  return name ? { id: 'call_1', type: 'function', function: { name, arguments: ARGUMENTS } } : null;
}

function textFor(request: RecordedRequest): readonly string[] {
  const { response_format: format } = bodyOf(request) as ChatBody;
  return format?.type === 'json_schema' ? inHalves(ARGUMENTS) : ['Hello', '!', ' How can I help?'];
}

function inHalves(text: string): readonly string[] {
  return [text.slice(0, 5), text.slice(5)];
}

/** A call begins with all but its arguments. */
function streamedDeltas(request: RecordedRequest): readonly object[] {
  const call = toolCall(request);
  if (call === null) return textFor(request).map((content) => ({ content }));
  const begun = { index: 0, ...call, function: { ...call.function, arguments: '' } };
  const pieces = inHalves(ARGUMENTS).map((text) => ({ index: 0, function: { arguments: text } }));
  return [begun, ...pieces].map((each) => ({ tool_calls: [each] }));
}

/** A first chunk with the role, one for each word, the finish reason, and, when asked for, one of usage alone. */
function chunks(request: RecordedRequest, model: string): FakeAnswer {
  const chunk = (choices: readonly object[], more: object = {}): object => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: CREATED,
    model,
    choices,
    ...more,
  });
  const delta = (fields: object, reason: string | null = null): object =>
    chunk([{ index: 0, delta: fields, logprobs: null, finish_reason: reason }]);
  const { stream_options: options } = bodyOf(request);
  const wantsUsage = typeof options === 'object' && options !== null && 'include_usage' in options;
  return eventStream([
    delta({ role: 'assistant', content: '', refusal: null }),
    ...streamedDeltas(request).map((fields) => delta(fields)),
    delta({}, toolCall(request) === null ? 'stop' : 'tool_calls'),
    ...(wantsUsage ? [chunk([], { usage: USAGE })] : []),
    '[DONE]',
  ]);
}

function embeddings({ body }: RecordedRequest, model: string): object {
  const { input, encoding_format: encoding } = body as { input: string | string[]; encoding_format?: string };
  const embedding = encoding === 'base64' ? Buffer.from(Float32Array.from(VECTOR).buffer).toString('base64') : VECTOR;
  const data = [input].flat().map((_text, index) => ({ object: 'embedding', index, embedding }));
  return { object: 'list', data, model, usage: { prompt_tokens: 8, total_tokens: 8 } };
}

function reranked({ body }: RecordedRequest, model: string): object {
  const { documents } = body as { documents: string[] };
  const results = documents.map((text, index) => ({ index, document: { text }, relevance_score: 0.9 - index / 10 }));
  return { model, object: 'list', usage: { total_tokens: 15 }, results };
}

function modelList(models: readonly string[]): object {
  return { object: 'list', data: models.map((id) => ({ id, object: 'model', created: CREATED, owned_by: 'openai' })) };
}

/** Both parts must be there, or the reference's 400. */
function transcription({ headers, body }: RecordedRequest): FakeAnswer {
  const isForm = (headers['content-type'] ?? '').startsWith('multipart/form-data');
  const hasParts = ['name="model"', 'name="file"'].every((part) => String(body).includes(part));
  if (isForm && hasParts) return json(200, { text: '' });
  return json(400, { error: { message: 'Missing required parameter', type: 'invalid_request_error', param: 'file' } });
}

/** Mistral, which has `voice_id`s, answers JSON (docs.mistral.ai/api, "Speech"). */
function speech(request: RecordedRequest): FakeAnswer {
  const sound = Buffer.from('ID3 three seconds of nothing');
  return 'voice_id' in bodyOf(request) ? json(200, { audio_data: sound.toString('base64') }) : audio(sound);
}

function audio(body: Buffer): FakeAnswer {
  return { status: 200, headers: { 'content-type': 'audio/mpeg' }, body };
}
