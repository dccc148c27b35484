import { AdministratorRecovery } from '../../../src/auth/administrator-recovery.js';
import { SetupService } from '../../../src/auth/setup.service.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { anAdministrator, aUser, PASSWORD } from '../../support/actors.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const OWN_PASSWORD = 'Copper-lantern-77';
const started: TestApp[] = [];

afterEach(async () => {
  for (const testApp of started.splice(0).reverse()) await testApp.close();
});

async function boot(options: Parameters<typeof startTestApp>[0] = {}): Promise<TestApp> {
  const testApp = await startTestApp(options);
  started.push(testApp);
  return testApp;
}

const prepare = ({ app }: TestApp) => app.get(SetupService).prepare();
const needed = ({ http }: TestApp) => http.get('/api/v1/auth/setup');
const setUp = ({ http }: TestApp, body: object) => http.post('/api/v1/auth/setup').send(body);
const login = ({ http }: TestApp, email: string, password: string) =>
  http.post('/api/v1/auth/login').send({ email, password });

describe('the first administrator by link', () => {
  let testApp: TestApp;
  let token: string;

  beforeEach(async () => {
    testApp = await boot();
    token = (await prepare(testApp)) ?? '';
  });

  it('is made once, and signed in', async () => {
    expectSuccess(await needed(testApp), { needed: true });
    const response = await setUp(testApp, { token, email: 'ada@example.com', password: OWN_PASSWORD });
    expectSuccess(response, { access_token: expect.any(String), token_type: 'Bearer', expires_in: 900 });
    expect(response.headers['set-cookie']).toEqual([expect.stringMatching(/^latchkey_refresh=/)]);
    const { access_token } = response.body.data as { access_token: string };
    const me = await testApp.http.get('/api/v1/auth/me').set('Authorization', `Bearer ${access_token}`);
    expect(me.body.data).toMatchObject({ email: 'ada@example.com', role: 'owner', is_instance_admin: true });
    expectSuccess(await needed(testApp), { needed: false });
    const again = await setUp(testApp, { token, email: 'eve@example.com', password: OWN_PASSWORD });
    expectFailure(again, 409, RetCode.CONFLICT, 'Latchkey has been set up already');
  });

  it('is one even when two come at once', async () => {
    const answers = await Promise.all(
      ['ada@example.com', 'eve@example.com'].map((email) => setUp(testApp, { token, email, password: OWN_PASSWORD })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await testApp.app.get(AdministratorRecovery).listAdministrators()).toHaveLength(1);
  });

  it('needs the token of the link', async () => {
    const response = await setUp(testApp, { token: 'guessed', email: 'eve@example.com', password: OWN_PASSWORD });
    const message = 'The set-up link is not valid any more; start the server again for another';
    expectFailure(response, 403, RetCode.FORBIDDEN, message);
    expectSuccess(await needed(testApp), { needed: true });
  });

  it.each([
    ['no token', { token: '' }, 'token is required'],
    ['no e-mail address', { email: null }, 'email is required'],
    ['an address that RAGFlow would refuse', { email: 'a+b@x.io' }, 'Invalid email address: a+b@x.io!'],
    ['a password below 8 characters', { password: '7 chars' }, 'password must have at least 8 characters'],
  ])('is not made from %s, and the link is good still', async (_, body, message) => {
    const whole = { token, email: 'ada@example.com', password: OWN_PASSWORD };
    expectFailure(await setUp(testApp, { ...whole, ...body }), 400, RetCode.ARGUMENT_ERROR, message);
    expect((await setUp(testApp, whole)).status).toBe(200);
  });

  it('needs no link any more once there is an administrator', async () => {
    await anAdministrator(testApp);
    expect(await prepare(testApp)).toBeNull();
    expectSuccess(await needed(testApp), { needed: false });
  });

  it('still needs one when there are only users', async () => {
    await aUser(testApp);
    expectSuccess(await needed(testApp), { needed: true });
  });

  it('can use the link of each start', async () => {
    const second = (await prepare(testApp)) ?? '';
    expect(second).not.toBe(token);
    const response = await setUp(testApp, { token, email: 'ada@example.com', password: OWN_PASSWORD });
    expect(response.status).toBe(200);
  });
});

describe('the first administrator by configuration', () => {
  const environment = { ADMIN_EMAIL: 'root@example.com', ADMIN_PASSWORD: OWN_PASSWORD };

  it('is made at start, and no link is printed', async () => {
    const testApp = await boot({ environment });
    expect(await prepare(testApp)).toBeNull();
    expectSuccess(await needed(testApp), { needed: false });
    expect((await login(testApp, 'root@example.com', OWN_PASSWORD)).status).toBe(200);
  });

  it('stays as they are when the configuration changes', async () => {
    const first = await boot({ environment });
    await prepare(first);
    const changed = { ADMIN_EMAIL: 'root@example.com', ADMIN_PASSWORD: 'Another-lantern-88' };
    const second = await boot({ environment: changed, databaseUrl: first.databaseUrl });
    expect(await prepare(second)).toBeNull();
    expect((await login(second, 'root@example.com', OWN_PASSWORD)).status).toBe(200);
    expectFailure(
      await login(second, 'root@example.com', 'Another-lantern-88'),
      401,
      RetCode.UNAUTHORIZED,
      'Email and password do not match!',
    );
  });

  it('is the user of that address where there is one, with the operator’s password and no old session', async () => {
    const testApp = await boot({ environment });
    const { headers } = await aUser(testApp, { email: 'Root@example.com' });
    expect(await prepare(testApp)).toBeNull();
    expect((await testApp.http.get('/api/v1/auth/me').set(headers)).status).toBe(401);
    const { headers: answered } = await testApp.http
      .post('/api/v1/admin/login')
      .send({ email: 'root@example.com', password: OWN_PASSWORD })
      .expect(200);
    await testApp.http.get('/api/v1/admin/users').set('authorization', answered['authorization']!).expect(200);
  });

  it('is not made beside another administrator', async () => {
    const testApp = await boot({ environment });
    await anAdministrator(testApp);
    expect(await prepare(testApp)).toBeNull();
    expectFailure(
      await login(testApp, 'root@example.com', OWN_PASSWORD),
      401,
      RetCode.UNAUTHORIZED,
      'Email and password do not match!',
    );
  });
});

describe('an administrator who is locked out', () => {
  it('gets a new password, and every former session ends', async () => {
    const testApp = await boot();
    const administrator = await anAdministrator(testApp);
    const password = await testApp.app.get(AdministratorRecovery).recover(administrator.email);
    expect((await login(testApp, administrator.email, password)).status).toBe(200);
    const me = await testApp.http.get('/api/v1/auth/me').set(administrator.headers);
    expectFailure(me, 401, RetCode.UNAUTHORIZED, 'Invalid authentication credentials');
    expectFailure(
      await login(testApp, administrator.email, PASSWORD),
      401,
      RetCode.UNAUTHORIZED,
      'Email and password do not match!',
    );
  });

  it('may be a deactivated user who was none', async () => {
    const testApp = await boot();
    const administrator = await anAdministrator(testApp);
    const user = await aUser(testApp);
    await testApp.http
      .put(`/api/v1/admin/users/${user.email}/activate`)
      .set(administrator.headers)
      .send({ activate_status: 'off' });
    const password = await testApp.app.get(AdministratorRecovery).recover(user.email);
    const response = await testApp.http.post('/api/v1/admin/login').send({ email: user.email, password });
    expect(response.status).toBe(200);
  });

  it('must be somebody', async () => {
    const testApp = await boot();
    const recovery = testApp.app.get(AdministratorRecovery);
    await expect(recovery.recover('nobody@example.com')).rejects.toThrow("User 'nobody@example.com' not found");
  });

  it('is found among the administrators', async () => {
    const testApp = await boot();
    await aUser(testApp);
    const administrator = await anAdministrator(testApp);
    expect(await testApp.app.get(AdministratorRecovery).listAdministrators()).toEqual([administrator.email]);
  });
});
