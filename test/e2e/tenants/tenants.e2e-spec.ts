import { RetCode } from '../../../src/kernel/ret-code.js';
import type { Role } from '../../../src/kernel/role.js';
import { aKey, anAdministrator, aUser, type Actor, join } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const NOBODY = '0123456789abcdef0123456789abcdef';

let testApp: TestApp;
let http: TestApp['http'];
let owner: Actor;

beforeAll(async () => {
  testApp = await startTestApp();
  http = testApp.http;
});

beforeEach(async () => {
  owner = await aUser(testApp);
});

afterAll(() => testApp.close());

async function aColleague(role: Role): Promise<Actor> {
  const colleague = await aUser(testApp);
  await join(testApp, colleague, owner.tenantId, role);
  return colleague;
}

const members = (by: Actor, tenantId = owner.tenantId) =>
  http.get(`/api/v1/tenants/${tenantId}/members`).set(by.headers);
const add = (by: Actor, body: object, tenantId = owner.tenantId) =>
  http.post(`/api/v1/tenants/${tenantId}/members`).set(by.headers).send(body);
const change = (by: Actor, userId: string, body: object) =>
  http.patch(`/api/v1/tenants/${owner.tenantId}/members/${userId}`).set(by.headers).send(body);
const remove = (by: Actor, userId: string) =>
  http.delete(`/api/v1/tenants/${owner.tenantId}/members/${userId}`).set(by.headers);
const forbidden = (response: Parameters<typeof expectFailure>[0], message: string) =>
  expectFailure(response, 403, RetCode.FORBIDDEN, message);

/** A member as listed. */
const row = ({ user, email }: Actor, role: Role) => ({
  user_id: user.id,
  email,
  nickname: '',
  is_active: true,
  role,
  created_at: expect.stringMatching(ISO_TIME),
});

describe('GET /api/v1/tenants', () => {
  const list = (headers: object) => http.get('/api/v1/tenants').set(headers as Record<string, string>);
  const nameOf = ({ email }: Actor) => `${email.split('@', 1)[0]}‘s Kingdom`;

  it('lists the tenants of the caller with their role in each', async () => {
    const viewer = await aColleague('viewer');
    expectSuccess(await list(viewer.headers), [
      { id: viewer.tenantId, name: nameOf(viewer), role: 'owner' },
      { id: owner.tenantId, name: nameOf(owner), role: 'viewer' },
    ]);
  });

  it('shows a key only the tenant that it is bound to', async () => {
    const member = await aColleague('member');
    const { token } = await aKey(testApp, member);
    expectSuccess(await list({ 'x-api-key': token }), [{ id: member.tenantId, name: nameOf(member), role: 'owner' }]);
  });
});

describe('GET /api/v1/tenants/:id/members', () => {
  it.each<Role>(['viewer', 'member', 'admin', 'owner'])('lists everybody to a %s', async (role) => {
    const colleague = await aColleague(role);
    expectSuccess(await members(colleague), [row(owner, 'owner'), row(colleague, role)]);
  });

  it('hides the tenant from everybody else', async () => {
    const message = `Tenant '${owner.tenantId}' not found`;
    expectFailure(await members(await aUser(testApp)), 404, RetCode.NOT_FOUND, message);
  });

  it('shows it to an administrator of the instance', async () => {
    expectSuccess(await members(await anAdministrator(testApp)), [row(owner, 'owner')]);
  });

  it('knows no tenant that there is not', async () => {
    expectFailure(await members(owner, NOBODY), 404, RetCode.NOT_FOUND, `Tenant '${NOBODY}' not found`);
  });

  it('is for users who signed in', async () => {
    const { token } = await aKey(testApp, owner);
    const response = await http.get(`/api/v1/tenants/${owner.tenantId}/members`).set('X-API-Key', token);
    forbidden(response, 'Only for users who signed in, not for API keys');
  });
});

describe('POST /api/v1/tenants/:id/members', () => {
  describe('200', () => {
    it('lets an existing user in, found by the address in any case', async () => {
      const joining = await aUser(testApp);
      expectSuccess(await add(owner, { email: joining.email.toUpperCase(), role: 'member' }), row(joining, 'member'));
      expectSuccess(await members(joining), [row(owner, 'owner'), row(joining, 'member')]);
    });

    it('is for admins of the tenant, too', async () => {
      const [admin, joining] = [await aColleague('admin'), await aUser(testApp)];
      expectSuccess(await add(admin, { email: joining.email, role: 'admin' }), row(joining, 'admin'));
    });

    it('makes a further owner when an owner says so', async () => {
      const joining = await aUser(testApp);
      expectSuccess(await add(owner, { email: joining.email, role: 'owner' }), row(joining, 'owner'));
    });

    it('writes down who let whom in as what', async () => {
      const joining = await aUser(testApp);
      await add(owner, { email: joining.email, role: 'viewer' });
      expect((await auditTrail(testApp.dataSource, `user:${joining.user.id}`)).at(-1)).toEqual({
        actor: `user:${owner.user.id}`,
        action: 'member.added',
        tenant_id: owner.tenantId,
        details: { role: 'viewer' },
      });
    });
  });

  describe('400', () => {
    const ROLES = 'role must be one of: owner, admin, member, viewer';

    it.each<[string, object, string]>([
      ['no address', { role: 'member' }, 'email is required'],
      ['an address that is no text', { email: 5, role: 'member' }, 'Field email must be a string'],
      ['no role', { email: 'x@example.com' }, ROLES],
      ["RAGFlow's word for a role", { email: 'x@example.com', role: 'normal' }, ROLES],
    ])('refuses %s', async (_, body, message) => {
      expectFailure(await add(owner, body), 400, RetCode.ARGUMENT_ERROR, message);
    });
  });

  describe('403', () => {
    it.each<Role>(['viewer', 'member'])('refuses a %s', async (role) => {
      const [colleague, joining] = [await aColleague(role), await aUser(testApp)];
      const message = `Role ${role} may not manage the members of this tenant`;
      forbidden(await add(colleague, { email: joining.email, role: 'viewer' }), message);
    });

    it('refuses an owner made by an admin', async () => {
      const [admin, joining] = [await aColleague('admin'), await aUser(testApp)];
      forbidden(await add(admin, { email: joining.email, role: 'owner' }), 'Only an owner may manage owners');
    });
  });

  describe('404', () => {
    it('knows no user whom there is not', async () => {
      const response = await add(owner, { email: 'nobody@example.com', role: 'member' });
      expectFailure(response, 404, RetCode.NOT_FOUND, "User 'nobody@example.com' not found");
    });

    it('hides the tenant from a stranger, before any user', async () => {
      const stranger = await aUser(testApp);
      const response = await add(stranger, { email: 'nobody@example.com', role: 'member' });
      expectFailure(response, 404, RetCode.NOT_FOUND, `Tenant '${owner.tenantId}' not found`);
    });
  });

  describe('409', () => {
    it('refuses whoever is in already, and leaves their role', async () => {
      const colleague = await aColleague('admin');
      const message = `'${colleague.email}' is a member of this tenant already`;
      const response = await add(owner, { email: colleague.email, role: 'viewer' });
      expectFailure(response, 409, RetCode.CONFLICT, message);
      expectSuccess(await members(owner), [row(owner, 'owner'), row(colleague, 'admin')]);
    });
  });
});

describe('PATCH /api/v1/tenants/:id/members/:user_id', () => {
  describe('200', () => {
    it('gives a member another role, which holds at once', async () => {
      const colleague = await aColleague('viewer');
      const makeKey = () =>
        http.post('/api/v1/keys').set(colleague.headers).set('X-Tenant-Id', owner.tenantId).send({ name: 'x' });
      forbidden(await makeKey(), 'Role viewer lacks the scope keys:write');
      expectSuccess(await change(owner, colleague.user.id, { role: 'member' }), row(colleague, 'member'));
      expect((await makeKey()).status).toBe(200);
    });

    it('lets an owner step back when there is another', async () => {
      const second = await aColleague('owner');
      expectSuccess(await change(owner, owner.user.id, { role: 'viewer' }), row(owner, 'viewer'));
      expectSuccess(await members(second), [row(owner, 'viewer'), row(second, 'owner')]);
    });

    it('writes down who changed whose role', async () => {
      const colleague = await aColleague('viewer');
      await change(owner, colleague.user.id, { role: 'admin' });
      expect((await auditTrail(testApp.dataSource, `user:${colleague.user.id}`)).at(-1)).toEqual({
        actor: `user:${owner.user.id}`,
        action: 'member.role-changed',
        tenant_id: owner.tenantId,
        details: { role: 'admin' },
      });
    });
  });

  describe('400', () => {
    it('refuses a role that there is not', async () => {
      const message = 'role must be one of: owner, admin, member, viewer';
      expectFailure(await change(owner, owner.user.id, { role: 'king' }), 400, RetCode.ARGUMENT_ERROR, message);
    });
  });

  describe('403', () => {
    it.each<Role>(['viewer', 'member'])('refuses a %s, even for themselves', async (role) => {
      const colleague = await aColleague(role);
      const message = `Role ${role} may not manage the members of this tenant`;
      forbidden(await change(colleague, colleague.user.id, { role: 'admin' }), message);
    });

    it('lets no admin make an owner, nor unmake one', async () => {
      const admin = await aColleague('admin');
      const message = 'Only an owner may manage owners';
      forbidden(await change(admin, admin.user.id, { role: 'owner' }), message);
      forbidden(await change(admin, owner.user.id, { role: 'viewer' }), message);
    });
  });

  describe('404', () => {
    it('knows no member who is none', async () => {
      const message = `User '${NOBODY}' is no member of this tenant`;
      expectFailure(await change(owner, NOBODY, { role: 'viewer' }), 404, RetCode.NOT_FOUND, message);
    });
  });

  describe('409', () => {
    it('keeps the last owner', async () => {
      await aColleague('admin');
      const response = await change(owner, owner.user.id, { role: 'admin' });
      expectFailure(response, 409, RetCode.CONFLICT, "The last owner can't be removed");
    });

    it('keeps one of two owners who unmake each other at once', async () => {
      const second = await aColleague('owner');
      const answers = await Promise.all([
        change(owner, second.user.id, { role: 'viewer' }),
        change(second, owner.user.id, { role: 'viewer' }),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const rows = await testApp.dataSource.query<object[]>(
        `SELECT 1 FROM memberships WHERE tenant_id = $1 AND role = 'owner'`,
        [owner.tenantId],
      );
      expect(rows).toHaveLength(1);
    });
  });
});

describe('DELETE /api/v1/tenants/:id/members/:user_id', () => {
  it('takes a member out, and their sessions and keys with it, at once', async () => {
    const colleague = await aColleague('member');
    const { token } = await aKey(testApp, { ...colleague, headers: inTenant(colleague) });
    const self = () => http.get('/api/v1/keys/self').set('X-API-Key', token);
    expect((await self()).status).toBe(200);
    expectSuccess(await remove(owner, colleague.user.id), null);
    expectFailure(await self(), 401, RetCode.UNAUTHORIZED, 'Invalid API key');
    const me = await http.get('/api/v1/auth/me').set(inTenant(colleague));
    forbidden(me, 'X-Tenant-Id names a tenant you are not a member of');
  });

  it('writes down who took whom out', async () => {
    const colleague = await aColleague('member');
    await remove(owner, colleague.user.id);
    expect((await auditTrail(testApp.dataSource, `user:${colleague.user.id}`)).at(-1)).toEqual({
      actor: `user:${owner.user.id}`,
      action: 'member.removed',
      tenant_id: owner.tenantId,
      details: {},
    });
  });

  it.each<Role>(['viewer', 'member'])('is nothing for a %s', async (role) => {
    const colleague = await aColleague(role);
    forbidden(await remove(colleague, owner.user.id), `Role ${role} may not manage the members of this tenant`);
  });

  it('lets no admin take an owner out', async () => {
    const [admin, second] = [await aColleague('admin'), await aColleague('owner')];
    forbidden(await remove(admin, second.user.id), 'Only an owner may manage owners');
  });

  it('knows no member who is none', async () => {
    const message = `User '${NOBODY}' is no member of this tenant`;
    expectFailure(await remove(owner, NOBODY), 404, RetCode.NOT_FOUND, message);
  });

  it('leaves everybody in their own tenant', async () => {
    const second = await aColleague('owner');
    const response = await remove(second, owner.user.id);
    expectFailure(response, 409, RetCode.CONFLICT, "A user can't be removed from their own tenant");
  });

  it('counts every change of a user’s rights, so that none goes unnoticed', async () => {
    const bob = await aUser(testApp);
    const owners = await Promise.all([aUser(testApp), aUser(testApp), aUser(testApp), aUser(testApp)]);
    const before = await versionOf(bob);
    const added = await Promise.all(
      owners.map((owner) =>
        testApp.http
          .post(`/api/v1/tenants/${owner.tenantId}/members`)
          .set(owner.headers)
          .send({ email: bob.email, role: 'viewer' }),
      ),
    );
    expect(added.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await versionOf(bob)).toBe(before + owners.length);
  });

  async function versionOf({ user }: Actor): Promise<number> {
    const rows = await testApp.dataSource.query<{ version: number }[]>('SELECT version FROM users WHERE id = $1', [
      user.id,
    ]);
    return rows[0]!.version;
  }
});

function inTenant({ headers }: Actor): Actor['headers'] & { 'x-tenant-id': string } {
  return { ...headers, 'x-tenant-id': owner.tenantId };
}
