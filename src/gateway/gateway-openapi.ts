import type { OpenAPIObject } from '@nestjs/swagger';
import { securityOf } from '../http/auth.decorator.js';
import type { RawOperations } from '../http/openapi-document.js';
import type { Schema } from '../http/openapi-envelopes.js';
import { GATEWAY_AUTH, GATEWAY_ROUTES, type GatewayRoute } from './gateway-routes.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;

const REFUSALS: Readonly<Record<string, string>> = {
  400: 'The request breaks a rule, or the provider refuses it',
  401: 'No credential, or one that is not accepted; or the provider does not accept the one that is stored',
  403: 'The scope is missing, the key may not call the model, or the provider forbids it',
  404: 'There is no such model, or not for you',
  413: 'The body is too large',
  415: 'The body is compressed',
  429: 'A limit is reached, or the provider is asked too often; see Retry-After',
  500: 'A fault of ours',
  502: 'The provider can’t be reached, or its answer makes no sense',
  503: 'The database is away, or the provider has failed several times in a row; see Retry-After',
  504: 'The provider took too long',
};

/** Of what is asked of nobody else. */
const REFUSALS_OF_LIST = ['401', '403', '500', '503'];
const REFUSALS_OF_MODEL = ['400', '404', ...REFUSALS_OF_LIST];

/** As `translation/gateway-error-body.ts` draws them. */
const FAILURE_SCHEMAS = {
  AnthropicFailure: {
    type: 'object',
    description: 'A refusal, as Anthropic words it.',
    required: ['type', 'error'],
    properties: {
      type: { type: 'string', enum: ['error'] },
      error: {
        type: 'object',
        required: ['type', 'message'],
        properties: {
          type: { type: 'string', description: 'The kind of failure.', example: 'invalid_request_error' },
          message: { type: 'string', description: 'Why, for people.', example: 'max_tokens is required' },
        },
      },
    },
  },
} satisfies Record<string, Schema>;

const FAILURE_OF_PROTOCOL: Readonly<Record<GatewayRoute['protocol'], 'OpenAIFailure' | keyof typeof FAILURE_SCHEMAS>> =
  {
    openai: 'OpenAIFailure',
    anthropic: 'AnthropicFailure',
  };

/** The data plane's part of the OpenAPI document. */
export function gatewayOperations(): RawOperations {
  const paths: OpenAPIObject['paths'] = {};
  for (const route of GATEWAY_ROUTES) {
    const path = route.path.replace('*', '{model}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return { paths, schemas: FAILURE_SCHEMAS };
}

function operationOf({ operationId, openapi, ...route }: GatewayRoute): Operation {
  const statuses = refusalsOf(route);
  const schema = { $ref: `#/components/schemas/${FAILURE_OF_PROTOCOL[route.protocol]}` };
  const refusals = statuses.map((status) => [
    status,
    { description: REFUSALS[status] ?? '', content: { 'application/json': { schema } } },
  ]);
  return {
    operationId,
    tags: ['Gateway'],
    security: securityOf(GATEWAY_AUTH),
    ...openapi,
    responses: { ...openapi.responses, ...(Object.fromEntries(refusals) as Operation['responses']) },
  };
}

function refusalsOf({ method, path }: Pick<GatewayRoute, 'method' | 'path'>): readonly string[] {
  if (method === 'POST') return Object.keys(REFUSALS);
  return path.includes('*') ? REFUSALS_OF_MODEL : REFUSALS_OF_LIST;
}
