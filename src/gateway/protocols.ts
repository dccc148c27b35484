import type { GatewayError } from './gateway-error.js';
import { anthropicErrorBody, openAiErrorBody } from './translation/gateway-error-body.js';

/** Draws a failure once: those of forged keys are the same object every time, and there may be a flood of them. */
function drawnOnce(draw: (failure: GatewayError) => object): (failure: GatewayError) => string {
  const drawn = new WeakMap<GatewayError, string>();
  return (failure) => {
    let text = drawn.get(failure);
    if (text === undefined) drawn.set(failure, (text = JSON.stringify(draw(failure))));
    return text;
  };
}

/** `errorEvent` ends a stream. Anthropic's clients look for the request's id under another name. */
export const PROTOCOLS = {
  openai: {
    errorText: drawnOnce(openAiErrorBody),
    errorEvent: (failure: GatewayError) => `data: ${JSON.stringify(openAiErrorBody(failure))}\n\n`,
    idHeader: 'x-request-id',
  },
  anthropic: {
    errorText: drawnOnce(anthropicErrorBody),
    errorEvent: (failure: GatewayError) => `event: error\ndata: ${JSON.stringify(anthropicErrorBody(failure))}\n\n`,
    idHeader: 'request-id',
  },
} as const;

export type Protocol = (typeof PROTOCOLS)[keyof typeof PROTOCOLS];
