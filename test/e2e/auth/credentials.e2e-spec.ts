import { randomBytes } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { JwtService } from '@nestjs/jwt';
import type { Response } from 'supertest';
import { SessionTokens } from '../../../src/auth/session-tokens.js';
import { newUuid } from '../../../src/kernel/ids.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, anAdministrator, aUser, type Actor, join } from '../../support/actors.js';
import { expectFailure } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const SURFACES = [
  {
    surface: 'own',
    path: '/api/v1/auth/me',
    code: RetCode.UNAUTHORIZED,
    missing: 'Authentication required',
    badKey: 'Invalid API key',
    badBearer: 'Invalid authentication credentials',
  },
  {
    surface: 'admin',
    path: '/api/v1/admin/version',
    code: RetCode.UNAUTHORIZED,
    missing: 'Authentication required',
    badKey: 'Invalid API key',
    badBearer: 'Invalid authentication credentials',
  },
  {
    surface: 'models',
    path: '/api/v1/models',
    code: RetCode.AUTHENTICATION_ERROR,
    missing: "`Authorization` can't be empty",
    badKey: 'Authentication error: API key is invalid!',
    badBearer: 'Authentication error: API key is invalid!',
  },
  {
    surface: 'user mode',
    path: '/v1/user/tenant_info',
    code: RetCode.AUTHENTICATION_ERROR,
    missing: "`Authorization` can't be empty",
    badKey: 'Authentication error: API key is invalid!',
    badBearer: 'Authentication error: API key is invalid!',
  },
] as const;

type Refusal = 'missing' | 'badKey' | 'badBearer';
type Headers = Record<string, string>;

interface Credentials {
  /** A user token. */
  jwt: string;
  /** An API key. */
  key: string;
}

const FORGED = 'lbk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** Who is let in by what. */
const ACCEPTED: [string, (good: Credentials) => Headers][] = [
  ['a key in X-API-Key', ({ key }) => ({ 'x-api-key': key })],
  ['a key in X-API-Key with blanks around it', ({ key }) => ({ 'x-api-key': `  ${key} ` })],
  ['a key as Bearer', ({ key }) => ({ authorization: `Bearer ${key}` })],
  ['a bare key', ({ key }) => ({ authorization: key })],
  ['a user token as Bearer', ({ jwt }) => ({ authorization: `Bearer ${jwt}` })],
  ['a bare user token', ({ jwt }) => ({ authorization: jwt })],
  ['bearer in lower case', ({ jwt }) => ({ authorization: `bearer ${jwt}` })],
  ['BEARER in upper case', ({ key }) => ({ authorization: `BEARER ${key}` })],
  ['more than one blank after Bearer', ({ jwt }) => ({ authorization: `Bearer   ${jwt}` })],
  ['a good X-API-Key beside a bad Bearer', ({ key }) => ({ 'x-api-key': key, authorization: 'Bearer nonsense' })],
  ['an empty X-API-Key beside a good Bearer', ({ jwt }) => ({ 'x-api-key': '', authorization: `Bearer ${jwt}` })],
  ['a blank X-API-Key beside a good Bearer', ({ jwt }) => ({ 'x-api-key': '  ', authorization: `Bearer ${jwt}` })],
];

/** Who is not, and what is said. */
const REFUSED: [string, (good: Credentials) => Headers, Refusal][] = [
  ['nothing', () => ({}), 'missing'],
  ['empty headers', () => ({ authorization: '', 'x-api-key': '' }), 'missing'],
  ['blank headers', () => ({ authorization: '  ', 'x-api-key': '  ' }), 'missing'],
  ['Bearer without a token', () => ({ authorization: 'Bearer ' }), 'missing'],
  ['a bad X-API-Key', () => ({ 'x-api-key': 'nonsense' }), 'badKey'],
  ['a forged X-API-Key', () => ({ 'x-api-key': FORGED }), 'badKey'],
  [
    'a bad X-API-Key beside a good Bearer',
    ({ jwt }) => ({ 'x-api-key': 'x', authorization: `Bearer ${jwt}` }),
    'badKey',
  ],
  ['a user token in X-API-Key', ({ jwt }) => ({ 'x-api-key': jwt }), 'badKey'],
  ['X-API-Key with a scheme', ({ key }) => ({ 'x-api-key': `Bearer ${key}` }), 'badKey'],
  ['a bad Bearer', () => ({ authorization: 'Bearer nonsense' }), 'badBearer'],
  ['a forged Bearer', () => ({ authorization: `Bearer ${FORGED}` }), 'badBearer'],
  ['a Bearer of two words', ({ key }) => ({ authorization: `Bearer ${key} ${key}` }), 'badBearer'],
  ['another scheme', ({ key }) => ({ authorization: `Basic ${key}` }), 'badBearer'],
  ['a key in other case', ({ key }) => ({ authorization: `Bearer ${key.toUpperCase()}` }), 'badBearer'],
  ['a key percent-encoded', ({ key }) => ({ authorization: `Bearer ${key.replace('_', '%5F')}` }), 'badBearer'],
  ['a shortened key', ({ key }) => ({ authorization: `Bearer ${key.slice(0, -1)}` }), 'badBearer'],
  ['a lengthened key', ({ key }) => ({ authorization: `Bearer ${key}A` }), 'badBearer'],
  ['a key in a cookie', ({ key }) => ({ cookie: `latchkey_refresh=${key}; authorization=${key}` }), 'missing'],
];

let testApp: TestApp;
let http: TestApp['http'];
let administrator: Actor;
let good: Credentials;

beforeAll(async () => {
  testApp = await startTestApp();
  http = testApp.http;
  administrator = await anAdministrator(testApp);
  const { token } = await aKey(testApp, administrator, { scopes: ['*', 'admin'] });
  good = { jwt: administrator.token, key: token };
});

afterAll(() => testApp.close());

describe.each(SURFACES)('the $surface surface', (surface) => {
  const get = (headers: Headers) => http.get(surface.path).set(headers);

  describe('200', () => {
    it.each(ACCEPTED)('takes %s', async (_, headers) => {
      expect((await get(headers(good))).status).toBe(200);
    });
  });

  describe('401', () => {
    it.each(REFUSED)('refuses %s', async (_, headers, refusal) => {
      expectFailure(await get(headers(good)), 401, surface.code, surface[refusal]);
    });

    it('names the scheme that it wants', async () => {
      expect((await get({})).headers['www-authenticate']).toBe('Bearer realm="latchkey"');
    });

    it('takes no credential from the query', async () => {
      const query = { token: good.key, api_key: good.key, access_token: good.jwt, authorization: good.key };
      expectFailure(await http.get(surface.path).query(query), 401, surface.code, surface.missing);
    });

    it.each([
      ['two values of X-API-Key, though both are good', 'x-api-key', 'badKey'],
      ['two values of Authorization, though both are good', 'authorization', 'badBearer'],
    ] as const)('refuses %s', async (_, header, refusal) => {
      const response = await getDoubled(surface.path, header, good.key);
      expectFailure(response, 401, surface.code, surface[refusal]);
    });
  });
});

describe('a user token', () => {
  const me = (token: string) => http.get('/api/v1/auth/me').set('Authorization', `Bearer ${token}`);
  const refused = (response: Response) =>
    expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Invalid authentication credentials');
  const claims = () => ({ sub: administrator.user.id, sid: administrator.sessionId });

  it('works with the claims that ours have', async () => {
    expect((await me(await testApp.app.get(SessionTokens).sign(claims(), 60))).status).toBe(200);
  });

  it('ends when its time is up', async () => {
    refused(await me(await testApp.app.get(SessionTokens).sign(claims(), -1)));
  });

  it('must be signed with our key', async () => {
    const secret = randomBytes(32).toString('hex');
    refused(
      await me(new JwtService().sign({ sid: claims().sid }, { secret, subject: claims().sub, issuer: 'latchkey' })),
    );
  });

  it('must be signed at all', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = part({ ...claims(), iss: 'latchkey', exp: 4_000_000_000 });
    refused(await me(`${part({ alg: 'none', typ: 'JWT' })}.${payload}.`));
    refused(await me(`${part({ alg: 'none', typ: 'JWT' })}.${payload}.AAAA`));
  });

  it('must name a session that there is', async () => {
    refused(await me(await testApp.app.get(SessionTokens).sign({ ...claims(), sid: newUuid() }, 60)));
  });

  it("must not name somebody else's session", async () => {
    const other = await aUser(testApp);
    refused(await me(await testApp.app.get(SessionTokens).sign({ ...claims(), sub: other.user.id }, 60)));
  });
});

describe('X-Tenant-Id', () => {
  const NOT_MINE = 'X-Tenant-Id names a tenant you are not a member of';
  const me = (actor: Actor, tenantId: string) =>
    http.get('/api/v1/auth/me').set(actor.headers).set('X-Tenant-Id', tenantId);

  it('lets a user act in another tenant of theirs, in their role there', async () => {
    const [owner, viewer] = [await aUser(testApp), await aUser(testApp)];
    await join(testApp, viewer, owner.tenantId, 'viewer');
    expect((await me(viewer, owner.tenantId)).body.data).toMatchObject({
      tenant_id: owner.tenantId,
      role: 'viewer',
      scopes: ['models:read', 'resources:read', 'usage:read'],
    });
  });

  it('means the own tenant when it is empty', async () => {
    const owner = await aUser(testApp);
    expect((await me(owner, '')).body.data).toMatchObject({ tenant_id: owner.tenantId, role: 'owner' });
  });

  it.each([
    ['another tenant', 'f'.repeat(32)],
    ['no tenant at all', '__proto__'],
  ])('is refused when it names %s', async (_, tenantId) => {
    expectFailure(await me(await aUser(testApp), tenantId), 403, RetCode.FORBIDDEN, NOT_MINE);
  });

  it('is refused to an administrator too, who has keys for that', async () => {
    const owner = await aUser(testApp);
    expectFailure(await me(administrator, owner.tenantId), 403, RetCode.FORBIDDEN, NOT_MINE);
  });

  it('is refused in the words of the surface', async () => {
    const response = await http.get('/api/v1/models').set(administrator.headers).set('X-Tenant-Id', 'f'.repeat(32));
    expectFailure(response, 403, RetCode.PERMISSION_ERROR, NOT_MINE);
  });

  it('stops with the membership, at once', async () => {
    const [owner, member] = [await aUser(testApp), await aUser(testApp)];
    await join(testApp, member, owner.tenantId, 'member');
    expect((await me(member, owner.tenantId)).status).toBe(200);
    await http.delete(`/api/v1/tenants/${owner.tenantId}/members/${member.user.id}`).set(owner.headers);
    expectFailure(await me(member, owner.tenantId), 403, RetCode.FORBIDDEN, NOT_MINE);
  });

  it('leads an API key nowhere', async () => {
    const [owner, member] = [await aUser(testApp), await aUser(testApp)];
    await join(testApp, member, owner.tenantId, 'member');
    const { token } = await aKey(testApp, member);
    const response = await http.get('/api/v1/auth/me').set({ 'x-api-key': token, 'x-tenant-id': owner.tenantId });
    expect(response.body.data).toMatchObject({ tenant_id: member.tenantId, role: 'owner' });
  });
});

describe('a route for users who signed in', () => {
  const sessions = (headers: Headers) => http.get('/api/v1/auth/sessions').set(headers);

  it('refuses an API key, however it comes', async () => {
    const message = 'Only for users who signed in, not for API keys';
    expectFailure(await sessions({ 'x-api-key': good.key }), 403, RetCode.FORBIDDEN, message);
    expectFailure(await sessions({ authorization: good.key }), 403, RetCode.FORBIDDEN, message);
  });

  it('says what is missing when there is nothing', async () => {
    expectFailure(await sessions({}), 401, RetCode.UNAUTHORIZED, 'Authentication required');
  });
});

describe('a request with a bad credential and a bad body', () => {
  const add = (body: string) =>
    http.post('/api/v1/models').set('Authorization', 'Bearer nonsense').type('json').send(body);

  it('is refused for the credential', async () => {
    const message = 'Authentication error: API key is invalid!';
    expectFailure(await add('{"llm_factory": 5}'), 401, RetCode.AUTHENTICATION_ERROR, message);
  });

  it('is refused for a body that is no JSON, which is read first', async () => {
    expectFailure(await add('{"llm_factory"'), 400, RetCode.ARGUMENT_ERROR, 'Invalid request body');
  });
});

/** A GET that carries a header twice, as supertest can't. */
async function getDoubled(path: string, header: string, value: string): Promise<Response> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(new URL(path, testApp.url), { headers: { [header]: [value, value] } }, resolve)
      .on('error', reject)
      .end();
  });
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  return { status: answer.statusCode, body } as Response;
}
