import { awsEvent } from './aws-event-stream.js';
import { expectedSignature, readSignature } from './aws-signature.js';
import {
  bodyOf,
  type FakeAnswer,
  type FakeEndpoint,
  type FakeProtocol,
  json,
  type RecordedRequest,
  type Refusal,
} from './exchange.js';

const MODEL_PATH = /^\/model\/([^/]+)\/([\w-]+)$/;
const ACTIONS: Readonly<Record<string, FakeEndpoint>> = {
  converse: 'chat',
  'converse-stream': 'stream',
  invoke: 'embeddings',
};
const OTHERS: Readonly<Record<string, FakeEndpoint>> = {
  'POST /rerank': 'rerank',
  'GET /foundation-models': 'models',
  'GET /inference-profiles': 'models',
};

const WORDS = ['Hello', '! How can I', ' help?'];
const USAGE = { inputTokens: 10, outputTokens: 12, totalTokens: 22 };
const CALL = { toolUseId: 'tooluse_1', input: { city: 'Oslo' } };
const VECTOR = [0.0123, -0.0456, 0.0789];

const CREDENTIAL = {
  bedrock_ak: 'AKIAFAKEPROVIDERKEY0',
  bedrock_sk: 'fake/Provider+Secret0123456789abcdefghijk',
  bedrock_region: 'eu-central-1',
};

/** Amazon Bedrock, its three planes at one address; every signature is computed again from what came. */
export const bedrockProtocol: FakeProtocol = {
  reference:
    'https://docs.aws.amazon.com/bedrock/latest/APIReference: API_runtime_Converse, _ConverseStream, _InvokeModel, API_agent-runtime_Rerank, API_ListFoundationModels, _ListInferenceProfiles, CommonErrors',
  basePath: '',
  credential: CREDENTIAL,
  isAuthorized,
  endpointOf: ({ method, path }) => {
    const action = method === 'POST' ? (MODEL_PATH.exec(path)?.[2] ?? '') : '';
    return ACTIONS[action] ?? OTHERS[`${method} ${path}`] ?? null;
  },
  modelOf,
  answer,
  emptyAnswer: (endpoint) => (endpoint === 'stream' ? events([]) : json(200, EMPTY[endpoint] ?? {})),
  refusal: (reason, request) => REFUSALS[reason](request),
};

const EMPTY: Readonly<Partial<Record<FakeEndpoint, object>>> = {
  embeddings: { embedding: [], inputTextTokenCount: 0 },
  rerank: { results: [] },
  models: { modelSummaries: [], inferenceProfileSummaries: [] },
};

function isAuthorized(request: RecordedRequest, credential: Readonly<Record<string, string>>): boolean {
  const claimed = readSignature(request);
  return (
    claimed !== null &&
    claimed.accessKeyId === credential['bedrock_ak'] &&
    claimed.region === credential['bedrock_region'] &&
    claimed.service === 'bedrock' &&
    claimed.date === String(request.headers['x-amz-date']).slice(0, 8) &&
    ['host', 'x-amz-date'].every((name) => claimed.signedHeaders.includes(name)) &&
    claimed.signature === expectedSignature(request, claimed, credential['bedrock_sk'] ?? '')
  );
}

function modelOf(request: RecordedRequest): string | null {
  const inPath = MODEL_PATH.exec(request.path)?.[1];
  if (inPath !== undefined) return decodeURIComponent(inPath);
  const inBody = /"modelArn":"arn:aws:bedrock:[\w-]+::foundation-model\/([^"]+)"/.exec(request.rawBody.toString());
  return inBody?.[1] ?? null;
}

function answer(endpoint: FakeEndpoint, request: RecordedRequest, models: readonly string[]): FakeAnswer {
  if (endpoint === 'models') return json(200, listed(request.path, models));
  if (endpoint === 'embeddings') return embedded(modelOf(request) ?? '', bodyOf(request));
  if (endpoint === 'rerank') return reranked(request);
  const invalid = invalidChat(bodyOf(request));
  if (invalid !== null) return refused(400, 'ValidationException', invalid);
  const tool = calledTool(request);
  return endpoint === 'stream' ? events(streamedParts(tool)) : json(200, conversed(tool));
}

interface Conversation {
  messages?: readonly { role: string; content: readonly Readonly<Record<string, unknown>>[] }[];
  toolConfig?: {
    tools?: readonly { toolSpec: { name: string } }[];
    toolChoice?: { any?: object; tool?: { name: string } };
  };
}

/** What the service is known to refuse before any model sees it. */
function invalidChat({ messages = [], toolConfig }: Conversation): string | null {
  if (messages.length === 0) return 'The messages field must not be empty.';
  if (messages[0]?.role !== 'user')
    return 'A conversation must start with a user message. Try again with a conversation that starts with a user message.';
  const usesTools = messages.some(({ content }) =>
    content.some((block) => 'toolUse' in block || 'toolResult' in block),
  );
  if (usesTools && toolConfig === undefined)
    return 'The toolConfig field must be defined when using toolUse and toolResult content blocks.';
  return null;
}

/** A model that must call does; one that may prefers to talk. */
function calledTool(request: RecordedRequest): string | null {
  const { toolConfig: { toolChoice, tools } = {} } = bodyOf(request) as Conversation;
  return toolChoice?.tool?.name ?? (toolChoice?.any === undefined ? null : (tools?.[0]?.toolSpec.name ?? null));
}

function conversed(tool: string | null): object {
  const content = [tool === null ? { text: WORDS.join('') } : { toolUse: { ...CALL, name: tool } }];
  return {
    output: { message: { role: 'assistant', content } },
    stopReason: tool === null ? 'end_turn' : 'tool_use',
    usage: USAGE,
    metrics: { latencyMs: 1 },
  };
}

function streamedParts(name: string | null): [string, object][] {
  const { toolUseId, input } = CALL;
  const text = JSON.stringify(input);
  const deltas =
    name === null
      ? WORDS.map((word) => ({ text: word }))
      : [text.slice(0, 5), text.slice(5)].map((piece) => ({ toolUse: { input: piece } }));
  const begin: [string, object][] =
    name === null
      ? []
      : [['contentBlockStart', { contentBlockIndex: 0, start: { toolUse: { toolUseId, name } }, p: 'abc' }]];
  return [
    ['messageStart', { role: 'assistant', p: 'abcdefgh' }],
    ...begin,
    ...deltas.map((delta): [string, object] => ['contentBlockDelta', { contentBlockIndex: 0, delta, p: 'abcd' }]),
    ['contentBlockStop', { contentBlockIndex: 0, p: 'ab' }],
    ['messageStop', { stopReason: name === null ? 'end_turn' : 'tool_use', p: 'abcdefghij' }],
    ['metadata', { usage: USAGE, metrics: { latencyMs: 1 }, p: 'a' }],
  ];
}

/** One message for each event; an exception inside a stream would be of `:message-type` exception. */
function events(parts: readonly [string, object][]): FakeAnswer {
  const type = { ':content-type': 'application/json', ':message-type': 'event' };
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-requestid': 'r1' },
    body: parts.map(([name, payload]) => awsEvent({ ':event-type': name, ...type }, payload)),
  };
}

/** Each family of models has a body of its own. */
function embedded(model: string, body: Readonly<Record<string, unknown>>): FakeAnswer {
  const wrong = refused(
    400,
    'ValidationException',
    'Malformed input request, please reformat your input and try again.',
  );
  if (/cohere\.embed/.test(model)) {
    const { texts, input_type: type } = body as { texts?: string[]; input_type?: string };
    if (texts === undefined || type === undefined) return wrong;
    const answered = { id: '1', texts, response_type: 'embeddings_floats', embeddings: texts.map(() => VECTOR) };
    return json(200, answered, { 'x-amzn-bedrock-input-token-count': '4' });
  }
  if (/amazon\.nova/.test(model)) {
    const { taskType } = body as { taskType?: string };
    if (taskType !== 'SINGLE_EMBEDDING') return wrong;
    return json(200, { embeddings: [{ embeddingType: 'TEXT', embedding: VECTOR }] });
  }
  if (typeof body['inputText'] !== 'string') return wrong;
  return json(200, { embedding: VECTOR, inputTextTokenCount: 2, embeddingsByType: { float: VECTOR } });
}

function reranked(request: RecordedRequest): FakeAnswer {
  const {
    sources,
    queries,
    rerankingConfiguration: config,
  } = bodyOf(request) as {
    sources?: readonly unknown[];
    queries?: readonly unknown[];
    rerankingConfiguration?: { bedrockRerankingConfiguration: { numberOfResults?: number } };
  };
  if (sources === undefined || queries?.length !== 1 || config === undefined)
    return refused(400, 'ValidationException', '1 validation error detected');
  const results = sources.map((_source, index) => ({ index, relevanceScore: 0.1 + index / 10 })).reverse();
  return json(200, { results: results.slice(0, config.bedrockRerankingConfiguration.numberOfResults) });
}

const PROFILE = /^(us|eu|apac|global)\.(.+)$/;

/** A model that is named with a region before it is a profile, and what it stands for can be called only through it. */
function listed(path: string, models: readonly string[]): object {
  const profiles = models.filter((name) => PROFILE.test(name));
  if (path === '/inference-profiles') return { inferenceProfileSummaries: profiles.map(profile) };
  const behind = profiles.map((name) => summary(PROFILE.exec(name)?.[2] ?? '', 'INFERENCE_PROFILE'));
  const own = models.filter((name) => !PROFILE.test(name)).map((name) => summary(name, 'ON_DEMAND'));
  return { modelSummaries: [...own, ...behind] };
}

function summary(modelId: string, inferenceType: string): object {
  const output = /embed/.test(modelId) ? 'EMBEDDING' : /image|canvas/.test(modelId) ? 'IMAGE' : 'TEXT';
  return {
    modelId,
    modelArn: `arn:aws:bedrock:eu-central-1::foundation-model/${modelId}`,
    inputModalities: ['TEXT'],
    outputModalities: [output],
    inferenceTypesSupported: [inferenceType],
    modelLifecycle: { status: 'ACTIVE' },
  };
}

function profile(inferenceProfileId: string): object {
  const modelArn = `arn:aws:bedrock:eu-west-1::foundation-model/${PROFILE.exec(inferenceProfileId)?.[2] ?? ''}`;
  return { inferenceProfileId, type: 'SYSTEM_DEFINED', status: 'ACTIVE', models: [{ modelArn }] };
}

const REFUSALS: Readonly<Record<Refusal, (request: RecordedRequest) => FakeAnswer>> = {
  unauthorized: (request) =>
    readSignature(request)?.accessKeyId === CREDENTIAL.bedrock_ak
      ? refused(
          403,
          'InvalidSignatureException',
          'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
        )
      : refused(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.'),
  forbidden: () =>
    refused(
      403,
      'AccessDeniedException',
      'User: arn:aws:iam::123456789012:user/u is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:eu-central-1::foundation-model/m because no identity-based policy allows the bedrock:InvokeModel action',
    ),
  region: () =>
    refused(
      400,
      'ValidationException',
      'Access to Anthropic models is not allowed from unsupported countries, regions, or territories.',
    ),
  model_not_found: () => refused(400, 'ValidationException', 'The provided model identifier is invalid.'),
  bad_path: () => refused(404, 'UnknownOperationException', ''),
  rate_limited: () => refused(429, 'ThrottlingException', 'Too many requests, please wait before trying again.'),
  quota: () =>
    refused(400, 'ServiceQuotaExceededException', 'Your request exceeds the service quota for your account.'),
  bad_request: () =>
    refused(400, 'ValidationException', 'The model returned the following errors: Malformed input request'),
  max_tokens_unsupported: () =>
    refused(
      400,
      'ValidationException',
      'The maximum tokens you requested exceeds the model limit of 8192. Try again with a maximum tokens value that is lower than 8192.',
    ),
  server_error: () => refused(503, 'ServiceUnavailableException', 'Bedrock is unable to process your request.'),
};

/** The type is in a header, the sentence in the body, as in all of AWS's REST-JSON. */
function refused(status: number, type: string, message: string): FakeAnswer {
  return json(status, message === '' ? {} : { message }, { 'x-amzn-errortype': `${type}:http://internal.amazon.com/` });
}
