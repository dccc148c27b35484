import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;
type Content = Record<string, { schema: object }>;

const MODEL_NAME = {
  type: 'string',
  description: 'An alias, a name, `name@Factory`, or `default`; left out: the default',
  examples: ['gpt-4o-mini'],
};
const STREAMED = { type: 'boolean', default: false, description: 'Answer as server-sent events' };
const TEXT = { type: 'string' };

/** As the protocol's own reference describes it. */
export const ANY_OBJECT = { type: 'object', additionalProperties: true };

export const STREAM: Content = { 'text/event-stream': { schema: TEXT } };

export const CHAT_REQUEST = {
  type: 'object',
  required: ['messages'],
  additionalProperties: true,
  properties: {
    model: MODEL_NAME,
    messages: { type: 'array', minItems: 1, items: ANY_OBJECT },
    stream: STREAMED,
  },
  example: { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello!' }] },
};

export const MESSAGES_REQUEST = {
  ...CHAT_REQUEST,
  required: ['messages', 'max_tokens'],
  properties: { ...CHAT_REQUEST.properties, max_tokens: { type: 'integer', minimum: 1 } },
  example: { model: 'claude-sonnet-4-5', max_tokens: 256, messages: [{ role: 'user', content: 'Hello!' }] },
};

export const COUNT_TOKENS_REQUEST = {
  type: 'object',
  required: ['messages'],
  additionalProperties: true,
  properties: { model: MODEL_NAME, messages: CHAT_REQUEST.properties.messages },
  example: { model: 'claude-sonnet-4-5', messages: [{ role: 'user', content: 'Hello!' }] },
};

export const COUNT_TOKENS_ANSWER = { type: 'object', properties: { input_tokens: { type: 'integer' } } };

export const EMBEDDINGS_REQUEST = {
  type: 'object',
  required: ['input'],
  additionalProperties: true,
  properties: {
    model: MODEL_NAME,
    input: { oneOf: [TEXT, { type: 'array', items: TEXT }] },
    encoding_format: { type: 'string', enum: ['float', 'base64'] },
  },
  example: { model: 'text-embedding-3-small', input: ['Hello!'] },
};

export const RERANK_REQUEST = {
  type: 'object',
  required: ['query', 'documents'],
  properties: {
    model: MODEL_NAME,
    query: TEXT,
    documents: { type: 'array', minItems: 1, items: { oneOf: [TEXT, ANY_OBJECT] } },
    top_n: { type: 'integer', minimum: 1 },
    return_documents: { type: 'boolean' },
  },
  example: { model: 'rerank-v3.5', query: 'What is Latchkey?', documents: ['A gateway', 'A cake'], top_n: 1 },
};

export const SPEECH_REQUEST = {
  type: 'object',
  required: ['input'],
  additionalProperties: true,
  properties: {
    model: MODEL_NAME,
    input: { ...TEXT, minLength: 1 },
    voice: TEXT,
    response_format: TEXT,
    speed: { type: 'number' },
  },
  example: { model: 'gpt-4o-mini-tts', input: 'Hello!', voice: 'alloy' },
};

export const TRANSCRIPTION_FORM = {
  type: 'object',
  required: ['file'],
  properties: {
    file: { type: 'string', format: 'binary' },
    model: MODEL_NAME,
    language: TEXT,
    prompt: TEXT,
    response_format: { type: 'string', enum: ['json', 'text', 'verbose_json'] },
  },
};

export const MODEL_IN_PATH = {
  name: 'model',
  in: 'path' as const,
  required: true,
  description: 'An alias, a name or `name@Factory`; its slashes may stand as they are',
  schema: { type: 'string', minLength: 1, examples: ['gpt-4o-mini'] },
};

export const ANTHROPIC_VERSION = {
  name: 'anthropic-version',
  in: 'header' as const,
  description: 'With it, whatever it says, the answer is in Anthropic’s shape',
  schema: { ...TEXT, examples: ['2023-06-01'] },
};

const OPENAI_MODEL = {
  type: 'object',
  required: ['id', 'object', 'created', 'owned_by', 'type', 'context_length'],
  properties: {
    id: { type: 'string', description: 'What to send as `model`' },
    object: { type: 'string', enum: ['model'] },
    created: { type: 'integer', description: 'Seconds since 1970' },
    owned_by: { type: 'string', description: 'The factory, or `alias`' },
    type: { type: 'string', enum: ['chat', 'embedding', 'rerank', 'image2text', 'speech2text', 'tts'] },
    context_length: { type: ['integer', 'null'], description: 'In tokens' },
  },
};

const ANTHROPIC_MODEL = {
  type: 'object',
  required: ['type', 'id', 'display_name', 'created_at'],
  properties: {
    type: { type: 'string', enum: ['model'] },
    id: { type: 'string', description: 'What to send as `model`' },
    display_name: TEXT,
    created_at: { type: 'string', format: 'date-time' },
  },
};

const OPENAI_MODELS = {
  type: 'object',
  required: ['object', 'data'],
  properties: { object: { type: 'string', enum: ['list'] }, data: { type: 'array', items: OPENAI_MODEL } },
};

const ANTHROPIC_MODELS = {
  type: 'object',
  required: ['data', 'has_more', 'first_id', 'last_id'],
  properties: {
    data: { type: 'array', items: ANTHROPIC_MODEL },
    has_more: { type: 'boolean', description: 'Always false: all come at once' },
    first_id: { type: ['string', 'null'] },
    last_id: { type: ['string', 'null'] },
  },
};

export const MODEL = { oneOf: [OPENAI_MODEL, ANTHROPIC_MODEL] };

export const MODEL_LIST = { oneOf: [OPENAI_MODELS, ANTHROPIC_MODELS] };

export function jsonBody(schema: object): NonNullable<Operation['requestBody']> {
  return { required: true, content: { 'application/json': { schema } } };
}

export function jsonAnswer(description: string, schema: object, others: Content = {}): Operation['responses'] {
  return { '200': { description, content: { 'application/json': { schema }, ...others } } };
}
