import { type FakeAnswer, json, modelInBody, type RecordedRequest, type Refusal } from './exchange.js';

type Refuse = (request: RecordedRequest) => FakeAnswer;

/** Error bodies as in OpenAI's guide "Error codes" (platform.openai.com/docs/guides/error-codes/api-errors). */
export const OPENAI_REFUSALS: Readonly<Record<Refusal, Refuse>> = {
  unauthorized: (request) =>
    json(401, error(`Incorrect API key provided: ${bearerOf(request)}.`, 'invalid_request_error', 'invalid_api_key')),
  forbidden: () =>
    json(403, error('You have insufficient permissions for this operation.', 'invalid_request_error', null)),
  region: () =>
    json(
      403,
      error('Country, region, or territory not supported', 'request_forbidden', 'unsupported_country_region_territory'),
    ),
  model_not_found: (request) =>
    json(
      404,
      error(
        `The model \`${modelInBody(request) ?? ''}\` does not exist or you do not have access to it.`,
        'invalid_request_error',
        'model_not_found',
      ),
    ),
  bad_path: ({ method, path }) => json(404, error(`Invalid URL (${method} ${path})`, 'invalid_request_error', null)),
  rate_limited: () =>
    json(429, error('Rate limit reached for requests', 'requests', 'rate_limit_exceeded'), { 'retry-after': '7' }),
  quota: () =>
    json(
      429,
      error(
        'You exceeded your current quota, please check your plan and billing details.',
        'insufficient_quota',
        'insufficient_quota',
      ),
    ),
  bad_request: () => json(400, error('No connected db.', 'no_db_connection', '400')),
  max_tokens_unsupported: () =>
    json(
      400,
      error(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        'invalid_request_error',
        'unsupported_parameter',
      ),
    ),
  server_error: () => json(500, error('The server had an error while processing your request', 'server_error', null)),
};

function error(message: string, type: string, code: string | null): object {
  return { error: { message, type, param: null, code } };
}

/** OpenAI masks the key it repeats; others don't, and this fake is one of those. */
function bearerOf({ headers }: RecordedRequest): string {
  return (headers.authorization ?? '').replace(/^Bearer /, '');
}
