import { RetCode } from '../../../src/kernel/ret-code.js';
import type { Role } from '../../../src/kernel/role.js';
import { aKey, anAdministrator, aUser, type Actor, join } from '../../support/actors.js';
import { expectFailure } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const NOBODY = '0123456789abcdef0123456789abcdef';
const EVERYDAY = ['inference', 'models:read', 'models:write', 'resources:read', 'resources:write', 'usage:read'];

let testApp: TestApp;
let http: TestApp['http'];
let owner: Actor;
let administrator: Actor;

beforeAll(async () => {
  testApp = await startTestApp();
  http = testApp.http;
});

beforeEach(async () => {
  owner = await aUser(testApp);
  administrator = await anAdministrator(testApp);
});

afterAll(() => testApp.close());

const withKey = (token: string) => ({ 'x-api-key': token });
const create = (headers: object, body: object) =>
  http
    .post('/api/v1/keys')
    .set(headers as Record<string, string>)
    .send({ name: 'child', ...body });
const self = (token: string) => http.get('/api/v1/keys/self').set(withKey(token));
const me = (token: string) => http.get('/api/v1/auth/me').set(withKey(token));
const addModel = (token: string) => http.post('/api/v1/models').set(withKey(token)).send({});
const forbidden = (response: Parameters<typeof expectFailure>[0], message: string) =>
  expectFailure(response, 403, RetCode.FORBIDDEN, message);
const invalidKey = (response: Parameters<typeof expectFailure>[0]) =>
  expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Invalid API key');

/** Somebody in the owner's tenant, speaking there. */
async function aColleague(role: Role): Promise<Actor & { headers: Record<string, string> }> {
  const colleague = await aUser(testApp);
  await join(testApp, colleague, owner.tenantId, role);
  return { ...colleague, headers: { ...colleague.headers, 'x-tenant-id': owner.tenantId } };
}

describe('a key that a user grants', () => {
  it('may have * whatever the role, and is cut down to the role at each use', async () => {
    const colleague = await aColleague('member');
    const { token } = await aKey(testApp, colleague, { scopes: ['*'] });
    expect((await me(token)).body.data).toMatchObject({
      role: 'member',
      scopes: EVERYDAY.filter((scope) => scope !== 'models:write'),
    });
  });

  it('has every everyday scope with * and an owner behind it, and no other', async () => {
    const { token } = await aKey(testApp, owner, { scopes: ['*'] });
    expect((await me(token)).body.data.scopes).toEqual(EVERYDAY);
  });

  it('may not name a scope that the role lacks', async () => {
    const colleague = await aColleague('member');
    const response = await create(colleague.headers, { scopes: ['models:write'] });
    forbidden(response, "You can't grant the scope models:write");
  });

  it('may not have a say over the instance unless the user is an administrator', async () => {
    forbidden(await create(owner.headers, { scopes: ['*', 'admin'] }), "You can't grant the scope admin");
  });

  it('may have a say over keys and the instance when an administrator says so', async () => {
    const { token } = await aKey(testApp, administrator, { scopes: ['admin', 'keys:write'] });
    expect((await me(token)).body.data.scopes).toEqual(['admin', 'keys:write']);
    expect((await http.get('/api/v1/admin/version').set(withKey(token))).status).toBe(200);
  });

  it('is none when the user only views', async () => {
    const colleague = await aColleague('viewer');
    forbidden(await create(colleague.headers, {}), 'Role viewer lacks the scope keys:write');
  });

  it('can be changed by an admin of the tenant only within what that admin may grant', async () => {
    const colleague = await aColleague('admin');
    await testApp.dataSource.query('UPDATE users SET is_instance_admin = true WHERE id = $1', [owner.user.id]);
    const { id } = await aKey(testApp, administrator, { user_id: owner.user.id, scopes: ['admin'] });
    const response = await http.patch(`/api/v1/keys/${id}`).set(colleague.headers).send({ name: 'mine now' });
    forbidden(response, "You can't grant the scope admin");
    const rotation = await http.post(`/api/v1/keys/${id}/rotate`).set(colleague.headers).send({});
    forbidden(rotation, "You can't grant the scope admin");
  });
});

describe('a key that a key grants', () => {
  const parentOf = async (bounds: object) => {
    const { token } = await aKey(testApp, owner, { scopes: ['keys:write', 'keys:read', 'models:read'], ...bounds });
    return withKey(token);
  };
  const narrow = { scopes: ['models:read'] };

  it('is fine within the parent', async () => {
    const bounds = {
      allowed_models: ['a', 'b'],
      allowed_addresses: ['127.0.0.1', '::1'],
      expires_at: '2080-01-01T00:00:00Z',
    };
    const child = { allowed_models: ['b'], allowed_addresses: ['::1'], expires_at: '2079-01-01T00:00:00Z' };
    expect((await create(await parentOf(bounds), { ...narrow, ...child })).status).toBe(200);
  });

  it.each([
    ['* by default', {}, '*'],
    ['a scope that the parent lacks', { scopes: ['models:read', 'inference'] }, 'inference'],
    ['a say over keys, though the parent has one', { scopes: ['keys:write'] }, 'keys:write'],
    ['a say over the instance', { scopes: ['admin'] }, 'admin'],
  ])('may not have %s', async (_, body, scope) => {
    forbidden(await create(await parentOf({}), body), `You can't grant the scope ${scope}`);
  });

  it.each([
    ['models', { allowed_models: ['a'] }, {}, 'allowed_models'],
    ['models', { allowed_models: ['a'] }, { allowed_models: ['a', 'b'] }, 'allowed_models'],
    ['addresses', { allowed_addresses: ['127.0.0.1'] }, {}, 'allowed_addresses'],
    ['addresses', { allowed_addresses: ['127.0.0.1'] }, { allowed_addresses: ['::/0'] }, 'allowed_addresses'],
    ['time', { expires_at: '2080-01-01T00:00:00Z' }, {}, 'expires_at'],
    ['time', { expires_at: '2080-01-01T00:00:00Z' }, { expires_at: '2081-01-01T00:00:00Z' }, 'expires_at'],
  ])('may not have more %s than the parent: %j against %j', async (_, parent, child, field) => {
    forbidden(await create(await parentOf(parent), { ...narrow, ...child }), `${field} exceeds your own`);
  });

  it('may not be made for somebody else', async () => {
    const response = await create(await parentOf({}), { ...narrow, user_id: administrator.user.id });
    forbidden(response, 'Only an instance administrator may set user_id');
  });

  it('belongs to the tenant of its parent, whatever X-Tenant-Id says', async () => {
    const stranger = await aUser(testApp);
    const parent = await parentOf({});
    const response = await create({ ...parent, 'x-tenant-id': stranger.tenantId }, narrow);
    expect(response.body.data).toMatchObject({ tenant_id: owner.tenantId, user_id: owner.user.id });
  });

  it('is not to be got by widening a key that exists', async () => {
    const parent = await parentOf({});
    const { id } = await aKey(testApp, owner, { scopes: ['models:read'] });
    const response = await http
      .patch(`/api/v1/keys/${id}`)
      .set(parent)
      .send({ scopes: ['models:write'] });
    forbidden(response, "You can't grant the scope models:write");
  });

  it('is not to be got by rotating a mightier key', async () => {
    const parent = await parentOf({});
    const { id, token } = await aKey(testApp, owner, { scopes: ['inference'] });
    const response = await http.post(`/api/v1/keys/${id}/rotate`).set(parent).send({});
    forbidden(response, "You can't grant the scope inference");
    expect((await self(token)).status).toBe(200);
  });

  it('is not to be got through user mode either', async () => {
    const response = await http.post('/v1/system/new_token').set(await parentOf({}));
    expectFailure(response, 403, RetCode.PERMISSION_ERROR, "You can't grant the scope *");
  });
});

describe('a key never exceeds its user as they are now', () => {
  it('loses what the role loses', async () => {
    const colleague = await aColleague('admin');
    const { token } = await aKey(testApp, colleague);
    expectFailure(await addModel(token), 400, RetCode.ARGUMENT_ERROR, 'llm_factory is required');
    await http
      .patch(`/api/v1/tenants/${owner.tenantId}/members/${colleague.user.id}`)
      .set(owner.headers)
      .send({ role: 'member' });
    expectFailure(await addModel(token), 403, RetCode.PERMISSION_ERROR, 'The API key lacks the scope models:write');
  });

  it('ends when the user leaves the tenant', async () => {
    const colleague = await aColleague('member');
    const { token } = await aKey(testApp, colleague);
    expect((await self(token)).status).toBe(200);
    await http.delete(`/api/v1/tenants/${owner.tenantId}/members/${colleague.user.id}`).set(owner.headers);
    invalidKey(await self(token));
  });

  it('loses the instance when the user is no administrator any more', async () => {
    const { token } = await aKey(testApp, administrator, { scopes: ['admin'] });
    const users = () => http.get('/api/v1/admin/version').set(withKey(token));
    expect((await users()).status).toBe(200);
    const other = await anAdministrator(testApp);
    await http.delete(`/api/v1/admin/users/${administrator.email}/admin`).set(other.headers);
    forbidden(await users(), 'Not admin');
  });

  it('ends while the user is deactivated', async () => {
    const { token } = await aKey(testApp, owner);
    const activate = (status: string) =>
      http
        .put(`/api/v1/admin/users/${owner.email}/activate`)
        .set(administrator.headers)
        .send({ activate_status: status });
    expect((await self(token)).status).toBe(200);
    await activate('off');
    invalidKey(await self(token));
    await activate('on');
    expect((await self(token)).status).toBe(200);
  });

  it('ends with the user', async () => {
    const { token } = await aKey(testApp, owner);
    expect((await self(token)).status).toBe(200);
    await http
      .put(`/api/v1/admin/users/${owner.email}/activate`)
      .set(administrator.headers)
      .send({ activate_status: 'off' });
    await http.delete(`/api/v1/admin/users/${owner.email}`).set(administrator.headers);
    invalidKey(await self(token));
  });

  it('outlives a change of the password', async () => {
    const { token } = await aKey(testApp, owner);
    await http
      .put(`/api/v1/admin/users/${owner.email}/password`)
      .set(administrator.headers)
      .send({ new_password: 'Green-kettle-43' });
    expect((await self(token)).status).toBe(200);
  });
});

describe('a key that an administrator makes for others', () => {
  describe('200', () => {
    it('acts as the user in their own tenant', async () => {
      const { token } = await aKey(testApp, administrator, { user_id: owner.user.id });
      expect((await me(token)).body.data).toMatchObject({
        user_id: owner.user.id,
        tenant_id: owner.tenantId,
        is_instance_admin: false,
        role: 'owner',
      });
    });

    it('acts as the administrator in a tenant, as its admin would', async () => {
      const { token } = await aKey(testApp, administrator, { tenant_id: owner.tenantId });
      expect((await me(token)).body.data).toMatchObject({
        user_id: administrator.user.id,
        tenant_id: owner.tenantId,
        role: null,
        scopes: EVERYDAY,
      });
    });

    it('acts as a member in a tenant that is not their own', async () => {
      const colleague = await aColleague('viewer');
      const owners = { user_id: colleague.user.id, tenant_id: owner.tenantId };
      const { token } = await aKey(testApp, administrator, owners);
      expect((await me(token)).body.data).toMatchObject({ ...owners, role: 'viewer' });
    });

    it('can be made by a key that administers', async () => {
      const { token } = await aKey(testApp, administrator, { scopes: ['*', 'admin', 'keys:write'] });
      const response = await create(withKey(token), { user_id: owner.user.id });
      expect(response.body.data).toMatchObject({ user_id: owner.user.id, tenant_id: owner.tenantId });
    });
  });

  describe('400', () => {
    it('refuses a user who is no member of the tenant', async () => {
      const stranger = await aUser(testApp);
      const response = await create(administrator.headers, { user_id: stranger.user.id, tenant_id: owner.tenantId });
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'user_id must be a member of tenant_id');
    });
  });

  describe('403', () => {
    it.each(['user_id', 'tenant_id'])("refuses %s from anybody else, be it the caller's own", async (field) => {
      const response = await create(owner.headers, { [field]: owner.user.id });
      forbidden(response, `Only an instance administrator may set ${field}`);
    });
  });

  describe('404', () => {
    it.each([
      ['user_id', `User '${NOBODY}' not found`],
      ['tenant_id', `Tenant '${NOBODY}' not found`],
    ])('knows no %s that is nobody', async (field, message) => {
      expectFailure(await create(administrator.headers, { [field]: NOBODY }), 404, RetCode.NOT_FOUND, message);
    });
  });
});
