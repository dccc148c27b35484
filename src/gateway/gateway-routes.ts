import type { OpenAPIObject } from '@nestjs/swagger';
import type { AuthRule } from '../http/auth.decorator.js';
import type { Endpoint as EndpointName } from '../metrics/metrics.js';
import type { PROTOCOLS } from './protocols.js';
import * as schemas from './gateway-schemas.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;

/** A route of the data plane, and how it is documented. */
export interface GatewayRoute {
  method: 'GET' | 'POST';
  path: string;
  endpoint: EndpointName;
  protocol: keyof typeof PROTOCOLS;
  operationId: string;
  /** Its entry of the OpenAPI document, but for what all of them have in common. */
  openapi: Pick<Operation, 'summary' | 'description' | 'requestBody' | 'responses' | 'parameters'>;
}

/** Whatever calls models needs the same scope. */
export const GATEWAY_AUTH: AuthRule = { scope: 'inference' };

export const GATEWAY_ROUTES: readonly GatewayRoute[] = [
  {
    method: 'POST',
    path: '/v1/chat/completions',
    endpoint: 'chat',
    protocol: 'openai',
    operationId: 'gatewayChatCompletions',
    openapi: {
      summary: 'Chat with a model',
      description:
        "OpenAI's chat completions, plain or as a stream of server-sent events. `model` is an alias, a model's name, " +
        '`name@Factory` where several factories have it, or `default`. Providers that speak this protocol get the body ' +
        'as it is, unknown fields included; for all others it is translated, and what they cannot express is refused ' +
        'before they are asked (400 `unsupported_parameter`).',
      requestBody: schemas.jsonBody(schemas.CHAT_REQUEST),
      responses: schemas.jsonAnswer('The completion; a stream with `stream: true`', schemas.ANY_OBJECT, schemas.STREAM),
    },
  },
  {
    method: 'POST',
    path: '/v1/messages',
    endpoint: 'messages',
    protocol: 'anthropic',
    operationId: 'gatewayMessages',
    openapi: {
      summary: 'Chat with a model, as Anthropic’s clients do',
      description:
        "Anthropic's messages, plain or as a stream. Any chat model answers; Anthropic's own get the body as it is.",
      requestBody: schemas.jsonBody(schemas.MESSAGES_REQUEST),
      responses: schemas.jsonAnswer('The message; a stream with `stream: true`', schemas.ANY_OBJECT, schemas.STREAM),
    },
  },
  {
    method: 'POST',
    path: '/v1/messages/count_tokens',
    endpoint: 'count_tokens',
    protocol: 'anthropic',
    operationId: 'gatewayCountTokens',
    openapi: {
      summary: 'Count the tokens of a message',
      description: 'By the provider where it can, else an estimate of ours.',
      requestBody: schemas.jsonBody(schemas.COUNT_TOKENS_REQUEST),
      responses: schemas.jsonAnswer('The count', schemas.COUNT_TOKENS_ANSWER),
    },
  },
  {
    method: 'POST',
    path: '/v1/embeddings',
    endpoint: 'embeddings',
    protocol: 'openai',
    operationId: 'gatewayEmbeddings',
    openapi: {
      summary: 'Embed texts',
      description: "OpenAI's embeddings.",
      requestBody: schemas.jsonBody(schemas.EMBEDDINGS_REQUEST),
      responses: schemas.jsonAnswer('One vector per input', schemas.ANY_OBJECT),
    },
  },
  {
    method: 'POST',
    path: '/v1/rerank',
    endpoint: 'rerank',
    protocol: 'openai',
    operationId: 'gatewayRerank',
    openapi: {
      summary: 'Sort documents by how well they answer a query',
      description: 'In the shape that Jina and Cohere share.',
      requestBody: schemas.jsonBody(schemas.RERANK_REQUEST),
      responses: schemas.jsonAnswer('The best first', schemas.ANY_OBJECT),
    },
  },
  {
    method: 'POST',
    path: '/v1/audio/speech',
    endpoint: 'speech',
    protocol: 'openai',
    operationId: 'gatewaySpeech',
    openapi: {
      summary: 'Speak a text',
      description: "OpenAI's speech.",
      requestBody: schemas.jsonBody(schemas.SPEECH_REQUEST),
      responses: {
        '200': { description: 'Sound', content: { 'audio/*': { schema: { type: 'string', format: 'binary' } } } },
      },
    },
  },
  {
    method: 'POST',
    path: '/v1/audio/transcriptions',
    endpoint: 'transcriptions',
    protocol: 'openai',
    operationId: 'gatewayTranscriptions',
    openapi: {
      summary: 'Write down what is said',
      description: "OpenAI's transcriptions.",
      requestBody: {
        required: true,
        content: { 'multipart/form-data': { schema: schemas.TRANSCRIPTION_FORM } },
      },
      responses: schemas.jsonAnswer('The text', schemas.ANY_OBJECT, {
        'text/plain': { schema: { type: 'string' } },
      }),
    },
  },
  {
    method: 'GET',
    path: '/v1/models',
    endpoint: 'models',
    protocol: 'openai',
    operationId: 'gatewayModelsList',
    openapi: {
      summary: 'List the models that can be called',
      description:
        'Aliases first, then the own and the shared models that the key may call. Clients that send `anthropic-version` ' +
        'get the chat models alone, in Anthropic’s shape.',
      parameters: [schemas.ANTHROPIC_VERSION],
      responses: schemas.jsonAnswer('The models', schemas.MODEL_LIST),
    },
  },
  {
    method: 'GET',
    path: '/v1/models/*',
    endpoint: 'models',
    protocol: 'openai',
    operationId: 'gatewayModelsGet',
    openapi: {
      summary: 'Show one model',
      description: 'By any name that can be called.',
      parameters: [schemas.MODEL_IN_PATH, schemas.ANTHROPIC_VERSION],
      responses: schemas.jsonAnswer('The model', schemas.MODEL),
    },
  },
];
