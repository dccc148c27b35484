import type { OpenAPIObject } from '@nestjs/swagger';
import type { SurfaceName } from './surfaces.js';

export type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

const PROBLEMS: Schema = {
  type: 'array',
  description: 'Every field that broke a rule.',
  items: {
    type: 'object',
    required: ['field', 'rule', 'message'],
    properties: { field: { type: 'string' }, rule: { type: 'string' }, message: { type: 'string' } },
  },
};

/** How each kind of surface says no; `http/surfaces.ts` draws what these describe. */
export const FAILURE_SCHEMAS = {
  Failure: {
    type: 'object',
    description: 'A refusal. Nothing was changed.',
    required: ['code', 'message', 'data'],
    properties: {
      code: { type: 'integer', description: 'Why, for programs; see docs/reference/errors.md.', example: 101 },
      message: { type: 'string', description: 'Why, for people.', example: 'name is required' },
      data: { description: 'Further facts, mostly null.' },
      errors: PROBLEMS,
    },
  },
  LangBotFailure: {
    type: 'object',
    description: 'A refusal, as LangBot words it. Nothing was changed.',
    required: ['code', 'msg'],
    properties: {
      code: { type: 'integer', description: '-1: refused, -2: a fault of ours.', example: -1 },
      msg: { type: 'string', description: 'Why, for people.', example: 'Name is required' },
      errors: PROBLEMS,
    },
  },
  BotFailure: {
    type: 'object',
    description: "A refusal in the words of the bot's platform.",
    properties: {
      error: { type: 'string', description: 'Why, for people.', example: 'Bot not found' },
      code: { type: 'integer', description: 'Why, of HTTP bots.', example: 40101 },
      msg: { type: 'string', description: 'Why, of HTTP bots, for people.' },
    },
  },
  OpenAIFailure: {
    type: 'object',
    description: 'A refusal, as OpenAI words it.',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['message', 'type', 'param', 'code'],
        properties: {
          message: { type: 'string', description: 'Why, for people.', example: 'model must be a string' },
          type: { type: 'string', description: 'The kind of failure.', example: 'invalid_request_error' },
          param: { type: ['string', 'null'], description: 'The field that is at fault.', example: 'model' },
          code: { type: ['string', 'null'], description: 'Why, for programs.', example: 'model_not_found' },
        },
      },
    },
  },
  JsonRpcFailure: {
    type: 'object',
    description: 'A refusal, as the Model Context Protocol words it.',
    required: ['jsonrpc', 'error', 'id'],
    properties: {
      jsonrpc: { type: 'string', enum: ['2.0'] },
      error: {
        type: 'object',
        required: ['code', 'message'],
        properties: {
          code: { type: 'integer', description: 'Why, for programs: JSON-RPC’s codes.', example: -32000 },
          message: { type: 'string', description: 'Why, for people.', example: 'Authentication required' },
        },
      },
      id: { description: 'null: the request was not read as a message.' },
    },
  },
} satisfies Record<string, Schema>;

const FAILURES: Partial<Record<SurfaceName, keyof typeof FAILURE_SCHEMAS>> = {
  langbot: 'LangBotFailure',
  bots: 'BotFailure',
  mcp: 'JsonRpcFailure',
  openai: 'OpenAIFailure',
};

export function failureSchema(surface: SurfaceName): Schema {
  return { $ref: `#/components/schemas/${FAILURES[surface] ?? 'Failure'}` };
}

/** The envelope around what a handler returns. */
export function successSchema(surface: SurfaceName, data: Schema): Schema {
  const [words, example] = surface === 'langbot' ? ['msg', 'ok'] : ['message', 'Success'];
  return {
    type: 'object',
    required: ['code', words, 'data'],
    properties: { code: { type: 'integer', enum: [0] }, [words]: { type: 'string', example }, data },
  };
}
