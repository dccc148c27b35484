import { RetCode } from '../kernel/ret-code.js';
import { codeOf, statusOf, surfaceOf, type Failure } from './surfaces.js';

const FAILURE: Failure = {
  status: 404,
  code: RetCode.DATA_ERROR,
  kind: 'not-found',
  message: 'gone',
  data: null,
  problems: undefined,
};

describe('surfaceOf', () => {
  it.each([
    ['/api/v1/admin', 'admin'],
    ['/api/v1/admin/users?x=1', 'admin'],
    ['/api/v1/administration', 'elsewhere'],
    ['/api/v1/models', 'models'],
    ['/api/v1/models/default', 'models'],
    ['/api/v1/modelsx', 'elsewhere'],
    ['/api/v1/keys/self', 'own'],
    ['/api/v1/auth/login', 'own'],
    ['/v1/user/login', 'user-mode'],
    ['/v1/llm/list?model_type=chat', 'user-mode'],
    ['/v1/system/ping', 'user-mode'],
    ['/v1', 'openai'],
    ['/v1/chat/completions', 'openai'],
    ['/v1/users', 'openai'],
    ['/healthz', 'operations'],
    ['/metrics', 'operations'],
    ['/', 'elsewhere'],
    ['/api/v1/../v1', 'elsewhere'],
    ['', 'elsewhere'],
  ])('takes %s for %s', (url, name) => {
    expect(surfaceOf(url).name).toBe(name);
  });
});

describe('codeOf', () => {
  it.each([
    ['/api/v1/admin', 'bad-input', RetCode.BAD_REQUEST],
    ['/api/v1/admin', 'unauthenticated', RetCode.UNAUTHORIZED],
    ['/api/v1/models', 'bad-input', RetCode.ARGUMENT_ERROR],
    ['/api/v1/models', 'provider-refused', RetCode.AUTHENTICATION_ERROR],
    ['/api/v1/models', 'unauthenticated', RetCode.AUTHENTICATION_ERROR],
    ['/api/v1/models', 'forbidden', RetCode.PERMISSION_ERROR],
    ['/api/v1/models', 'not-found', RetCode.DATA_ERROR],
    ['/v1/llm', 'provider-refused', RetCode.DATA_ERROR],
    ['/v1/user', 'unavailable', RetCode.UNAVAILABLE],
    ['/api/v1/keys', 'bad-input', RetCode.ARGUMENT_ERROR],
    ['/api/v1/credentials', 'provider-refused', RetCode.DATA_ERROR],
    ['/api/v1/keys', 'not-in-edition', RetCode.BAD_REQUEST],
    ['/api/v1/keys', 'conflict', RetCode.CONFLICT],
    ['/api/v1/auth', 'too-many-requests', RetCode.TOO_MANY_REQUESTS],
  ] as const)('says on %s for %s: %i', (path, kind, code) => {
    expect(codeOf(surfaceOf(path), kind)).toBe(code);
  });

  it('sends a provider’s refusal with 400: the caller’s own credential is fine', () => {
    expect(statusOf(surfaceOf('/api/v1/models'), 'provider-refused')).toBe(400);
  });
});

describe('envelopes', () => {
  it('are RAGFlow’s for success, with null where there is nothing to say', () => {
    expect(surfaceOf('/api/v1/models').success(undefined, 'Success')).toEqual({
      code: 0,
      data: null,
      message: 'Success',
    });
  });

  it('list the broken rules only where there are any', () => {
    const problems = [{ field: 'name', rule: 'required', message: 'name is required' }];
    const { failure } = surfaceOf('/api/v1/keys');
    expect([failure(FAILURE), failure({ ...FAILURE, problems })]).toEqual([
      { code: RetCode.DATA_ERROR, message: 'gone', data: null },
      { code: RetCode.DATA_ERROR, message: 'gone', data: null, errors: problems },
    ]);
  });

  it('are OpenAI’s below /v1', () => {
    const failure = { ...FAILURE, status: 401, kind: 'unauthenticated' as const, message: 'no' };
    expect(surfaceOf('/v1/chat/completions').failure(failure)).toEqual({
      error: { message: 'no', type: 'invalid_request_error', param: null, code: 'invalid_api_key' },
    });
  });
});
