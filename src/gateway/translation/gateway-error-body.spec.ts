import { badRequest, GatewayError } from '../gateway-error.js';
import { anthropicErrorBody, openAiErrorBody } from './gateway-error-body.js';

describe('the body of an error', () => {
  it("is OpenAI's", () => {
    expect(openAiErrorBody(badRequest('n must be 1', 'n', 'unsupported_parameter'))).toEqual({
      error: { message: 'n must be 1', type: 'invalid_request_error', param: 'n', code: 'unsupported_parameter' },
    });
    expect(openAiErrorBody(new GatewayError(500, 'server_error', 'Broken'))).toEqual({
      error: { message: 'Broken', type: 'server_error', param: null, code: null },
    });
  });

  it.each([
    [400, 'invalid_request_error'],
    [401, 'authentication_error'],
    [403, 'permission_error'],
    [404, 'not_found_error'],
    [413, 'request_too_large'],
    [429, 'rate_limit_error'],
    [500, 'api_error'],
    [502, 'api_error'],
    [503, 'overloaded_error'],
    [529, 'overloaded_error'],
  ])("is Anthropic's for %d: %s", (status, type) => {
    expect(anthropicErrorBody(new GatewayError(status, 'upstream_error', 'No'))).toEqual({
      type: 'error',
      error: { type, message: 'No' },
    });
  });
});
