import type { AuthenticationFailure, FailureKind, FieldProblem } from '../kernel/app-error.js';
import { RetCode } from '../kernel/ret-code.js';

export type SurfaceName =
  'admin' | 'models' | 'user-mode' | 'langbot' | 'own' | 'openai' | 'bots' | 'mcp' | 'operations' | 'elsewhere';

/** A failure as it is to be drawn. */
export interface Failure {
  status: number;
  code: RetCode;
  kind: FailureKind;
  message: string;
  data: unknown;
  problems: readonly FieldProblem[] | undefined;
}

/** How one group of paths speaks: the same services stand behind all of them. */
export interface Surface {
  name: SurfaceName;
  /** Path prefixes, matched by whole segments; the longest wins. */
  prefixes: readonly string[];
  /** Codes that differ from the HTTP status. */
  codes: Partial<Record<FailureKind, RetCode>>;
  /** HTTP statuses that differ from what a kind of failure usually is. */
  statuses?: Partial<Record<FailureKind, number>>;
  /** The code for a path that does not exist; its HTTP status unless said. */
  unknownRouteCode?: RetCode;
  /** What is said of a kind of failure whatever the failure itself says. */
  words?: Partial<Record<FailureKind, string>>;
  /** What is said to a request that can't be tied to a principal. */
  unauthenticated: Record<AuthenticationFailure, string>;
  success(data: unknown, message: string): unknown;
  failure(failure: Failure): unknown;
}

const STATUS: Readonly<Record<FailureKind, number>> = {
  'bad-input': 400,
  'not-in-edition': 400,
  'provider-refused': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  internal: 500,
  unavailable: 503,
};

const ragflowEnvelope = {
  success: (data: unknown, message: string) => ({ code: RetCode.SUCCESS, data: data ?? null, message }),
  failure: ({ code, message, data, problems }: Failure) => ({
    code,
    message,
    data: data ?? null,
    ...(problems ? { errors: problems } : {}),
  }),
};

const PLAIN_WORDS: Surface['unauthenticated'] = {
  missing: 'Authentication required',
  'bad-api-key': 'Invalid API key',
  'bad-bearer': 'Invalid authentication credentials',
  'user-token-missing': 'Authentication required',
};

const RAGFLOW_WORDS: Surface['unauthenticated'] = {
  missing: "`Authorization` can't be empty",
  'bad-api-key': 'Authentication error: API key is invalid!',
  'bad-bearer': 'Authentication error: API key is invalid!',
  'user-token-missing': "`Authorization` can't be empty",
};

const RAGFLOW_CODES: Surface['codes'] = {
  'bad-input': RetCode.ARGUMENT_ERROR,
  unauthenticated: RetCode.AUTHENTICATION_ERROR,
  forbidden: RetCode.PERMISSION_ERROR,
  'not-found': RetCode.DATA_ERROR,
};

/** LangBot knows two: somebody was refused, or it was the server's fault. */
const LANGBOT_CODES: Record<FailureKind, RetCode> = {
  'bad-input': RetCode.REFUSED,
  'not-in-edition': RetCode.REFUSED,
  'provider-refused': RetCode.REFUSED,
  unauthenticated: RetCode.REFUSED,
  forbidden: RetCode.REFUSED,
  'not-found': RetCode.REFUSED,
  conflict: RetCode.REFUSED,
  'too-large': RetCode.REFUSED,
  'unsupported-media-type': RetCode.REFUSED,
  'too-many-requests': RetCode.REFUSED,
  internal: RetCode.FAULT,
  unavailable: RetCode.FAULT,
};

const HTTP_BOT_TOO_LARGE = 41301;

/** JSON-RPC's codes; the rest is what the Model Context Protocol's own servers say of HTTP. */
const JSON_RPC_CODES: Partial<Record<FailureKind, number>> = { 'bad-input': -32600, internal: -32603 };
const JSON_RPC_REFUSED = -32000;

const OPENAI_TYPES: Partial<Record<FailureKind, string>> = {
  internal: 'server_error',
  unavailable: 'server_error',
  'too-many-requests': 'rate_limit_error',
};

/** Everything that is known about surfaces by path; errors need it before, and without, a handler. */
export const SURFACES: readonly Surface[] = [
  {
    name: 'admin',
    prefixes: ['/api/v1/admin'],
    codes: {},
    unauthenticated: PLAIN_WORDS,
    ...ragflowEnvelope,
  },
  {
    name: 'models',
    prefixes: ['/api/v1/models'],
    codes: { ...RAGFLOW_CODES, 'provider-refused': RetCode.AUTHENTICATION_ERROR },
    unauthenticated: RAGFLOW_WORDS,
    ...ragflowEnvelope,
  },
  {
    name: 'user-mode',
    prefixes: ['/v1/user', '/v1/llm', '/v1/system', '/api/v1/system/version'],
    codes: { ...RAGFLOW_CODES, 'provider-refused': RetCode.DATA_ERROR },
    unauthenticated: RAGFLOW_WORDS,
    ...ragflowEnvelope,
  },
  {
    name: 'langbot',
    prefixes: [
      '/api/v1/user',
      '/api/v1/apikeys',
      '/api/v1/provider',
      '/api/v1/platform',
      '/api/v1/pipelines',
      '/api/v1/knowledge',
      '/api/v1/files',
      '/api/v1/mcp',
      '/api/v1/system',
      '/api/v1/logs',
      '/api/v1/stats',
      '/api/v1/tools',
      '/api/v1/webhooks',
      '/api/v1/extensions',
      '/api/v1/plugins',
    ],
    codes: LANGBOT_CODES,
    // 5xx means our own fault, and an upstream that refused is none.
    statuses: { 'provider-refused': 424 },
    unknownRouteCode: RetCode.REFUSED,
    words: { 'not-found': 'Resource not found' },
    unauthenticated: {
      missing: 'No valid authentication provided (user token or API key required)',
      'bad-api-key': 'Invalid API key',
      'bad-bearer': 'Invalid authentication credentials',
      'user-token-missing': 'No valid user token provided',
    },
    success: (data) => ({ code: RetCode.SUCCESS, msg: 'ok', data: data ?? null }),
    failure: ({ code, message, problems }) => ({ code, msg: message, ...(problems ? { errors: problems } : {}) }),
  },
  {
    name: 'own',
    prefixes: [
      '/api/v1/auth',
      '/api/v1/keys',
      '/api/v1/factories',
      '/api/v1/credentials',
      '/api/v1/tenants',
      '/api/v1/users',
      '/api/v1/instance',
      '/api/v1/aliases',
      '/api/v1/usage',
      '/api/v1/audit',
      '/api/v1/limits',
    ],
    codes: { 'bad-input': RetCode.ARGUMENT_ERROR, 'provider-refused': RetCode.DATA_ERROR },
    unauthenticated: PLAIN_WORDS,
    ...ragflowEnvelope,
  },
  {
    name: 'openai',
    prefixes: ['/v1'],
    codes: {},
    unauthenticated: {
      missing: "You didn't provide an API key.",
      'bad-api-key': 'Incorrect API key provided.',
      'bad-bearer': 'Incorrect API key provided.',
      'user-token-missing': "You didn't provide an API key.",
    },
    success: (data) => data,
    failure: ({ kind, message }) => ({
      error: {
        message,
        type: OPENAI_TYPES[kind] ?? 'invalid_request_error',
        param: null,
        code: kind === 'unauthenticated' ? 'invalid_api_key' : null,
      },
    }),
  },
  {
    name: 'bots',
    prefixes: ['/bots'],
    codes: {},
    unauthenticated: PLAIN_WORDS,
    success: (data) => data,
    // The server refuses a large body before it is known whose it is; HTTP bots' clients read the code.
    failure: ({ kind, message }) => ({
      error: message,
      ...(kind === 'too-large' ? { code: HTTP_BOT_TOO_LARGE, msg: message, data: null } : {}),
    }),
  },
  {
    name: 'mcp',
    prefixes: ['/mcp'],
    codes: {},
    unauthenticated: PLAIN_WORDS,
    success: (data) => data,
    failure: ({ kind, message }) => ({
      jsonrpc: '2.0',
      error: { code: JSON_RPC_CODES[kind] ?? JSON_RPC_REFUSED, message },
      id: null,
    }),
  },
  {
    name: 'operations',
    prefixes: ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs', '/setup', '/console'],
    codes: {},
    unauthenticated: PLAIN_WORDS,
    success: (data) => data,
    failure: ragflowEnvelope.failure,
  },
];

/** Whatever matches nothing still answers in JSON that RAGFlow's clients can read. */
const ELSEWHERE: Surface = {
  name: 'elsewhere',
  prefixes: [''],
  codes: {},
  unauthenticated: PLAIN_WORDS,
  ...ragflowEnvelope,
};

const BY_PREFIX = SURFACES.flatMap((surface) => surface.prefixes.map((prefix) => ({ prefix, surface }))).sort(
  (one, other) => other.prefix.length - one.prefix.length,
);

/** Which surface a request belongs to, from its URL. */
export function surfaceOf(url: string): Surface {
  const path = url.split('?', 1)[0] ?? '';
  const match = BY_PREFIX.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
  return match?.surface ?? ELSEWHERE;
}

/** The HTTP status of a kind of failure on a surface. */
export function statusOf(surface: Surface, kind: FailureKind): number {
  return surface.statuses?.[kind] ?? STATUS[kind];
}

/** The code that goes with a kind of failure on a surface: its own number, else the HTTP status. */
export function codeOf(surface: Surface, kind: FailureKind): RetCode {
  return surface.codes[kind] ?? STATUS[kind];
}
