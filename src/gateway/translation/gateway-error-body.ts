import type { GatewayError } from '../gateway-error.js';

const ANTHROPIC_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  529: 'overloaded_error',
};

export function openAiErrorBody({ message, type, param, code }: GatewayError): object {
  return { error: { message, type, param, code } };
}

/** Anthropic's errors tell the type by the status, and neither field nor code; the message names the field. */
export function anthropicErrorBody({ status, message }: GatewayError): object {
  return { type: 'error', error: { type: ANTHROPIC_TYPES[status] ?? 'api_error', message } };
}
