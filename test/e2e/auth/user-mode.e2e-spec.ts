import { randomBytes } from 'node:crypto';
import type { Response } from 'supertest';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { UsersService } from '../../../src/tenants/users.service.js';
import { aKey, aUser, type Actor, PASSWORD } from '../../support/actors.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const ISO_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const WEEK_SECONDS = 604_800;
const NO_MATCH = 'Email and password do not match!';

let closed: TestApp;
let open: TestApp;
let user: Actor;

beforeAll(async () => {
  closed = await startTestApp();
  open = await startTestApp({ databaseUrl: closed.databaseUrl, environment: { REGISTRATION: 'open' } });
});

beforeEach(async () => {
  user = await aUser(closed);
});

afterAll(async () => {
  await open.close();
  await closed.close();
});

const login = (email: string, password: string) => closed.http.post('/v1/user/login').send({ email, password });
const tokenIn = (response: Response) => String(response.headers['authorization']);
const info = (token: string) => closed.http.get('/v1/user/tenant_info').set('Authorization', token);
const newEmail = () => `new-${randomBytes(6).toString('hex')}@example.com`;

/** A user as RAGFlow shows one, exactly. */
const shown = (facts: object) => ({
  id: expect.stringMatching(/^[0-9a-f]{32}$/),
  nickname: '',
  avatar: '',
  language: 'English',
  login_channel: 'password',
  is_active: '1',
  is_anonymous: '0',
  status: '1',
  is_superuser: false,
  last_login_time: null,
  create_date: expect.stringMatching(ISO_SECONDS),
  update_date: expect.stringMatching(ISO_SECONDS),
  ...facts,
});

describe('POST /v1/user/login', () => {
  describe('200', () => {
    it('answers the user, and the token in a header that browsers may read', async () => {
      const response = await login(user.email, PASSWORD);
      const facts = { id: user.user.id, email: user.email, last_login_time: expect.stringMatching(ISO_SECONDS) };
      expectSuccess(response, shown(facts), 'Welcome back!');
      expect(response.headers['access-control-expose-headers']).toBe('Authorization');
      expect((await info(tokenIn(response))).status).toBe(200);
    });

    it('hands out a token for a week, since these clients can not refresh, and no cookie', async () => {
      const response = await login(user.email, PASSWORD);
      const payload = tokenIn(response).split('.')[1] ?? '';
      const { iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number; exp: number };
      expect(exp - iat).toBe(WEEK_SECONDS);
      expect(response.headers['set-cookie']).toBeUndefined();
    });

    it('does not end the session before', async () => {
      const first = await login(user.email, PASSWORD);
      await login(user.email, PASSWORD);
      expect((await info(tokenIn(first))).status).toBe(200);
    });
  });

  describe('400', () => {
    it.each([
      ['no e-mail address', {}, 'email is required'],
      ['no password', { email: 'x@example.com' }, 'password is required'],
    ])('refuses %s', async (_, body, message) => {
      expectFailure(await closed.http.post('/v1/user/login').send(body), 400, RetCode.ARGUMENT_ERROR, message);
    });
  });

  describe('401', () => {
    it('says the same to a wrong password and to an unknown address', async () => {
      expectFailure(await login(user.email, 'wrong'), 401, RetCode.AUTHENTICATION_ERROR, NO_MATCH);
      expectFailure(await login(newEmail(), PASSWORD), 401, RetCode.AUTHENTICATION_ERROR, NO_MATCH);
    });
  });

  describe('403', () => {
    it('tells a disabled account so, only after the password matched', async () => {
      await closed.app.get(UsersService).setActive('system', user.email, false);
      expectFailure(await login(user.email, 'wrong'), 401, RetCode.AUTHENTICATION_ERROR, NO_MATCH);
      const message = 'This account has been disabled, please contact the administrator!';
      expectFailure(await login(user.email, PASSWORD), 403, RetCode.FORBIDDEN, message);
    });
  });
});

describe('POST /v1/user/register', () => {
  const register = (body: object) => open.http.post('/v1/user/register').send(body);

  describe('200', () => {
    it('makes the account and signs it in', async () => {
      const email = newEmail();
      const response = await register({ email, password: 'short', nickname: 'Ada' });
      expectSuccess(response, shown({ email, nickname: 'Ada' }), 'Welcome aboard!');
      const tenant = await info(tokenIn(response));
      expect(tenant.body.data).toMatchObject({ name: 'Ada‘s Kingdom', role: 'owner' });
      expect((await login(email, 'short')).status).toBe(200);
    });

    it('takes null for no nickname', async () => {
      const email = newEmail();
      const response = await register({ email, password: 'short', nickname: null });
      expectSuccess(response, shown({ email, nickname: '' }), 'Welcome aboard!');
    });
  });

  describe('400', () => {
    it.each([
      ['no e-mail address', { password: 'x' }, 'email is required'],
      ['no password', { email: 'x@example.com' }, 'password is required'],
      [
        'an address that RAGFlow would refuse',
        { email: 'a+b@x.io', password: 'x' },
        'Invalid email address: a+b@x.io!',
      ],
      [
        'a nickname that is no text',
        { email: 'a@x.io', password: 'x', nickname: 1 },
        'Field nickname must be a string',
      ],
    ])('refuses %s', async (_, body, message) => {
      expectFailure(await register(body), 400, RetCode.ARGUMENT_ERROR, message);
    });
  });

  describe('403', () => {
    it('is closed unless the operator opens it', async () => {
      const response = await closed.http.post('/v1/user/register').send({ email: newEmail(), password: 'short' });
      expectFailure(response, 403, RetCode.PERMISSION_ERROR, 'User registration is disabled!');
    });
  });

  describe('409', () => {
    it('knows an address again in any case', async () => {
      const email = user.email.toUpperCase();
      const response = await register({ email, password: 'short' });
      expectFailure(response, 409, RetCode.CONFLICT, `User '${email}' already exists`);
    });
  });
});

describe('GET /v1/user/logout', () => {
  it('ends the session at once', async () => {
    const token = tokenIn(await login(user.email, PASSWORD));
    expectSuccess(await closed.http.get('/v1/user/logout').set('Authorization', token), true);
    const message = 'Authentication error: API key is invalid!';
    expectFailure(await info(token), 401, RetCode.AUTHENTICATION_ERROR, message);
  });

  it('is nothing for an API key', async () => {
    const { token } = await aKey(closed, user);
    const response = await closed.http.get('/v1/user/logout').set('Authorization', token);
    const message = 'Only for users who signed in, not for API keys';
    expectFailure(response, 403, RetCode.PERMISSION_ERROR, message);
  });
});

describe('GET /v1/system/ping', () => {
  it('answers plain text to anybody', async () => {
    const response = await closed.http.get('/v1/system/ping');
    expect([response.status, response.text]).toEqual([200, 'pong']);
  });
});
