import {
  bodyOf,
  type FakeAnswer,
  type FakeEndpoint,
  type FakeProtocol,
  json,
  modelInBody,
  type RecordedRequest,
  type Refusal,
} from './exchange.js';
import { openAiProtocol } from './openai-protocol.js';

const ENDPOINTS: Readonly<Record<string, FakeEndpoint>> = {
  'POST chat/completions': 'chat',
  'POST embeddings': 'embeddings',
  'POST audio/speech': 'speech',
  'POST audio/transcriptions': 'transcriptions',
  'GET models': 'models',
};

const DEPLOYMENT = /^\/openai\/deployments\/([^/]+)\/(.+)$/;
const API_VERSION = '2024-10-21';

/** A resource with both of Azure's APIs: dated versions with the deployment in the path, and `/openai/v1`. */
export const azureOpenAiProtocol: FakeProtocol = {
  reference:
    'https://learn.microsoft.com/azure/ai-foundry/openai/reference and /openai/latest (v1), quotas-limits and how-to/troubleshooting for errors',
  basePath: '',
  credential: { api_key: 'fake-azure-key-0123456789abcdef', api_version: API_VERSION },
  isAuthorized: ({ headers }, credential) => headers['api-key'] === credential['api_key'],
  endpointOf: (request) => {
    const endpoint = ENDPOINTS[`${request.method} ${callOf(request) ?? ''}`] ?? null;
    return endpoint === 'chat' && bodyOf(request)['stream'] === true ? 'stream' : endpoint;
  },
  modelOf: deploymentOf,
  answer: (endpoint, request, models) => {
    if (endpoint !== 'models') return openAiProtocol.answer(endpoint, request, models);
    const capabilities = {
      fine_tune: false,
      inference: true,
      chat_completion: true,
      completion: false,
      embeddings: false,
    };
    const data = models.map((id) => ({
      id,
      object: 'model',
      status: 'succeeded',
      capabilities,
      lifecycle_status: 'preview',
    }));
    return json(200, { object: 'list', data });
  },
  emptyAnswer: (endpoint) => openAiProtocol.emptyAnswer(endpoint),
  refusal: (reason, request) => REFUSALS[reason](request),
};

/** The call that a path is for; null unless it is of one of the two APIs, with a version where there must be one. */
function callOf({ path, query }: RecordedRequest): string | null {
  if (path.startsWith('/openai/v1/')) return path.slice('/openai/v1/'.length);
  if (query.get('api-version') === null) return null;
  if (path === '/openai/models') return 'models';
  return DEPLOYMENT.exec(path)?.[2] ?? null;
}

function deploymentOf(request: RecordedRequest): string | null {
  const inPath = DEPLOYMENT.exec(request.path)?.[1];
  return inPath === undefined ? modelInBody(request) : decodeURIComponent(inPath);
}

const REFUSALS: Readonly<Record<Refusal, (request: RecordedRequest) => FakeAnswer>> = {
  unauthorized: () =>
    refused(
      401,
      '401',
      'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
    ),
  forbidden: () => refused(403, '403', 'Access denied due to Virtual Network/Firewall rules.'),
  region: () => refused(403, 'unsupported_country_region_territory', 'Country, region, or territory not supported'),
  model_not_found: () =>
    refused(
      404,
      'DeploymentNotFound',
      'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
    ),
  bad_path: () => refused(404, '404', 'Resource not found'),
  rate_limited: () =>
    refused(
      429,
      '429',
      'Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded call rate limit of your current OpenAI S0 pricing tier. Please retry after 7 seconds. Please go here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.',
      { 'retry-after': '7' },
    ),
  quota: () =>
    refused(429, 'insufficient_quota', 'You exceeded your current quota, please check your plan and billing details.'),
  bad_request: () =>
    refused(
      400,
      'content_filter',
      "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
    ),
  max_tokens_unsupported: () =>
    refused(
      400,
      'unsupported_parameter',
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    ),
  server_error: () => refused(500, 'InternalServerError', 'Internal server error'),
};

function refused(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): FakeAnswer {
  return json(status, { error: { code, message } }, headers);
}
