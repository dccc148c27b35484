import { randomBytes } from 'node:crypto';
import type { Response } from 'supertest';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { UsersService } from '../../../src/tenants/users.service.js';
import { aKey, anAdministrator, aUser, type Actor, PASSWORD } from '../../support/actors.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const ISO_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const WEEK_SECONDS = 604_800;
const NO_MATCH = 'Email and password do not match!';

let testApp: TestApp;
let http: TestApp['http'];
let administrator: Actor;

beforeAll(async () => {
  testApp = await startTestApp();
  http = testApp.http;
});

beforeEach(async () => {
  administrator = await anAdministrator(testApp);
});

afterAll(() => testApp.close());

const login = (email: string, password: string) => http.post('/api/v1/admin/login').send({ email, password });
const tokenIn = (response: Response) => String(response.headers['authorization']);
const version = (authorization: string) => http.get('/api/v1/admin/version').set('Authorization', authorization);
const setActive = ({ email }: Actor, isActive: boolean) =>
  testApp.app.get(UsersService).setActive('system', email, isActive);

/** An inactive administrator; a further one stays, as one must. */
async function anInactiveAdministrator(): Promise<Actor> {
  const actor = await anAdministrator(testApp);
  await setActive(actor, false);
  return actor;
}

describe('POST /api/v1/admin/login', () => {
  describe('200', () => {
    it('answers the administrator without any secret, and the token in a header', async () => {
      const response = await login(administrator.email, PASSWORD);
      expectSuccess(
        response,
        {
          id: administrator.user.id,
          email: administrator.email,
          nickname: '',
          avatar: '',
          language: 'English',
          login_channel: 'password',
          is_active: '1',
          is_anonymous: '0',
          status: '1',
          is_superuser: true,
          last_login_time: expect.stringMatching(ISO_SECONDS),
          create_date: expect.stringMatching(ISO_SECONDS),
          update_date: expect.stringMatching(ISO_SECONDS),
        },
        'Welcome back!',
      );
      expect(response.headers['access-control-expose-headers']).toBe('Authorization');
    });

    it('hands out a token that works bare, as RAGFlow’s clients send it, and as Bearer', async () => {
      const token = tokenIn(await login(administrator.email, PASSWORD));
      expect((await version(token)).status).toBe(200);
      expect((await version(`Bearer ${token}`)).status).toBe(200);
    });

    it('hands out a token for a week, since these clients can not refresh', async () => {
      const payload = tokenIn(await login(administrator.email, PASSWORD)).split('.')[1] ?? '';
      const { iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number; exp: number };
      expect(exp - iat).toBe(WEEK_SECONDS);
    });

    it('does not mind the case of the e-mail address', async () => {
      expect((await login(administrator.email.toUpperCase(), PASSWORD)).status).toBe(200);
    });
  });

  describe('400', () => {
    it.each([
      ['no body', undefined],
      ['an empty object', {}],
      ['empty fields', { email: '', password: '' }],
      ['null for both', { email: null, password: null }],
    ])('refuses %s', async (_, body) => {
      const response = await http.post('/api/v1/admin/login').send(body);
      expectFailure(response, 400, RetCode.BAD_REQUEST, 'Authorize admin failed.');
    });

    it.each([
      { email: null, password: 'x' },
      { email: 'ada@example.com' },
      { email: 'ada@example.com', password: null },
    ])('takes %j for a pair that does not match', async (body) => {
      const response = await http.post('/api/v1/admin/login').send(body);
      expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Email and password do not match!');
    });

    it.each<[string, object, string]>([
      ['an e-mail address that is no text', { email: 5, password: 'x' }, 'Field email must be a string'],
      ['a password that is no text', { email: 'x@y.io', password: {} }, 'Field password must be a string'],
      ['a password without end', { email: 'x@y.io', password: 'x'.repeat(1025) }, 'Field password is too long'],
    ])('refuses %s', async (_, body, message) => {
      expectFailure(await http.post('/api/v1/admin/login').send(body), 400, RetCode.BAD_REQUEST, message);
    });
  });

  describe('401', () => {
    it.each([
      ['a wrong password', () => login(administrator.email, 'wrong')],
      ['an unknown address', () => login(`nobody-${randomBytes(4).toString('hex')}@example.com`, PASSWORD)],
      ['an address without a password', () => http.post('/api/v1/admin/login').send({ email: administrator.email })],
    ])('says the same to %s', async (_, attempt) => {
      expectFailure(await attempt(), 401, RetCode.UNAUTHORIZED, NO_MATCH);
    });

    it('says so to a user and to an inactive administrator, too, while the password is wrong', async () => {
      expectFailure(await login((await aUser(testApp)).email, 'wrong'), 401, RetCode.UNAUTHORIZED, NO_MATCH);
      const inactive = await anInactiveAdministrator();
      expectFailure(await login(inactive.email, 'wrong'), 401, RetCode.UNAUTHORIZED, NO_MATCH);
    });

    it('hands out no token', async () => {
      expect((await login(administrator.email, 'wrong')).headers['authorization']).toBeUndefined();
    });
  });

  describe('403', () => {
    it('refuses a user who is no administrator, once the password matched', async () => {
      const user = await aUser(testApp);
      expectFailure(await login(user.email, PASSWORD), 403, RetCode.FORBIDDEN, 'Not admin');
    });

    it('refuses an inactive administrator, once the password matched', async () => {
      const { email } = await anInactiveAdministrator();
      expectFailure(await login(email, PASSWORD), 403, RetCode.FORBIDDEN, `User ${email} inactive`);
    });
  });
});

describe('GET /api/v1/admin/logout', () => {
  it('ends the session at once', async () => {
    const token = tokenIn(await login(administrator.email, PASSWORD));
    expectSuccess(await http.get('/api/v1/admin/logout').set('Authorization', token), true);
    expectFailure(await version(token), 401, RetCode.UNAUTHORIZED, 'Invalid authentication credentials');
  });

  it('is for whoever has a session, administrator or not', async () => {
    const user = await aUser(testApp);
    expectSuccess(await http.get('/api/v1/admin/logout').set(user.headers), true);
  });

  it('is nothing for an API key', async () => {
    const { token } = await aKey(testApp, administrator, { scopes: ['admin'] });
    const response = await http.get('/api/v1/admin/logout').set('X-API-Key', token);
    expectFailure(response, 403, RetCode.FORBIDDEN, 'Only for users who signed in, not for API keys');
  });
});

describe('GET /api/v1/admin/auth', () => {
  const auth = (email: string, password: string) => http.get('/api/v1/admin/auth').auth(email, password);

  describe('200', () => {
    it('takes e-mail address and password as HTTP Basic', async () => {
      expectSuccess(await auth(administrator.email, PASSWORD), null, 'Admin is authorized');
    });

    it('takes a password with colons in it', async () => {
      await testApp.app.get(UsersService).setPassword('system', administrator.email, 'a:b::c');
      expectSuccess(await auth(administrator.email, 'a:b::c'), null, 'Admin is authorized');
    });
  });

  describe('401', () => {
    it.each([
      ['nothing', undefined],
      ['another scheme', 'Bearer x'],
      ['Basic without credentials', 'Basic'],
      ['Basic that is no base64', 'Basic !'],
    ])('asks for credentials when there is %s', async (_, authorization) => {
      const request = http.get('/api/v1/admin/auth');
      const response = await (authorization === undefined ? request : request.set('Authorization', authorization));
      expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Authentication required');
    });

    it('denies access to a wrong password and to an unknown address', async () => {
      expectFailure(await auth(administrator.email, 'wrong'), 401, RetCode.UNAUTHORIZED, 'Access denied');
      expectFailure(await auth('nobody@example.com', PASSWORD), 401, RetCode.UNAUTHORIZED, 'Access denied');
    });
  });

  describe('403', () => {
    it('refuses a user who is no administrator, once the password matched', async () => {
      const user = await aUser(testApp);
      expectFailure(await auth(user.email, PASSWORD), 403, RetCode.FORBIDDEN, 'Not admin');
    });

    it('refuses an inactive administrator, once the password matched', async () => {
      const { email } = await anInactiveAdministrator();
      expectFailure(await auth(email, PASSWORD), 403, RetCode.FORBIDDEN, `User ${email} inactive`);
    });
  });
});

describe('GET /api/v1/admin/ping', () => {
  it('answers PONG to anybody', async () => {
    expectSuccess(await http.get('/api/v1/admin/ping'), 'PONG');
  });
});

describe('the guard of all other routes', () => {
  it('wants an administrator', async () => {
    const user = await aUser(testApp);
    expectFailure(await version(user.token), 403, RetCode.FORBIDDEN, 'Not admin');
  });

  it('lets no key in without the scope admin, whoever made it', async () => {
    const { token } = await aKey(testApp, administrator);
    expectFailure(await version(token), 403, RetCode.FORBIDDEN, 'Not admin');
  });

  it('refuses the session of an administrator who was deactivated, at once', async () => {
    await anAdministrator(testApp);
    expect((await version(administrator.token)).status).toBe(200);
    await setActive(administrator, false);
    const message = 'Invalid authentication credentials';
    expectFailure(await version(administrator.token), 401, RetCode.UNAUTHORIZED, message);
  });
});
