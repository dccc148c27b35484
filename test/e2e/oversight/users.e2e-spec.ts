import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, anAdministrator, aUser, join, PASSWORD, type Actor } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const NOBODY = 'f'.repeat(32);
const NEW_PASSWORD = 'Green-kettle-43';

let testApp: TestApp;
let http: TestApp['http'];
let administrator: Actor;

beforeEach(async () => {
  testApp = await startTestApp();
  http = testApp.http;
  administrator = await anAdministrator(testApp, { email: 'root@example.com' });
});

afterEach(() => testApp.close());

interface Page {
  body: { data: { items: { email: string }[]; next_cursor: string | null } };
}

const list = (query: Record<string, unknown> = {}) => http.get('/api/v1/users').query(query).set(administrator.headers);
const emailsOf = ({ body }: Page) => body.data.items.map(({ email }) => email);
const create = (body: object) => http.post('/api/v1/users').set(administrator.headers).send(body);
const patch = (id: string, body: object) => http.patch(`/api/v1/users/${id}`).set(administrator.headers).send(body);
const login = (email: string, password: string) => http.post('/api/v1/auth/login').send({ email, password });
const actionsOn = async (id: string) =>
  (await auditTrail(testApp.dataSource, `user:${id}`)).map(({ action }) => action);

describe('GET /api/v1/users', () => {
  it('tells of each user their tenant, keys and last sign-in', async () => {
    const ada = await aUser(testApp, { email: 'ada@example.com' });
    await aKey(testApp, ada);
    await aKey(testApp, ada);
    const { body } = await list({ search: 'ADA@' });
    expect(body.data).toEqual({
      items: [
        {
          id: ada.user.id,
          email: 'ada@example.com',
          nickname: '',
          language: null,
          is_active: true,
          is_instance_admin: false,
          tenant_id: ada.tenantId,
          tenant_name: 'ada‘s Kingdom',
          key_count: 2,
          last_login_at: expect.any(String),
          created_at: expect.any(String),
        },
      ],
      next_cursor: null,
    });
  });

  it('goes through all of them, though several were made at the same moment', async () => {
    for (const name of ['a', 'b', 'c']) await aUser(testApp, { email: `${name}@example.com` });
    await testApp.dataSource.query(
      `UPDATE users SET created_at = '2026-01-01T00:00:00.123456Z' WHERE email <> 'c@example.com'`,
    );
    const found: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page: Page = await list({ limit: 1, sort: 'created_at', ...(cursor ? { cursor } : {}) });
      found.push(...emailsOf(page));
      cursor = page.body.data.next_cursor;
    } while (cursor);
    expect(found.at(-1)).toBe('c@example.com');
    expect([...found].sort()).toEqual(['a@example.com', 'b@example.com', 'c@example.com', 'root@example.com']);
  });

  it('filters by state and by administration', async () => {
    const ada = await aUser(testApp, { email: 'ada@example.com' });
    await aUser(testApp, { email: 'bob@example.com' });
    await patch(ada.user.id, { is_active: false });
    expect(emailsOf(await list({ active: 'false' }))).toEqual(['ada@example.com']);
    expect(emailsOf(await list({ active: 'true' }))).toEqual(['bob@example.com', 'root@example.com']);
    expect(emailsOf(await list({ administrators: 'true' }))).toEqual(['root@example.com']);
    expect(emailsOf(await list({ administrators: 'false' }))).toEqual(['bob@example.com', 'ada@example.com']);
  });

  it('searches nicknames, and takes wildcards for what they are', async () => {
    const ada = await aUser(testApp, { email: 'ada@example.com' });
    await patch(ada.user.id, { nickname: '100% Ada' });
    expect(emailsOf(await list({ search: '0% a' }))).toEqual(['ada@example.com']);
    expect(emailsOf(await list({ search: '_da@' }))).toEqual([]);
  });

  it('never shows a password, nor its hash', async () => {
    const { text } = await list();
    expect(text).not.toMatch(/password|argon2/);
  });
});

describe('POST /api/v1/users', () => {
  it('makes somebody who can sign in', async () => {
    const created = await create({ email: 'new@example.com', password: NEW_PASSWORD, nickname: 'New' });
    expect(created.body.data).toMatchObject({
      nickname: 'New',
      is_active: true,
      is_instance_admin: false,
      key_count: 0,
    });
    expect((await login('new@example.com', NEW_PASSWORD)).status).toBe(200);
  });

  it('makes an administrator', async () => {
    const created = await create({ email: 'new@example.com', password: NEW_PASSWORD, is_instance_admin: true });
    expect(created.body.data.is_instance_admin).toBe(true);
  });

  it.each([
    ['a short password', { email: 'x@example.com', password: 'short' }, 'password must have at least 8 characters'],
    ['no password', { email: 'x@example.com' }, 'password is required'],
    ['an address that is none', { email: 'x', password: NEW_PASSWORD }, 'Invalid email address: x!'],
  ])('refuses %s', async (_, body, message) => {
    expectFailure(await create(body), 400, RetCode.ARGUMENT_ERROR, message);
  });

  it('refuses an address that is taken', async () => {
    const response = await create({ email: 'ROOT@example.com', password: NEW_PASSWORD });
    expectFailure(response, 409, RetCode.CONFLICT, "User 'ROOT@example.com' already exists");
  });
});

describe('PATCH /api/v1/users/:id', () => {
  it('changes several things at once, and writes down each', async () => {
    const ada = await aUser(testApp, { email: 'ada@example.com' });
    const changed = await patch(ada.user.id, { nickname: 'Ada', is_instance_admin: true, password: NEW_PASSWORD });
    expect(changed.body.data).toMatchObject({ nickname: 'Ada', is_instance_admin: true });
    expect(await actionsOn(ada.user.id)).toEqual([
      'user.created',
      'user.renamed',
      'user.admin-granted',
      'user.password-changed',
    ]);
    expect((await login('ada@example.com', PASSWORD)).status).toBe(401);
    expect((await login('ada@example.com', NEW_PASSWORD)).status).toBe(200);
  });

  it('ends sessions and keys of whom it deactivates, and gives keys back', async () => {
    const ada = await aUser(testApp);
    const { token } = await aKey(testApp, ada);
    const self = () => http.get('/api/v1/keys/self').set('x-api-key', token);
    await patch(ada.user.id, { is_active: false });
    expect([(await http.get('/api/v1/auth/me').set(ada.headers)).status, (await self()).status]).toEqual([401, 401]);
    await patch(ada.user.id, { is_active: true });
    expect([(await http.get('/api/v1/auth/me').set(ada.headers)).status, (await self()).status]).toEqual([401, 200]);
  });

  it('writes nothing down where nothing changes', async () => {
    const ada = await aUser(testApp);
    expect((await patch(ada.user.id, { is_active: true, is_instance_admin: false, nickname: '' })).status).toBe(200);
    expect(await actionsOn(ada.user.id)).toEqual(['user.created']);
  });

  it.each([{ is_active: false }, { is_instance_admin: false }])('lets nobody lock themselves out: %j', async (body) => {
    await anAdministrator(testApp);
    const message = "You can't deactivate yourself or take administration away from yourself";
    expectFailure(await patch(administrator.user.id, body), 409, RetCode.CONFLICT, message);
  });

  it('leaves two administrators who end each other one of them', async () => {
    const other = await anAdministrator(testApp);
    const end = (by: Actor, id: string) =>
      http.patch(`/api/v1/users/${id}`).set(by.headers).send({ is_instance_admin: false });
    const answers = await Promise.all([end(administrator, other.user.id), end(other, administrator.user.id)]);
    const [left] = await testApp.dataSource.query<{ count: string }[]>(
      'SELECT count(*) FROM users WHERE is_instance_admin AND is_active',
    );
    expect(left).toEqual({ count: '1' });
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('knows nobody who is not', async () => {
    expectFailure(await patch(NOBODY, {}), 404, RetCode.NOT_FOUND, `User '${NOBODY}' not found`);
  });
});

describe('DELETE /api/v1/users/:id', () => {
  const remove = (id: string) => http.delete(`/api/v1/users/${id}`).set(administrator.headers);

  it('deletes a deactivated user with their tenant', async () => {
    const ada = await aUser(testApp);
    const stillActive = `${ada.user.id} is active and can't be deleted.`;
    expectFailure(await remove(ada.user.id), 400, RetCode.REFUSED, stillActive);
    await patch(ada.user.id, { is_active: false });
    expectSuccess(await remove(ada.user.id), null);
    expect((await http.get(`/api/v1/users/${ada.user.id}`).set(administrator.headers)).status).toBe(404);
  });

  it('deletes nobody in whose tenant others are', async () => {
    const [ada, bob] = [await aUser(testApp), await aUser(testApp)];
    await join(testApp, bob, ada.tenantId, 'member');
    await patch(ada.user.id, { is_active: false });
    expectFailure(await remove(ada.user.id), 409, RetCode.CONFLICT, `Tenant ${ada.tenantId} has other members`);
  });
});

describe('/api/v1/auth/me', () => {
  const me = (actor: Actor) => http.get('/api/v1/auth/me').set(actor.headers);
  const change = (actor: Actor, body: object) => http.patch('/api/v1/auth/me').set(actor.headers).send(body);

  it('keeps a nickname and a language', async () => {
    const ada = await aUser(testApp);
    expect((await change(ada, { nickname: 'Ada', language: 'zh' })).body.data).toMatchObject({
      nickname: 'Ada',
      language: 'zh',
    });
    await change(ada, { language: null });
    expect((await me(ada)).body.data).toMatchObject({ nickname: 'Ada', language: null });
    expect(await actionsOn(ada.user.id)).toEqual([
      'user.created',
      'user.renamed',
      'user.language-changed',
      'user.language-changed',
    ]);
  });

  it('makes nobody an administrator', async () => {
    const ada = await aUser(testApp);
    await change(ada, { is_instance_admin: true, is_active: false });
    expect((await me(ada)).body.data.is_instance_admin).toBe(false);
  });

  it.each([
    [{ language: 'fr' }, 'language must be one of: en, zh'],
    [{ nickname: 'x'.repeat(101) }, 'Field nickname is too long'],
    [{ nickname: null }, 'Field nickname must be a string'],
  ])('refuses %j', async (body, message) => {
    expectFailure(await change(await aUser(testApp), body), 400, RetCode.ARGUMENT_ERROR, message);
  });
});
