import {
  bodyOf,
  eventStream,
  type FakeAnswer,
  type FakeEndpoint,
  type FakeProtocol,
  json,
  type RecordedRequest,
  type Refusal,
} from './exchange.js';
import { generated, googleError, GOOGLE_REFUSALS, streamed } from './google-answers.js';

const MODEL_PATH = /^\/v1beta\/models\/([\w.-]+):(\w+)$/;
const METHODS: Readonly<Record<string, FakeEndpoint>> = {
  generateContent: 'chat',
  streamGenerateContent: 'stream',
  embedContent: 'embeddings',
  batchEmbedContents: 'embeddings',
};
const VECTOR = [0.010071029, -0.0017594862, 0.05007221];
/** One thousandth of a second of silence, 24 kHz. */
const SAMPLES = Buffer.alloc(48);

/** The Gemini API; the key in the URL, which the API would take too, is not taken here. */
export const geminiProtocol: FakeProtocol = {
  reference:
    'https://ai.google.dev/api/generate-content, /api/embeddings, /api/models and /gemini-api/docs/troubleshooting',
  basePath: '',
  credential: { api_key: 'AIzaSyFakeProviderKey0123456789abcdefgh' },
  isAuthorized: ({ headers, query }, credential) =>
    headers['x-goog-api-key'] === credential['api_key'] && !query.has('key'),
  endpointOf,
  modelOf,
  answer,
  emptyAnswer: (endpoint) => (endpoint === 'stream' ? eventStream([{}]) : json(200, EMPTY[endpoint] ?? {})),
  refusal: (reason, request) => REFUSALS[reason](request),
};

const EMPTY: Readonly<Partial<Record<FakeEndpoint, object>>> = {
  embeddings: { embedding: { values: [] }, embeddings: [{ values: [] }] },
  models: { models: [] },
};

function endpointOf(request: RecordedRequest): FakeEndpoint | null {
  if (`${request.method} ${request.path}` === 'GET /v1beta/models') return 'models';
  const method = MODEL_PATH.exec(request.path)?.[2] ?? '';
  const endpoint = request.method === 'POST' ? (METHODS[method] ?? null) : null;
  return endpoint === 'chat' && wantsAudio(request) ? 'speech' : endpoint;
}

function wantsAudio(request: RecordedRequest): boolean {
  const { generationConfig } = bodyOf(request) as { generationConfig?: { responseModalities?: string[] } };
  return generationConfig?.responseModalities?.includes('AUDIO') === true;
}

function modelOf({ path }: RecordedRequest): string | null {
  return MODEL_PATH.exec(path)?.[1] ?? null;
}

function answer(endpoint: FakeEndpoint, request: RecordedRequest, models: readonly string[]): FakeAnswer {
  if (endpoint === 'models') return json(200, { models: models.map(listed) });
  if (endpoint === 'embeddings') return embedded(request);
  if (endpoint === 'speech') return spoken(modelOf(request) ?? '');
  return endpoint === 'stream' ? streamed(request) : generated(request);
}

function embedded(request: RecordedRequest): FakeAnswer {
  const { requests, content, taskType } = bodyOf(request);
  if (/embedding-2/.test(modelOf(request) ?? '') && taskType !== undefined)
    return googleError(400, 'INVALID_ARGUMENT', 'task_type is not supported by this model.');
  if (Array.isArray(requests)) return json(200, { embeddings: requests.map(() => ({ values: VECTOR })) });
  if (content === undefined)
    return googleError(400, 'INVALID_ARGUMENT', '* EmbedContentRequest.content: content is not specified');
  return json(200, { embedding: { values: VECTOR } });
}

/** A whole WAV from 3.8 on; samples alone before. */
function spoken(model: string): FakeAnswer {
  const inlineData = /-3\.8-/.test(model)
    ? { mimeType: 'audio/wav', data: wav().toString('base64') }
    : { mimeType: 'audio/L16;codec=pcm;rate=24000', data: SAMPLES.toString('base64') };
  const candidate = { content: { parts: [{ inlineData }], role: 'model' }, finishReason: 'STOP', index: 0 };
  return json(200, { candidates: [candidate], usageMetadata: { promptTokenCount: 3, totalTokenCount: 3 } });
}

function wav(): Buffer {
  const header = 'UklGRlQAAABXQVZFZm10IBAAAAABAAEAwF0AAIC7AAACABAAZGF0YTAAAAA=';
  return Buffer.concat([Buffer.from(header, 'base64'), SAMPLES]);
}

function listed(name: string): object {
  const methods = /embed/.test(name) ? ['embedContent'] : ['generateContent', 'countTokens'];
  return { name: `models/${name}`, displayName: name, inputTokenLimit: 1, supportedGenerationMethods: methods };
}

const REFUSALS: Readonly<Record<Refusal, (request: RecordedRequest) => FakeAnswer>> = {
  ...GOOGLE_REFUSALS,
  unauthorized: () =>
    googleError(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' },
    ]),
  model_not_found: (request) =>
    googleError(
      404,
      'NOT_FOUND',
      `models/${modelOf(request) ?? ''} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`,
    ),
};
