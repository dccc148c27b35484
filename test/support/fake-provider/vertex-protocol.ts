import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { anthropicProtocol } from './anthropic-protocol.js';
import {
  bodyOf,
  eventStream,
  type FakeAnswer,
  type FakeCredential,
  type FakeEndpoint,
  type FakeProtocol,
  json,
  type RecordedRequest,
  type Refusal,
} from './exchange.js';
import { generated, googleError, GOOGLE_REFUSALS, streamed } from './google-answers.js';

const PROJECT = 'fake-project-1';
const REGION = 'europe-west4';
const CLIENT_EMAIL = `latchkey@${PROJECT}.iam.gserviceaccount.com`;
const TOKEN_PATH = '/token';
const ACCESS_TOKEN = 'ya29.fake-access-token-0123456789';
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const VECTOR = [0.010071029, -0.0017594862, 0.05007221];

const LIST_PATH = '/v1beta1/publishers/google/models';
const MODEL_PATH = new RegExp(
  `^/v1(?:beta1)?/projects/${PROJECT}/locations/${REGION}/publishers/(google|anthropic)/models/([\\w.@-]+):(\\w+)$`,
);
const METHODS: Readonly<Record<string, FakeEndpoint>> = {
  'google generateContent': 'chat',
  'google streamGenerateContent': 'stream',
  'google predict': 'embeddings',
  'google embedContent': 'embeddings',
  'anthropic rawPredict': 'chat',
  'anthropic streamRawPredict': 'stream',
};

/** The key pair of this fake's one service account, fresh at each start, so that none lies in the repository. */
let pair: { publicKey: string; privateKey: string } | null = null;

function keyPair(): { publicKey: string; privateKey: string } {
  pair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return pair;
}

/** Vertex AI and the token endpoint that a service account's JSON names, at one address. */
export const vertexProtocol: FakeProtocol = {
  reference:
    'https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference and /text-embeddings-api, https://docs.claude.com/en/api/claude-on-vertex-ai, https://developers.google.com/identity/protocols/oauth2/service-account',
  basePath: '',
  credential: {},
  credentialAt,
  isAuthorized: (request) =>
    request.path === TOKEN_PATH ? isGranted(request) : request.headers.authorization === `Bearer ${ACCESS_TOKEN}`,
  endpointOf,
  modelOf: ({ path }) => MODEL_PATH.exec(path)?.[2] ?? null,
  answer,
  emptyAnswer: (endpoint) => (endpoint === 'stream' ? eventStream([{}]) : json(200, EMPTY[endpoint] ?? {})),
  refusal: (reason, request) => (request.path === TOKEN_PATH ? tokenRefusal(reason) : REFUSALS[reason](request)),
};

function credentialAt(origin: string): FakeCredential {
  const account = {
    type: 'service_account',
    project_id: PROJECT,
    private_key_id: 'fake-key-id-1',
    private_key: keyPair().privateKey,
    client_email: CLIENT_EMAIL,
    token_uri: `${origin}${TOKEN_PATH}`,
  };
  return {
    google_project_id: PROJECT,
    google_region: REGION,
    google_service_account_key: Buffer.from(JSON.stringify(account)).toString('base64'),
  };
}

const EMPTY: Readonly<Partial<Record<FakeEndpoint, object>>> = { embeddings: { predictions: [] } };

function endpointOf({ method, path }: RecordedRequest): FakeEndpoint | null {
  if (`${method} ${path}` === `GET ${LIST_PATH}`) return 'models';
  if (`${method} ${path}` === `POST ${TOKEN_PATH}`) return 'token';
  const [, publisher = '', , called = ''] = MODEL_PATH.exec(path) ?? [];
  return method === 'POST' ? (METHODS[`${publisher} ${called}`] ?? null) : null;
}

/** The assertion as the reference demands it: from whom, for whom, for what, no longer than an hour, and signed. */
function isGranted({ body, headers }: RecordedRequest): boolean {
  const form = new URLSearchParams(String(body));
  const [header = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
  const { alg, typ, kid } = decoded(header);
  const { iss, scope, aud, iat, exp } = decoded(claims);
  return (
    form.get('grant_type') === GRANT_TYPE &&
    alg === 'RS256' &&
    typ === 'JWT' &&
    kid === 'fake-key-id-1' &&
    iss === CLIENT_EMAIL &&
    scope === SCOPE &&
    aud === `http://${headers.host ?? ''}${TOKEN_PATH}` &&
    Number(exp) - Number(iat) <= 3600 &&
    verify(
      'sha256',
      Buffer.from(`${header}.${claims}`),
      createPublicKey(keyPair().publicKey),
      Buffer.from(signature, 'base64url'),
    )
  );
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

function answer(endpoint: FakeEndpoint, request: RecordedRequest, models: readonly string[]): FakeAnswer {
  if (endpoint === 'token') return json(200, { access_token: ACCESS_TOKEN, expires_in: 3599, token_type: 'Bearer' });
  if (endpoint === 'models') return listed(request, models);
  if (endpoint === 'embeddings') return embedded(request);
  if (request.path.includes('/publishers/anthropic/')) return ofClaude(endpoint, request);
  return endpoint === 'stream' ? streamed(request) : generated(request);
}

/** The model is in the path and the version in the body, unlike at Anthropic's own door. */
function ofClaude(endpoint: FakeEndpoint, request: RecordedRequest): FakeAnswer {
  const body = bodyOf(request);
  if (body['anthropic_version'] !== 'vertex-2023-10-16')
    return googleError(400, 'INVALID_ARGUMENT', 'anthropic_version: Field required');
  if ('model' in body) return googleError(400, 'INVALID_ARGUMENT', 'model: Extra inputs are not permitted');
  return anthropicProtocol.answer(endpoint, request, []);
}

function embedded(request: RecordedRequest): FakeAnswer {
  const { instances, content } = bodyOf(request) as { instances?: readonly unknown[]; content?: unknown };
  if (request.path.endsWith(':embedContent'))
    return content === undefined
      ? googleError(400, 'INVALID_ARGUMENT', 'content is required')
      : json(200, { embedding: { values: VECTOR }, usageMetadata: { promptTokenCount: 2 } });
  if (instances === undefined) return googleError(400, 'INVALID_ARGUMENT', 'instances is required');
  const embeddings = { values: VECTOR, statistics: { truncated: false, token_count: 2 } };
  return json(200, { predictions: instances.map(() => ({ embeddings })) });
}

/** Two to a page. */
function listed({ query }: RecordedRequest, models: readonly string[]): FakeAnswer {
  const from = Number(query.get('pageToken') ?? 0);
  const publisherModels = models.slice(from, from + 2).map((name) => ({ name: `publishers/google/models/${name}` }));
  const more = from + 2 < models.length ? { nextPageToken: String(from + 2) } : {};
  return json(200, { publisherModels, ...more });
}

function tokenRefusal(reason: Refusal): FakeAnswer {
  if (reason === 'server_error') return json(503, { error: 'backend_error' });
  if (reason === 'bad_path') return GOOGLE_REFUSALS.bad_path();
  return json(400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' });
}

const REFUSALS: Readonly<Record<Refusal, (request: RecordedRequest) => FakeAnswer>> = {
  ...GOOGLE_REFUSALS,
  unauthorized: () =>
    googleError(
      401,
      'UNAUTHENTICATED',
      'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
      [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'ACCESS_TOKEN_EXPIRED' }],
    ),
  forbidden: () =>
    googleError(
      403,
      'PERMISSION_DENIED',
      `Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/projects/${PROJECT}/locations/${REGION}/publishers/google/models/m' (or it may not exist).`,
    ),
  rate_limited: () =>
    googleError(
      429,
      'RESOURCE_EXHAUSTED',
      'Resource exhausted. Please try again later. Please refer to https://cloud.google.com/vertex-ai/generative-ai/docs/error-code-429 for more details.',
    ),
  quota: () =>
    googleError(
      403,
      'PERMISSION_DENIED',
      'This API method requires billing to be enabled. Please enable billing on project #1 by visiting https://console.developers.google.com/billing/enable?project=1 then retry.',
    ),
  model_not_found: ({ path }) =>
    googleError(
      404,
      'NOT_FOUND',
      `Publisher Model \`${path.replace(/^\/v1(beta1)?\//, '').replace(/:\w+$/, '')}\` was not found or your project does not have access to it. Please ensure you are using a valid model version. For more information, see: https://cloud.google.com/vertex-ai/generative-ai/docs/learn/model-versions`,
    ),
};
