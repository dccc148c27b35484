import type { Response } from 'supertest';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, anAdministrator, aUser, type Actor, PASSWORD, principalOf, signedIn } from '../../support/actors.js';
import { UsersService } from '../../../src/tenants/users.service.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { storedText } from '../../support/stored-text.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const COOKIE =
  /^latchkey_refresh=[\w-]{36}\.[\w-]{43}\.[\w-]{22}; Max-Age=1209600; Path=\/api\/v1\/auth\/refresh; HttpOnly; SameSite=Strict$/;
const NO_MATCH = 'Email and password do not match!';
const BAD_TOKEN = 'Invalid authentication credentials';

let testApp: TestApp;
let http: TestApp['http'];
let user: Actor;

beforeAll(async () => {
  testApp = await startTestApp({ environment: { TRUST_PROXY: 'true' } });
  http = testApp.http;
});

beforeEach(async () => {
  user = await aUser(testApp);
});

afterAll(() => testApp.close());

const login = (email: string, password: string) => http.post('/api/v1/auth/login').send({ email, password });
const me = (token: string) => http.get('/api/v1/auth/me').set('Authorization', `Bearer ${token}`);
const refresh = (cookie: string) => http.post('/api/v1/auth/refresh').set('Cookie', cookie);
const tokenIn = (response: Response) => (response.body.data as { access_token: string }).access_token;
const setCookie = (response: Response) => (response.headers['set-cookie'] as unknown as string[] | undefined) ?? [];
/** As a browser sends it back. */
const cookieIn = (response: Response) => setCookie(response)[0]?.split(';', 1)[0] ?? '';
const ended = (response: Response) => expectFailure(response, 401, RetCode.UNAUTHORIZED, BAD_TOKEN);

const setActive = (isActive: boolean) => testApp.app.get(UsersService).setActive('system', user.email, isActive);

describe('POST /api/v1/auth/login', () => {
  describe('200', () => {
    it('answers a token for 15 minutes, and nothing else', async () => {
      expectSuccess(await login(user.email, PASSWORD), {
        access_token: expect.stringMatching(JWT),
        token_type: 'Bearer',
        expires_in: 900,
      });
    });

    it('signs in whom the token says', async () => {
      const token = tokenIn(await login(user.email, PASSWORD));
      expect((await me(token)).body.data).toEqual({
        kind: 'session',
        user_id: user.user.id,
        email: user.email,
        tenant_id: user.tenantId,
        role: 'owner',
        is_instance_admin: false,
        scopes: [
          'models:read',
          'resources:read',
          'usage:read',
          'inference',
          'resources:write',
          'keys:read',
          'keys:write',
          'models:write',
        ],
        key_id: null,
        nickname: '',
        language: null,
      });
    });

    it('hands out a cookie that scripts, other sites and other paths never see', async () => {
      expect(setCookie(await login(user.email, PASSWORD))).toEqual([expect.stringMatching(COOKIE)]);
    });

    it('marks the cookie Secure on HTTPS', async () => {
      const response = await login(user.email, PASSWORD).set('X-Forwarded-Proto', 'https');
      expect(setCookie(response)).toEqual([expect.stringMatching(/; Secure(;|$)/)]);
    });

    it('does not mind the case of the e-mail address', async () => {
      expect((await login(user.email.toUpperCase(), PASSWORD)).status).toBe(200);
    });

    it('stores neither the password nor the refresh token', async () => {
      const cookie = cookieIn(await login(user.email, PASSWORD));
      const stored = await storedText(testApp.dataSource);
      expect(stored).not.toContain(PASSWORD);
      expect(stored).not.toContain(cookie.split('=')[1]);
    });

    it('writes down who signed in, from where and how', async () => {
      const { body } = await http
        .get('/api/v1/auth/sessions')
        .set(
          'Authorization',
          `Bearer ${tokenIn(await login(user.email, PASSWORD).set('X-Forwarded-For', '192.0.2.9'))}`,
        );
      const [session] = body.data as { id: string }[];
      expect(await auditTrail(testApp.dataSource, `session:${session?.id}`)).toEqual([
        {
          actor: `user:${user.user.id}`,
          action: 'session.opened',
          tenant_id: user.tenantId,
          details: { channel: 'own', address: '192.0.2.9' },
        },
      ]);
    });
  });

  describe('400', () => {
    it.each<[string, object, string]>([
      ['no e-mail address', { password: 'x' }, 'email is required'],
      ['no password', { email: 'x@example.com' }, 'password is required'],
      ['an empty password', { email: 'x@example.com', password: '' }, 'password is required'],
      ['an e-mail address that is no text', { email: ['x'], password: 'x' }, 'Field email must be a string'],
      ['a password that is no text', { email: 'x@example.com', password: 7 }, 'Field password must be a string'],
      ['a password beyond 1024 characters', { email: 'x', password: 'x'.repeat(1025) }, 'Field password is too long'],
      ['NUL in the e-mail address', { email: 'a\u0000', password: 'x' }, 'Field email contains invalid characters'],
    ])('refuses %s', async (_, body, message) => {
      const response = await http.post('/api/v1/auth/login').send(body);
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
    });
  });

  describe('401', () => {
    it('says the same to a wrong password and to an unknown address', async () => {
      expectFailure(await login(user.email, 'wrong'), 401, RetCode.UNAUTHORIZED, NO_MATCH);
      expectFailure(await login('nobody@example.com', PASSWORD), 401, RetCode.UNAUTHORIZED, NO_MATCH);
    });

    it('says so of a disabled account too, while the password is wrong', async () => {
      await setActive(false);
      expectFailure(await login(user.email, 'wrong'), 401, RetCode.UNAUTHORIZED, NO_MATCH);
    });

    it('hands out no cookie', async () => {
      expect(setCookie(await login(user.email, 'wrong'))).toEqual([]);
    });
  });

  describe('403', () => {
    it('tells a disabled account that it is, once the password matched', async () => {
      await setActive(false);
      const message = 'This account has been disabled, please contact the administrator!';
      expectFailure(await login(user.email, PASSWORD), 403, RetCode.FORBIDDEN, message);
    });
  });
});

describe('POST /api/v1/auth/refresh', () => {
  const age = (id: string | undefined) =>
    testApp.dataSource.query(`UPDATE sessions SET refreshed_at = now() - interval '11 seconds' WHERE id = $1`, [id]);
  const sessionIdOf = async (token: string) => {
    const response = await http.get('/api/v1/auth/sessions').set('Authorization', `Bearer ${token}`);
    return (response.body.data as { id: string; current: boolean }[]).find(({ current }) => current)?.id;
  };

  describe('200', () => {
    it('answers a fresh token of the same session, and replaces the cookie', async () => {
      const first = await login(user.email, PASSWORD);
      const second = await refresh(cookieIn(first));
      expectSuccess(second, { access_token: expect.stringMatching(JWT), token_type: 'Bearer', expires_in: 900 });
      expect(setCookie(second)).toEqual([expect.stringMatching(COOKIE)]);
      expect(cookieIn(second)).not.toBe(cookieIn(first));
      expect(await sessionIdOf(tokenIn(second))).toBe(await sessionIdOf(tokenIn(first)));
    });

    it('goes on from cookie to cookie', async () => {
      const first = await login(user.email, PASSWORD);
      const second = await refresh(cookieIn(first));
      const third = await refresh(cookieIn(second));
      expect((await me(tokenIn(third))).status).toBe(200);
    });

    it('bears with a second tab that was as fast, without a further cookie', async () => {
      const first = await login(user.email, PASSWORD);
      await refresh(cookieIn(first));
      const late = await refresh(cookieIn(first));
      expect(late.status).toBe(200);
      expect(setCookie(late)).toEqual([]);
      expect((await me(tokenIn(late))).status).toBe(200);
    });
  });

  describe('401', () => {
    it('wants the cookie', async () => {
      const response = await http.post('/api/v1/auth/refresh').set(user.headers);
      expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Authentication required');
    });

    it('refuses a cookie that it never handed out', async () => {
      ended(await refresh('latchkey_refresh=nonsense'));
    });

    it('tells theft however often the thief has refreshed since', async () => {
      const first = await login(user.email, PASSWORD);
      const second = await refresh(cookieIn(first));
      const third = await refresh(cookieIn(second));
      ended(await refresh(cookieIn(first)));
      ended(await refresh(cookieIn(third)));
    });

    it('does not let a made-up cookie end a session', async () => {
      const first = await login(user.email, PASSWORD);
      const id = await sessionIdOf(tokenIn(first));
      ended(await refresh(`latchkey_refresh=${id}.${'A'.repeat(43)}.${'A'.repeat(22)}`));
      expect((await me(tokenIn(first))).status).toBe(200);
    });

    it('takes a replaced cookie for theft, and ends the session for both', async () => {
      const first = await login(user.email, PASSWORD);
      const second = await refresh(cookieIn(first));
      await age(await sessionIdOf(tokenIn(second)));
      ended(await refresh(cookieIn(first)));
      ended(await refresh(cookieIn(second)));
      ended(await me(tokenIn(first)));
      ended(await me(tokenIn(second)));
    });

    it('ends with the session', async () => {
      const first = await login(user.email, PASSWORD);
      await http.post('/api/v1/auth/logout').set('Authorization', tokenIn(first));
      ended(await refresh(cookieIn(first)));
    });

    it('ends when it was not used for two weeks', async () => {
      const first = await login(user.email, PASSWORD);
      await testApp.dataSource.query(`UPDATE sessions SET expires_at = now() - interval '1 second' WHERE id = $1`, [
        await sessionIdOf(tokenIn(first)),
      ]);
      ended(await refresh(cookieIn(first)));
    });

    it('ends with the account', async () => {
      const first = await login(user.email, PASSWORD);
      await setActive(false);
      ended(await refresh(cookieIn(first)));
    });
  });
});

describe('POST /api/v1/auth/logout', () => {
  it('ends this session at once and takes the cookie away', async () => {
    const response = await http.post('/api/v1/auth/logout').set(user.headers);
    expectSuccess(response, null);
    expect(setCookie(response)).toEqual([expect.stringMatching(/^latchkey_refresh=;.*Path=\/api\/v1\/auth\/refresh/)]);
    ended(await me(user.token));
  });

  it("leaves the user's other sessions alone", async () => {
    const other = await signedIn(testApp, user.user);
    await http.post('/api/v1/auth/logout').set(user.headers);
    expect((await me(other.token)).status).toBe(200);
  });
});

describe('POST /api/v1/auth/password', () => {
  const NEW = 'Green-kettle-43';
  const change = (current_password: unknown, new_password: unknown) =>
    http.post('/api/v1/auth/password').set(user.headers).send({ current_password, new_password });

  describe('200', () => {
    it('changes the password and ends all sessions of the user at once', async () => {
      const other = await signedIn(testApp, user.user);
      const viaLogin = await login(user.email, PASSWORD);
      expectSuccess(await change(PASSWORD, NEW), null);
      ended(await me(user.token));
      ended(await me(other.token));
      ended(await refresh(cookieIn(viaLogin)));
      expectFailure(await login(user.email, PASSWORD), 401, RetCode.UNAUTHORIZED, NO_MATCH);
      expect((await login(user.email, NEW)).status).toBe(200);
    });

    it("leaves other users' sessions alone", async () => {
      const other = await aUser(testApp);
      await change(PASSWORD, NEW);
      expect((await me(other.token)).status).toBe(200);
    });
  });

  describe('400', () => {
    it.each<[string, unknown, unknown, string]>([
      ['no current password', undefined, NEW, 'current_password is required'],
      ['no new password', PASSWORD, undefined, 'new_password is required'],
      ['a new password below 8 characters', PASSWORD, '7 chars', 'new_password must have at least 8 characters'],
      ['a new password beyond 1024', PASSWORD, 'x'.repeat(1025), 'Field new_password is too long'],
      ['the password that it is already', PASSWORD, PASSWORD, 'new_password must differ from the current one'],
    ])('refuses %s, and ends no session', async (_, current, next, message) => {
      expectFailure(await change(current, next), 400, RetCode.ARGUMENT_ERROR, message);
      expect((await me(user.token)).status).toBe(200);
    });
  });

  describe('403', () => {
    it('refuses a wrong current password, and changes nothing', async () => {
      expectFailure(await change('wrong', NEW), 403, RetCode.FORBIDDEN, 'current_password is wrong');
      expect((await login(user.email, PASSWORD)).status).toBe(200);
    });

    it('refuses an API key', async () => {
      const { token } = await aKey(testApp, user);
      const response = await http.post('/api/v1/auth/password').set('X-API-Key', token).send({});
      expectFailure(response, 403, RetCode.FORBIDDEN, 'Only for users who signed in, not for API keys');
    });
  });
});

describe('GET /api/v1/auth/me', () => {
  it('tells an API key who it is', async () => {
    const { id, token } = await aKey(testApp, user, { scopes: ['inference', 'models:read'] });
    expectSuccess(await http.get('/api/v1/auth/me').set('X-API-Key', token), {
      kind: 'api-key',
      user_id: user.user.id,
      email: user.email,
      tenant_id: user.tenantId,
      role: 'owner',
      is_instance_admin: false,
      scopes: ['inference', 'models:read'],
      key_id: id,
      nickname: '',
      language: null,
    });
  });
});

describe('/api/v1/auth/sessions', () => {
  const sessions = () => http.get('/api/v1/auth/sessions').set(user.headers);
  const end = (id: string, actor = user) => http.delete(`/api/v1/auth/sessions/${id}`).set(actor.headers);

  it('lists the living sessions of the caller, the newest first', async () => {
    const newer = await signedIn(testApp, user.user);
    await aUser(testApp);
    expectSuccess(
      await sessions(),
      [newer, user].map(({ sessionId }) => ({
        id: sessionId,
        current: sessionId === user.sessionId,
        channel: 'own',
        address: '127.0.0.1',
        user_agent: 'test',
        created_at: expect.any(String),
        expires_at: expect.any(String),
      })),
    );
    expect(newer.sessionId).toMatch(UUID_V7);
  });

  it('ends another session of the caller at once', async () => {
    const other = await signedIn(testApp, user.user);
    expectSuccess(await end(other.sessionId), null);
    ended(await me(other.token));
    expect((await me(user.token)).status).toBe(200);
  });

  it("knows nobody else's session, and leaves it alone", async () => {
    const other = await aUser(testApp);
    const message = `Session '${other.sessionId}' not found`;
    expectFailure(await end(other.sessionId), 404, RetCode.NOT_FOUND, message);
    expect((await me(other.token)).status).toBe(200);
  });

  it('knows no session whose id is none', async () => {
    expectFailure(await end('all'), 404, RetCode.NOT_FOUND, 'Session not found');
  });
});

describe('a deactivated user', () => {
  it('is out of all sessions at once, and back only by signing in again', async () => {
    const other = await signedIn(testApp, user.user);
    expect((await me(user.token)).status).toBe(200);
    await setActive(false);
    ended(await me(user.token));
    ended(await me(other.token));
    await setActive(true);
    ended(await me(user.token));
    expect((await login(user.email, PASSWORD)).status).toBe(200);
  });

  it('is told apart in the audit trail', async () => {
    const administrator = await anAdministrator(testApp);
    await testApp.app.get(UsersService).setActive(principalOf(administrator), user.email, false);
    expect((await auditTrail(testApp.dataSource, `user:${user.user.id}`)).at(-1)).toEqual({
      actor: `user:${administrator.user.id}`,
      action: 'user.deactivated',
      tenant_id: user.tenantId,
      details: {},
    });
  });
});
