import { randomBytes } from 'node:crypto';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, anAdministrator, aUser, type Actor, join, PASSWORD, signedIn } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const HEX_ID = /^[0-9a-f]{32}$/;
const ISO_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const NOBODY = 'nobody@example.com';

let testApp: TestApp;
let http: TestApp['http'];
let administrator: Actor;
let user: Actor;

beforeAll(async () => {
  testApp = await startTestApp();
  http = testApp.http;
});

beforeEach(async () => {
  administrator = await anAdministrator(testApp);
  user = await aUser(testApp);
});

afterAll(() => testApp.close());

type Method = 'get' | 'post' | 'put' | 'delete';

const newEmail = () => `new-${randomBytes(6).toString('hex')}@example.com`;
const call = (method: Method, path: string, body?: object) =>
  http[method](`/api/v1/admin/users${path}`).set(administrator.headers).send(body);
const login = (email: string, password: string) => http.post('/v1/user/login').send({ email, password });
const me = (actor: Actor) => http.get('/api/v1/auth/me').set(actor.headers);
const activate = (email: string, status: string) => call('put', `/${email}/activate`, { activate_status: status });
const ended = (response: Parameters<typeof expectFailure>[0]) =>
  expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Invalid authentication credentials');

/** A user as RAGFlow shows one, exactly. */
const shown = (facts: object) => ({
  id: expect.stringMatching(HEX_ID),
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

describe.each<[Method, string, object | undefined, number]>([
  ['get', '', undefined, 200],
  ['delete', '', undefined, 400],
  ['put', '/password', { new_password: 'x' }, 200],
  ['put', '/activate', { activate_status: 'on' }, 200],
  ['put', '/admin', undefined, 200],
  ['delete', '/admin', undefined, 200],
  ['get', '/datasets', undefined, 200],
  ['get', '/agents', undefined, 200],
])('%s /api/v1/admin/users/:username%s', (method, path, body, status) => {
  it('knows no user whom there is not', async () => {
    const response = await call(method, `/${NOBODY}${path}`, body);
    expectFailure(response, 404, RetCode.NOT_FOUND, `User '${NOBODY}' not found`);
  });

  it('takes the address in any case, and percent-encoded', async () => {
    const { email } = await aUser(testApp, { email: `Case.${newEmail()}` });
    const response = await call(method, `/${encodeURIComponent(email.toUpperCase())}${path}`, body);
    expect(response.status).toBe(status);
  });
});

describe('GET /api/v1/admin/users', () => {
  it('lists all users, the oldest first', async () => {
    const { status, body } = await call('get', '');
    expect({ status, code: body.code, message: body.message }).toEqual({
      status: 200,
      code: RetCode.SUCCESS,
      message: 'Get all users',
    });
    const rows = [
      { email: administrator.email, is_superuser: true },
      { email: user.email, is_superuser: false },
    ].map((row) => ({ ...row, nickname: '', create_date: expect.stringMatching(ISO_SECONDS), is_active: '1' }));
    expect((body.data as object[]).slice(-2)).toEqual(rows);
  });

  it('tells who is not active', async () => {
    await activate(user.email, 'off');
    const { body } = await call('get', '');
    expect((body.data as object[]).at(-1)).toMatchObject({ email: user.email, is_active: '0' });
  });
});

describe('POST /api/v1/admin/users', () => {
  const create = (body?: object) => call('post', '', body);

  describe('200', () => {
    it('makes a user, and answers them without any secret', async () => {
      const email = newEmail();
      const response = await create({ username: email, password: 'x', role: 'user' });
      expectSuccess(response, shown({ email }), 'User created successfully');
      expect((await login(email, 'x')).status).toBe(200);
    });

    it('gives the user a tenant of their own with the same id', async () => {
      const response = await create({ username: newEmail(), password: PASSWORD });
      const { id } = response.body.data as { id: string };
      const rows = await testApp.dataSource.query<object[]>(
        'SELECT t.id, m.user_id, m.role FROM tenants t JOIN memberships m ON m.tenant_id = t.id WHERE t.id = $1',
        [id],
      );
      expect(rows).toEqual([{ id, user_id: id, role: 'owner' }]);
    });

    it('makes an administrator of whoever has the role admin', async () => {
      const email = newEmail();
      const response = await create({ username: email, password: 'x', role: 'admin' });
      expectSuccess(response, shown({ email, is_superuser: true }), 'User created successfully');
      expect((await http.post('/api/v1/admin/login').send({ email, password: 'x' })).status).toBe(200);
    });

    it('takes user_name, which older clients send', async () => {
      const email = newEmail();
      expectSuccess(await create({ user_name: email, password: 'x' }), shown({ email }), 'User created successfully');
    });

    it.each([`Ada_L.o-ve-${Date.now()}@Mail.example-1.io`, `0-${Date.now()}@a.b.c.museum`])(
      'keeps %s as typed',
      async (email) => {
        expectSuccess(await create({ username: email, password: 'x' }), shown({ email }), 'User created successfully');
      },
    );

    it('writes down who made whom, without the password', async () => {
      const email = newEmail();
      const { id } = (await create({ username: email, password: PASSWORD })).body.data as { id: string };
      expect(await auditTrail(testApp.dataSource, `user:${id}`)).toEqual([
        {
          actor: `user:${administrator.user.id}`,
          action: 'user.created',
          tenant_id: id,
          details: { email, administrator: false },
        },
      ]);
    });
  });

  describe('400', () => {
    it.each<[string, object | undefined]>([
      ['no body', undefined],
      ['no name', { password: 'x' }],
      ['no password', { username: NOBODY }],
      ['an empty name', { username: '', password: 'x' }],
      ['an empty password', { username: NOBODY, password: '' }],
      ['null for both', { username: null, password: null }],
    ])('refuses %s', async (_, body) => {
      expectFailure(await create(body), 400, RetCode.BAD_REQUEST, 'Username and password are required');
    });

    it.each([
      'a+b@x.io',
      'no-at-sign.io',
      'a@b',
      'a@b.c',
      'a@@b.io',
      'a b@x.io',
      'ä@x.io',
      '@x.io',
      'a@x..io',
      'a@x.io.',
      'a@x.io\n',
      `${'a'.repeat(250)}@x.io`.slice(0, 251),
    ])('refuses %j for an address', async (username) => {
      const response = await create({ username, password: 'x' });
      expectFailure(response, 400, RetCode.BAD_REQUEST, `Invalid email address: ${username}!`);
    });

    it.each<[string, object, string]>([
      ['a name that is no text', { username: 5, password: 'x' }, 'Field username must be a string'],
      ['a name without end', { username: 'x'.repeat(256), password: 'x' }, 'Field username is too long'],
      ['a password that is no text', { username: NOBODY, password: 5 }, 'Field password must be a string'],
      ['a password without end', { username: NOBODY, password: 'x'.repeat(1025) }, 'Field password is too long'],
      ['another role', { username: NOBODY, password: 'x', role: 'king' }, 'role must be user or admin'],
    ])('refuses %s', async (_, body, message) => {
      expectFailure(await create(body), 400, RetCode.BAD_REQUEST, message);
    });
  });

  describe('409', () => {
    it('knows an address again in any case', async () => {
      const username = user.email.toUpperCase();
      const response = await create({ username, password: 'x' });
      expectFailure(response, 409, RetCode.CONFLICT, `User '${username}' already exists`);
    });

    it('makes one user of two at once', async () => {
      const body = { username: newEmail(), password: 'x' };
      const answers = await Promise.all([create(body), create(body)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    });
  });
});

describe('GET /api/v1/admin/users/:username', () => {
  it('answers a list of one, with the avatar that clients look for', async () => {
    const facts = { id: user.user.id, email: user.email, last_login_time: expect.stringMatching(ISO_SECONDS) };
    expectSuccess(await call('get', `/${user.email}`), [shown(facts)]);
  });
});

describe('DELETE /api/v1/admin/users/:username', () => {
  describe('200', () => {
    it('removes a deactivated user with all that they own', async () => {
      const { token } = await aKey(testApp, user);
      await activate(user.email, 'off');
      expectSuccess(
        await call('delete', `/${user.email}`),
        null,
        `Successfully deleted user. Details: ${user.email} with tenant ${user.tenantId} and all that it owned.`,
      );
      const left = await testApp.dataSource.query<object[]>(
        `SELECT id FROM users WHERE id = $1 UNION ALL SELECT id FROM tenants WHERE id = $1
         UNION ALL SELECT user_id FROM memberships WHERE user_id = $1
         UNION ALL SELECT tenant_id FROM api_keys WHERE tenant_id = $1
         UNION ALL SELECT tenant_id FROM key_secrets WHERE tenant_id = $1
         UNION ALL SELECT purpose FROM keyring WHERE purpose = 'tenant:' || $1`,
        [user.tenantId],
      );
      expect(left).toEqual([]);
      const response = await http.get('/api/v1/keys/self').set('X-API-Key', token);
      expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Invalid API key');
    });

    it('frees the address for another user', async () => {
      await activate(user.email, 'off');
      await call('delete', `/${user.email}`);
      expect((await call('post', '', { username: user.email, password: 'x' })).status).toBe(200);
    });

    it('keeps what was written down about the user', async () => {
      await activate(user.email, 'off');
      await call('delete', `/${user.email}`);
      const actions = (await auditTrail(testApp.dataSource, `user:${user.user.id}`)).map(({ action }) => action);
      expect(actions).toEqual(['user.created', 'user.deactivated', 'user.deleted']);
    });
  });

  describe('400', () => {
    it('refuses an active user', async () => {
      const message = `${user.user.id} is active and can't be deleted.`;
      expectFailure(await call('delete', `/${user.email}`), 400, RetCode.REFUSED, message);
    });

    it('says of an active administrator first that they are active', async () => {
      const other = await anAdministrator(testApp);
      const message = `${other.user.id} is active and can't be deleted.`;
      expectFailure(await call('delete', `/${other.email}`), 400, RetCode.REFUSED, message);
    });

    it('refuses an administrator, deactivated or not', async () => {
      const other = await anAdministrator(testApp);
      await activate(other.email, 'off');
      const response = await call('delete', `/${other.email}`);
      expectFailure(response, 400, RetCode.REFUSED, "Can't delete the super user.");
    });
  });

  describe('409', () => {
    it('refuses a user in whose tenant there are others, and changes nothing', async () => {
      await join(testApp, administrator, user.tenantId, 'viewer');
      await activate(user.email, 'off');
      const message = `Tenant ${user.tenantId} has other members`;
      expectFailure(await call('delete', `/${user.email}`), 409, RetCode.CONFLICT, message);
      expect((await call('get', `/${user.email}`)).status).toBe(200);
    });
  });
});

describe('PUT /api/v1/admin/users/:username/password', () => {
  const setPassword = (new_password: unknown) => call('put', `/${user.email}/password`, { new_password });

  describe('200', () => {
    it('sets the password, short as it may be, and ends all sessions', async () => {
      const other = await signedIn(testApp, user.user);
      expectSuccess(await setPassword('1'), null, 'Password updated successfully!');
      ended(await me(user));
      ended(await me(other));
      expect((await login(user.email, '1')).status).toBe(200);
    });

    it('changes nothing when it is the password already', async () => {
      expectSuccess(await setPassword(PASSWORD), null, 'Same password, no need to update!');
      expect((await me(user)).status).toBe(200);
    });

    it('may be the own one', async () => {
      const response = await call('put', `/${administrator.email}/password`, { new_password: 'mine' });
      expectSuccess(response, null, 'Password updated successfully!');
      ended(await me(administrator));
    });
  });

  describe('400', () => {
    it.each([
      ['nothing', undefined, 'New password is required'],
      ['null', null, 'New password is required'],
      ['an empty one', '', 'New password is required'],
      ['a number', 5, 'Field new_password must be a string'],
      ['one without end', 'x'.repeat(1025), 'Field new_password is too long'],
      ['one with NUL in it', 'a\u0000', 'Field new_password contains invalid characters'],
    ])('refuses %s', async (_, value, message) => {
      expectFailure(await setPassword(value), 400, RetCode.BAD_REQUEST, message);
    });
  });
});

describe('PUT /api/v1/admin/users/:username/activate', () => {
  describe('200', () => {
    it('turns a user off and on', async () => {
      expectSuccess(await activate(user.email, 'off'), null, 'Turn off user activate status successfully!');
      ended(await me(user));
      expectSuccess(await activate(user.email, 'on'), null, 'Turn on user activate status successfully!');
      expect((await login(user.email, PASSWORD)).status).toBe(200);
    });

    it.each(['ON', 'On'])('takes %s for on, and says when it was so already', async (status) => {
      expectSuccess(await activate(user.email, status), null, 'User activate status is already on!');
    });

    it('says when it was off already', async () => {
      await activate(user.email, 'OFF');
      expectSuccess(await activate(user.email, 'Off'), null, 'User activate status is already off!');
    });
  });

  describe('400', () => {
    it.each<[string, object | undefined, string]>([
      ['no body', undefined, 'Activation status is required'],
      ['no status', {}, 'Activation status is required'],
      ['an empty status', { activate_status: '' }, 'Activation status is required'],
      ['a boolean', { activate_status: true }, 'Field activate_status must be a string'],
      ['another word', { activate_status: 'Maybe' }, 'Invalid activate_status: Maybe'],
    ])('refuses %s', async (_, body, message) => {
      const response = await call('put', `/${user.email}/activate`, body);
      expectFailure(response, 400, RetCode.BAD_REQUEST, message);
    });
  });

  describe('409', () => {
    it('lets nobody deactivate themselves, however they are spelled', async () => {
      for (const name of [administrator.email, administrator.email.toUpperCase()]) {
        const message = `can't deactivate current user: ${name}`;
        expectFailure(await activate(name, 'off'), 409, RetCode.CONFLICT, message);
      }
    });

    it('lets a key deactivate its user no more than the user themselves', async () => {
      const { token } = await aKey(testApp, administrator, { scopes: ['admin'] });
      const response = await http
        .put(`/api/v1/admin/users/${administrator.email}/activate`)
        .set('X-API-Key', token)
        .send({ activate_status: 'off' });
      const message = `can't deactivate current user: ${administrator.email}`;
      expectFailure(response, 409, RetCode.CONFLICT, message);
    });
  });
});

describe('/api/v1/admin/users/:username/admin', () => {
  it('grants administration, at once and once', async () => {
    expectSuccess(await call('put', `/${user.email}/admin`), null, 'Grant successfully!');
    expect((await http.get('/api/v1/admin/version').set(user.headers)).status).toBe(200);
    expectSuccess(await call('put', `/${user.email}/admin`), null, `${user.email} is already superuser!`);
  });

  it('revokes administration, at once and once', async () => {
    const other = await anAdministrator(testApp);
    expectSuccess(await call('delete', `/${other.email}/admin`), null, 'Revoke successfully!');
    const response = await http.get('/api/v1/admin/version').set(other.headers);
    expectFailure(response, 403, RetCode.FORBIDDEN, 'Not admin');
    expectSuccess(await call('delete', `/${other.email}/admin`), null, `${other.email} isn't superuser, yet!`);
  });

  it.each(['put', 'delete'] as const)('lets nobody %s their own, however they are spelled', async (method) => {
    for (const name of [administrator.email, administrator.email.toUpperCase()]) {
      const message = `can't grant current user: ${name}`;
      expectFailure(await call(method, `/${name}/admin`), 409, RetCode.CONFLICT, message);
    }
  });
});

describe('what is not in this edition', () => {
  it('is a role of RAGFlow’s, once it was named', async () => {
    const setRole = (body?: object) => call('put', `/${user.email}/role`, body);
    expectFailure(await setRole(), 400, RetCode.BAD_REQUEST, 'Role name is required');
    const message = `Not available in this edition: giving ${user.email} the role editor`;
    expectFailure(await setRole({ role_name: 'editor' }), 400, RetCode.BAD_REQUEST, message);
  });

  it('is a permission of RAGFlow’s', async () => {
    const response = await call('get', `/${user.email}/permission`);
    expectFailure(response, 400, RetCode.BAD_REQUEST, 'Not available in this edition');
  });
});

describe('what this edition keeps none of', () => {
  it.each([
    ['datasets', 'Get user datasets'],
    ['agents', 'Get user agents'],
  ])('is %s', async (kind, message) => {
    expectSuccess(await call('get', `/${user.email}/${kind}`), [], message);
  });
});
