import {
  bodyOf,
  type FakeAnswer,
  type FakeProtocol,
  json,
  modelInBody,
  type RecordedRequest,
  type Refusal,
} from './exchange.js';
import { openAiProtocol } from './openai-protocol.js';

const PREFIX = '/api/v3';

/** Ark: OpenAI's calls, and one embedding endpoint for each of two kinds of model; those with `vision` in the name, and the endpoint `ep-sees`, are of the second. */
export const volcEngineProtocol: FakeProtocol = {
  ...openAiProtocol,
  reference:
    'https://www.volcengine.com/docs/82379/1494384 (chat), /1521766 (embeddings), /1523520 (multimodal embeddings), /1299023 (error codes)',
  basePath: PREFIX,
  credential: { ark_api_key: '00000000-fake-fake-fake-000000000000', endpoint_id: '' },
  isAuthorized: ({ headers }, credential) => headers.authorization === `Bearer ${credential['ark_api_key'] ?? ''}`,
  endpointOf: (request) =>
    request.path === `${PREFIX}/embeddings/multimodal`
      ? 'embeddings'
      : openAiProtocol.endpointOf({ ...request, path: request.path.replace(PREFIX, '/v1') }),
  answer: (endpoint, request, models) => {
    if (endpoint !== 'embeddings') return openAiProtocol.answer(endpoint, request, models);
    const sees = /vision|^ep-sees$/.test(modelInBody(request) ?? '');
    const isMultimodal = request.path.endsWith('/multimodal');
    if (sees !== isMultimodal)
      return refused(
        400,
        'InvalidParameter',
        `The requested model ${modelInBody(request) ?? ''} does not support this api.`,
      );
    return isMultimodal ? multimodal(request) : openAiProtocol.answer(endpoint, request, models);
  },
  refusal: (reason, request) => REFUSALS[reason]?.(request) ?? openAiProtocol.refusal(reason, request),
};

function multimodal(request: RecordedRequest): FakeAnswer {
  const { input, model } = bodyOf(request);
  if (!Array.isArray(input) || !(input as { type?: unknown }[]).every(({ type }) => type === 'text'))
    return refused(400, 'InvalidParameter', 'The parameter `input` specified in the request is not valid.');
  const usage = { prompt_tokens: 13, prompt_tokens_details: { image_tokens: 0, text_tokens: 13 }, total_tokens: 13 };
  return json(200, {
    object: 'list',
    id: 'r1',
    created: 1_743_575_029,
    model,
    data: { object: 'embedding', embedding: [0.1, 0.2] },
    usage,
  });
}

const REFUSALS: Readonly<Partial<Record<Refusal, (request: RecordedRequest) => FakeAnswer>>> = {
  unauthorized: () =>
    refused(401, 'AuthenticationError', 'The API key or AK/SK in the request is missing or invalid. Request id: 1'),
  forbidden: () =>
    refused(403, 'AccessDenied', 'The request failed because you do not have access to the requested resource.'),
  model_not_found: (request) =>
    refused(
      404,
      'InvalidEndpointOrModel.NotFound',
      `The model or endpoint ${modelInBody(request) ?? ''} does not exist or you do not have access to it.`,
    ),
  quota: () => refused(403, 'AccountOverdueError', 'The request failed because your account has an overdue balance.'),
};

function refused(status: number, code: string, message: string): FakeAnswer {
  return json(status, { error: { code, message, param: '', type: '' } });
}
