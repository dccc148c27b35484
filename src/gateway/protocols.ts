import type { GatewayError } from './gateway-error.js';
import { anthropicErrorBody, openAiErrorBody } from './translation/gateway-error-body.js';

/** How the clients of an endpoint want to be told of a failure. */
type ErrorBody = (error: GatewayError) => object;

/** Anthropic's clients look for the request's id under another name. */
export const PROTOCOLS = {
  openai: { errorBody: openAiErrorBody, idHeader: 'x-request-id' },
  anthropic: { errorBody: anthropicErrorBody, idHeader: 'request-id' },
} as const;

export type Protocol = (typeof PROTOCOLS)[keyof typeof PROTOCOLS];
