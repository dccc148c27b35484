import type { Behaviour } from '../../support/fake-provider/misbehaviour.js';

/** How a fake may fail a chat call for the model `m`, and what is to be made of it. */
export interface ProviderFailure {
  mode: Behaviour;
  verdict: 'rejected' | 'unknown';
  cause: string;
  upstreamStatus: number | null;
  text: string;
}

type Row = [Behaviour, ProviderFailure['verdict'], string, number | null, string];

const ROWS: Row[] = [
  ['unauthorized', 'rejected', 'unauthorized', 401, 'Incorrect API key provided: ***.'],
  ['forbidden', 'rejected', 'forbidden', 403, 'You have insufficient permissions for this operation.'],
  [
    'model_not_found',
    'rejected',
    'model_not_found',
    404,
    'The model `m` does not exist or you do not have access to it.',
  ],
  ['bad_path', 'rejected', 'bad_path', 404, 'Invalid URL (POST /v1/chat/completions)'],
  ['redirect', 'rejected', 'bad_path', 302, 'Redirected to http://169.254.169.254/latest/meta-data'],
  ['rate_limited', 'unknown', 'rate_limited', 429, 'Rate limit reached for requests'],
  ['quota', 'unknown', 'quota', 429, 'You exceeded your current quota, please check your plan and billing details.'],
  ['error_inside_200', 'unknown', 'quota', 402, 'Insufficient credits'],
  ['region', 'unknown', 'region', 403, 'Country, region, or territory not supported'],
  ['bad_request', 'unknown', 'bad_answer', 400, 'No connected db.'],
  ['server_error', 'unknown', 'bad_answer', 500, 'The server had an error while processing your request'],
  ['html', 'unknown', 'bad_answer', 200, 'The answer is not JSON: Welcome It works!'],
  ['truncated', 'unknown', 'bad_answer', 200, 'The answer is not JSON: {"object":"list","da'],
  [
    'empty',
    'unknown',
    'bad_answer',
    200,
    'The answer has no message: {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"choices":[]}',
  ],
  ['hang_up', 'unknown', 'connection_refused', null, 'UND_ERR_SOCKET: other side closed'],
];

export const PROVIDER_FAILURES: ProviderFailure[] = ROWS.map(([mode, verdict, cause, upstreamStatus, text]) => ({
  mode,
  verdict,
  cause,
  upstreamStatus,
  text,
}));
