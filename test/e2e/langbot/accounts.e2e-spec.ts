import { SetupService } from '../../../src/auth/setup.service.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { UsersService } from '../../../src/tenants/users.service.js';
import { aKey, anAdministrator, aUser, PASSWORD, type Actor } from '../../support/actors.js';
import { expectLangBotFailure, expectLangBotSuccess } from '../../support/expect-langbot.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const NO_MATCH = 'Invalid username or password';
const RECOVERY_KEY = 'Winter-harbour-lantern-71';
const NEXT = 'pw';
const NO_TOKEN = 'setup_token is required: it is in the link that the first start printed';
interface Claims {
  sid: string;
  iat: number;
  exp: number;
}

const claimsOf = (token: unknown) =>
  JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Claims;

const BAD_TOKEN = 'The set-up link is not valid any more; start the server again for another';

describe('the first start', () => {
  let testApp: TestApp;
  let setup_token: string;
  const ada = { user: 'ada@example.com', password: 'x' };

  beforeEach(async () => {
    testApp = await startTestApp();
    setup_token = (await testApp.app.get(SetupService).prepare()) ?? '';
  });

  afterEach(() => testApp.close());

  const state = () => testApp.http.get('/api/v1/user/init');
  const init = (body: object, headers: Record<string, string> = {}) =>
    testApp.http.post('/api/v1/user/init').set(headers).send(body);
  const far = { 'x-forwarded-for': '203.0.113.7' };

  it('makes an administrator with the token of the link, once', async () => {
    expectLangBotSuccess(await state(), { initialized: false });
    expectLangBotSuccess(await testApp.http.get('/api/v1/user/account-info'), { initialized: false });
    expectLangBotSuccess(await init({ ...ada, setup_token }, far), null);
    expectLangBotSuccess(await state(), { initialized: true });
    expectLangBotFailure(await init({ ...ada, setup_token }, far), 409, RetCode.FAILED, 'System already initialized');
    expectLangBotFailure(await init(ada), 409, RetCode.FAILED, 'System already initialized');
    const { body } = await testApp.http.post('/api/v1/user/auth').send(ada);
    const me = await testApp.http.get('/api/v1/auth/me').set('authorization', `Bearer ${body.data.token}`);
    expect(me.body.data).toMatchObject({ email: ada.user, role: 'owner', is_instance_admin: true });
  });

  it('makes an administrator for who calls from the machine itself, and the link is used up', async () => {
    expectLangBotSuccess(await init(ada), null);
    expectLangBotSuccess(await state(), { initialized: true });
    const left = await testApp.dataSource.query<unknown[]>('SELECT 1 FROM setup_tokens');
    expect(left).toEqual([]);
  });

  it('makes one administrator when two come at once', async () => {
    const answers = await Promise.all(['a@example.com', 'b@example.com'].map((user) => init({ user, password: 'x' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it.each([
    ['a proxy', { 'x-forwarded-for': '127.0.0.1' }],
    ['a proxy that says Forwarded', { forwarded: 'for=127.0.0.1' }],
    ['a page of another site', { origin: 'https://elsewhere.example' }],
    ['a name that was made to point here', { host: 'rebound.example' }],
  ])('is refused to a stranger behind %s', async (_, headers) => {
    expectLangBotFailure(await init(ada, headers), 403, RetCode.REFUSED, NO_TOKEN);
    expectLangBotSuccess(await state(), { initialized: false });
  });

  it('is refused with a wrong token, from wherever', async () => {
    expectLangBotFailure(await init({ ...ada, setup_token: 'guessed' }), 403, RetCode.REFUSED, BAD_TOKEN);
    expectLangBotSuccess(await state(), { initialized: false });
  });

  it.each([
    [{ user: '' }, 'user is required'],
    [{ password: '' }, 'password is required'],
    [{ user: 'nobody' }, 'Invalid email address: nobody!'],
  ])('is refused for %j, and the link is good still', async (body, message) => {
    expectLangBotFailure(await init({ ...ada, setup_token, ...body }), 400, RetCode.REFUSED, message);
    expectLangBotSuccess(await init({ ...ada, setup_token }, far), null);
  });

  it('lets nobody reset a password before', async () => {
    const body = { user: ada.user, recovery_key: RECOVERY_KEY, new_password: NEXT };
    const response = await testApp.http.post('/api/v1/user/reset-password').send(body);
    expectLangBotFailure(response, 400, RetCode.REFUSED, 'System not initialized');
  });
});

describe('accounts', () => {
  let testApp: TestApp;
  let user: Actor;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { RECOVERY_KEY } });
    await anAdministrator(testApp);
  });

  beforeEach(async () => {
    user = await aUser(testApp);
  });

  afterAll(() => testApp.close());

  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    testApp.http.post(`/api/v1/user/${path}`).set(headers).send(body);
  const get = (path: string, headers: Record<string, string> = {}) =>
    testApp.http.get(`/api/v1/user/${path}`).set(headers);
  const signIn = (password: string, email = user.email) => post('auth', { user: email, password });
  const bearer = (token: unknown) => ({ authorization: `Bearer ${String(token)}` });

  async function signedIn(): Promise<{ authorization: string }> {
    return bearer((await signIn(PASSWORD)).body.data.token);
  }

  describe('signing in', () => {
    it('answers a token for seven days', async () => {
      const response = await signIn(PASSWORD);
      expectLangBotSuccess(response, { token: expect.any(String) });
      const { iat, exp } = claimsOf(response.body.data.token);
      expect(exp - iat).toBe(604_800);
      expectLangBotSuccess(await get('info', bearer(response.body.data.token)), {
        account_uuid: user.user.id,
        user: user.email,
        account_type: 'local',
        has_password: true,
      });
    });

    it('does not tell an unknown user from a wrong password', async () => {
      expectLangBotFailure(await signIn('wrong'), 401, RetCode.FAILED, NO_MATCH);
      expectLangBotFailure(await signIn('wrong', 'nobody@example.com'), 401, RetCode.FAILED, NO_MATCH);
    });

    it('tells of deactivation only after the password matched', async () => {
      await testApp.app.get(UsersService).setActive('system', user.email, false);
      const disabled = 'This account has been disabled, please contact the administrator!';
      expectLangBotFailure(await signIn('wrong'), 401, RetCode.FAILED, NO_MATCH);
      expectLangBotFailure(await signIn(PASSWORD), 403, RetCode.REFUSED, disabled);
    });

    it.each([
      [{ user: '' }, 'user is required'],
      [{ password: null }, 'password is required'],
      [{ user: 7 }, 'Field user must be a string'],
    ])('refuses %j', async (body, message) => {
      const response = await post('auth', { user: user.email, password: PASSWORD, ...body });
      expectLangBotFailure(response, 400, RetCode.REFUSED, message);
    });

    it('says to anybody how it is done', async () => {
      expectLangBotSuccess(await get('account-info'), {
        initialized: true,
        account_type: 'local',
        has_password: true,
        password_login_enabled: true,
        space_login_enabled: false,
      });
    });
  });

  describe('check-token', () => {
    it('answers a fresh token each time, and prolongs the session to match', async () => {
      const first = (await signIn(PASSWORD)).body.data.token as string;
      const { sid } = claimsOf(first);
      await testApp.dataSource.query(`UPDATE sessions SET expires_at = now() + interval '1 hour' WHERE id = $1`, [sid]);
      const second = await get('check-token', bearer(first));
      const third = await get('check-token', bearer(second.body.data.token));
      expectLangBotSuccess(third, { token: expect.any(String) });
      expect(new Set([first, second.body.data.token, third.body.data.token]).size).toBe(3);
      const [row] = await testApp.dataSource.query<{ days: number }[]>(
        'SELECT round(extract(epoch FROM expires_at - now()) / 86400)::int AS days FROM sessions WHERE id = $1',
        [sid],
      );
      expect(row?.days).toBe(7);
    });

    it('answers a short token to a session of our own, whose cookie alone renews it', async () => {
      const shown = claimsOf(user.headers['authorization'].replace('Bearer ', ''));
      const response = await get('check-token', user.headers);
      expect(claimsOf(response.body.data.token).exp).toBeLessThanOrEqual(shown.exp);
    });

    it('is refused without a token, with a bad one, after signing out and to a key', async () => {
      const headers = await signedIn();
      const key = await aKey(testApp, user);
      expectLangBotFailure(await get('check-token'), 401, RetCode.REFUSED, 'No valid user token provided');
      const bad = 'Invalid authentication credentials';
      expectLangBotFailure(await get('check-token', bearer('x.y.z')), 401, RetCode.REFUSED, bad);
      const forUsers = 'Only for users who signed in, not for API keys';
      expectLangBotFailure(await get('check-token', { 'x-api-key': key.token }), 403, RetCode.REFUSED, forUsers);
      await testApp.http.post('/api/v1/auth/logout').set(headers).expect(200);
      expectLangBotFailure(await get('check-token', headers), 401, RetCode.REFUSED, bad);
    });
  });

  describe.each(['change-password', 'set-password'])('%s', (path) => {
    it('changes the password and ends all sessions', async () => {
      const headers = await signedIn();
      const body = { current_password: PASSWORD, new_password: NEXT };
      expectLangBotSuccess(await post(path, body, headers), { user: user.email });
      expectLangBotFailure(await get('info', headers), 401, RetCode.REFUSED, 'Invalid authentication credentials');
      expectLangBotFailure(await signIn(PASSWORD), 401, RetCode.FAILED, NO_MATCH);
      expectLangBotSuccess(await signIn(NEXT), { token: expect.any(String) });
    });

    it('is refused with a wrong current password', async () => {
      const body = { current_password: 'wrong', new_password: NEXT };
      const response = await post(path, body, user.headers);
      expectLangBotFailure(response, 400, RetCode.REFUSED, 'Current password is incorrect');
      expectLangBotSuccess(await signIn(PASSWORD), { token: expect.any(String) });
    });
  });

  it.each([
    [{ current_password: PASSWORD }, 'New password is required'],
    [{ new_password: NEXT }, 'Current password is required'],
  ])('set-password asks for what %j lacks', async (body, message) => {
    expectLangBotFailure(await post('set-password', body, user.headers), 400, RetCode.REFUSED, message);
  });

  describe('reset-password', () => {
    const reset = (body: object = {}) =>
      post('reset-password', { user: user.email, recovery_key: RECOVERY_KEY, new_password: NEXT, ...body });

    it('gives a user a new password and ends their sessions', async () => {
      const headers = await signedIn();
      expectLangBotSuccess(await reset(), { user: user.email });
      expectLangBotFailure(await get('info', headers), 401, RetCode.REFUSED, 'Invalid authentication credentials');
      expectLangBotSuccess(await signIn(NEXT), { token: expect.any(String) });
    });

    it('tells who has an account only to those who have the key', async () => {
      const nobody = { user: 'nobody@example.com' };
      expectLangBotFailure(await reset(nobody), 400, RetCode.REFUSED, 'User not found');
      const wrong = { ...nobody, recovery_key: `${RECOVERY_KEY}!` };
      expectLangBotFailure(await reset(wrong), 403, RetCode.REFUSED, 'Invalid recovery key');
      expectLangBotFailure(await reset({ recovery_key: 'x' }), 403, RetCode.REFUSED, 'Invalid recovery key');
      expectLangBotSuccess(await signIn(PASSWORD), { token: expect.any(String) });
    });
  });
});

describe('where guesses are limited and no recovery key is set', () => {
  let testApp: TestApp;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { LOGIN_ATTEMPTS_PER_MINUTE: '2' } });
  });

  afterAll(() => testApp.close());

  it('any recovery key is refused, and after a few nobody is asked any more', async () => {
    const { email } = await anAdministrator(testApp);
    const reset = () =>
      testApp.http.post('/api/v1/user/reset-password').send({ user: email, recovery_key: '', new_password: NEXT });
    const guess = () =>
      testApp.http.post('/api/v1/user/reset-password').send({ user: email, recovery_key: 'x', new_password: NEXT });
    expectLangBotFailure(await reset(), 400, RetCode.REFUSED, 'recovery_key is required');
    expectLangBotFailure(await guess(), 403, RetCode.REFUSED, 'Invalid recovery key');
    expectLangBotFailure(await guess(), 403, RetCode.REFUSED, 'Invalid recovery key');
    const third = await guess();
    expect({ status: third.status, code: third.body.code as unknown }).toEqual({ status: 429, code: RetCode.REFUSED });
    expect(Number(third.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  });
});

describe('what LangBot’s clients ask of the system', () => {
  it('is told to anybody', async () => {
    const testApp = await startTestApp();
    const response = await testApp.http.get('/api/v1/system/info');
    await testApp.close();
    expectLangBotSuccess(response, {
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      edition: 'community',
      debug: false,
      enable_marketplace: false,
      cloud_service_url: '',
      allow_modify_login_info: true,
      disable_models_service: true,
    });
  });
});
