import type { AuthenticationFailure, FailureKind, FieldProblem } from '../kernel/app-error.js';
import { RetCode } from '../kernel/ret-code.js';

export type SurfaceName = 'admin' | 'models' | 'user-mode' | 'own' | 'openai' | 'operations' | 'elsewhere';

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
    prefixes: ['/v1/user', '/v1/llm', '/v1/system'],
    codes: { ...RAGFLOW_CODES, 'provider-refused': RetCode.DATA_ERROR },
    unauthenticated: RAGFLOW_WORDS,
    ...ragflowEnvelope,
  },
  {
    name: 'own',
    prefixes: [
      '/api/v1/auth',
      '/api/v1/keys',
      '/api/v1/factories',
      '/api/v1/credentials',
      '/api/v1/tenants',
      '/api/v1/instance',
      '/api/v1/aliases',
      '/api/v1/usage',
      '/api/v1/audit',
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
    name: 'operations',
    prefixes: ['/healthz', '/readyz', '/openapi.json', '/docs', '/setup'],
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

export function statusOf(kind: FailureKind): number {
  return STATUS[kind];
}

/** The code that goes with a kind of failure on a surface: its own number, else the HTTP status. */
export function codeOf(surface: Surface, kind: FailureKind): RetCode {
  return surface.codes[kind] ?? STATUS[kind];
}
