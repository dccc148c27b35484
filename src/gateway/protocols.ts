import { anthropicErrorBody, openAiErrorBody } from './translation/gateway-error-body.js';

/** Anthropic's clients look for the request's id under another name. */
export const PROTOCOLS = {
  openai: { errorBody: openAiErrorBody, idHeader: 'x-request-id' },
  anthropic: { errorBody: anthropicErrorBody, idHeader: 'request-id' },
} as const;

export type Protocol = (typeof PROTOCOLS)[keyof typeof PROTOCOLS];
