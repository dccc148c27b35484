import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, anAdministrator, aUser, join, type Actor } from '../../support/actors.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe('/api/v1/tenants', () => {
  let testApp: TestApp;

  beforeAll(async () => {
    testApp = await startTestApp();
  });

  afterAll(() => testApp.close());

  const membersOf = ({ tenantId }: Actor) => `/api/v1/tenants/${tenantId}/members`;
  const memberOf = (tenant: Actor, member: Actor) => `${membersOf(tenant)}/${member.user.id}`;

  describe('GET', () => {
    it('lists the tenants of the caller with their role in each', async () => {
      const [ada, bob] = await Promise.all([aUser(testApp), aUser(testApp)]);
      await join(testApp, bob, ada.tenantId, 'viewer');
      const { body } = await testApp.http.get('/api/v1/tenants').set(bob.headers);
      expect(body.data).toEqual([
        { id: bob.tenantId, name: `${bob.email.split('@')[0]}‘s Kingdom`, role: 'owner' },
        { id: ada.tenantId, name: `${ada.email.split('@')[0]}‘s Kingdom`, role: 'viewer' },
      ]);
    });

    it('shows a key the tenant that it is bound to, and no other', async () => {
      const [ada, bob] = await Promise.all([aUser(testApp), aUser(testApp)]);
      await join(testApp, bob, ada.tenantId, 'member');
      const { token } = await aKey(testApp, bob);
      const { body } = await testApp.http.get('/api/v1/tenants').set('x-api-key', token);
      expect(body.data.map(({ id }: { id: string }) => id)).toEqual([bob.tenantId]);
    });
  });

  describe('members', () => {
    it('are added by e-mail address, in any case, and listed', async () => {
      const [ada, bob] = await Promise.all([aUser(testApp), aUser(testApp)]);
      const added = await testApp.http
        .post(membersOf(ada))
        .set(ada.headers)
        .send({ email: bob.email.toUpperCase(), role: 'member' });
      const record = {
        user_id: bob.user.id,
        email: bob.email,
        nickname: '',
        is_active: true,
        role: 'member',
        created_at: expect.any(String) as string,
      };
      expectSuccess(added, record);
      const { body } = await testApp.http.get(membersOf(ada)).set(bob.headers);
      expect(body.data.map(({ user_id }: { user_id: string }) => user_id)).toEqual([ada.user.id, bob.user.id]);
    });

    it('act in the tenant that X-Tenant-Id names, by their role there', async () => {
      const [ada, bob] = await Promise.all([aUser(testApp), aUser(testApp)]);
      await join(testApp, bob, ada.tenantId, 'viewer');
      const { body } = await testApp.http.get('/api/v1/auth/me').set({ ...bob.headers, 'x-tenant-id': ada.tenantId });
      expect({ tenant: body.data.tenant_id, role: body.data.role }).toEqual({ tenant: ada.tenantId, role: 'viewer' });
    });

    it('are let out at once: their session and key stop reaching the tenant', async () => {
      const [ada, bob] = await Promise.all([aUser(testApp), aUser(testApp)]);
      await testApp.http.post(membersOf(ada)).set(ada.headers).send({ email: bob.email, role: 'member' }).expect(200);
      const reach = { ...bob.headers, 'x-tenant-id': ada.tenantId };
      const made = await testApp.http.post('/api/v1/keys').set(reach).send({ name: 'theirs' }).expect(200);
      const key = made.body.data.token as string;
      await testApp.http.get('/api/v1/models').set('x-api-key', key).expect(200);

      expectSuccess(await testApp.http.delete(memberOf(ada, bob)).set(ada.headers), null);

      const foreign = 'X-Tenant-Id names a tenant you are not a member of';
      expectFailure(await testApp.http.get('/api/v1/keys').set(reach), 403, RetCode.FORBIDDEN, foreign);
      const refusal = 'Authentication error: API key is invalid!';
      const response = await testApp.http.get('/api/v1/models').set('x-api-key', key);
      expectFailure(response, 401, RetCode.AUTHENTICATION_ERROR, refusal);
    });

    it('take another role at once', async () => {
      const [ada, bob] = await Promise.all([aUser(testApp), aUser(testApp)]);
      await join(testApp, bob, ada.tenantId, 'member');
      const reach = { ...bob.headers, 'x-tenant-id': ada.tenantId };
      await testApp.http.get('/api/v1/keys').set(reach).expect(200);
      const changed = await testApp.http.patch(memberOf(ada, bob)).set(ada.headers).send({ role: 'viewer' });
      expect(changed.body.data.role).toBe('viewer');
      const refusal = 'Role viewer lacks the scope keys:read';
      expectFailure(await testApp.http.get('/api/v1/keys').set(reach), 403, RetCode.FORBIDDEN, refusal);
    });
  });

  describe('400', () => {
    it.each([
      [{ role: 'member' }, 'email is required'],
      [{ email: 5, role: 'member' }, 'Field email must be a string'],
      [{ email: 'a@example.com', role: 'king' }, 'role must be one of: owner, admin, member, viewer'],
      [{ email: 'a@example.com' }, 'role must be one of: owner, admin, member, viewer'],
    ])('names the field and the rule for %j', async (body, message) => {
      const ada = await aUser(testApp);
      const response = await testApp.http.post(membersOf(ada)).set(ada.headers).send(body);
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
    });
  });

  describe('403', () => {
    it('keeps members from managing members', async () => {
      const [ada, bob] = await Promise.all([aUser(testApp), aUser(testApp)]);
      await join(testApp, bob, ada.tenantId, 'member');
      const response = await testApp.http.patch(memberOf(ada, bob)).set(bob.headers).send({ role: 'admin' });
      expectFailure(response, 403, RetCode.FORBIDDEN, 'Role member may not manage the members of this tenant');
    });

    it('keeps tenant administrators from making and unmaking owners', async () => {
      const [ada, bob] = await Promise.all([aUser(testApp), aUser(testApp)]);
      await join(testApp, bob, ada.tenantId, 'admin');
      const up = await testApp.http.patch(memberOf(ada, bob)).set(bob.headers).send({ role: 'owner' });
      expectFailure(up, 403, RetCode.FORBIDDEN, 'Only an owner may manage owners');
      const out = await testApp.http.delete(memberOf(ada, ada)).set(bob.headers);
      expectFailure(out, 403, RetCode.FORBIDDEN, 'Only an owner may manage owners');
    });

    it('keeps keys from member lists', async () => {
      const ada = await aUser(testApp);
      const { token } = await aKey(testApp, ada, { scopes: ['*', 'keys:write'] });
      const response = await testApp.http.get(membersOf(ada)).set('x-api-key', token);
      expectFailure(response, 403, RetCode.FORBIDDEN, 'Only for users who signed in, not for API keys');
    });
  });

  describe('404', () => {
    it('does not say whether somebody else’s tenant exists, not even to instance administrators', async () => {
      const [ada, stranger] = await Promise.all([aUser(testApp), anAdministrator(testApp)]);
      const response = await testApp.http.get(membersOf(ada)).set(stranger.headers);
      expectFailure(response, 404, RetCode.NOT_FOUND, `Tenant '${ada.tenantId}' not found`);
    });

    it('does not know a user of that address, or a member of that id', async () => {
      const ada = await aUser(testApp);
      const body = { email: 'nobody@example.com', role: 'viewer' };
      const added = await testApp.http.post(membersOf(ada)).set(ada.headers).send(body);
      expectFailure(added, 404, RetCode.NOT_FOUND, "User 'nobody@example.com' not found");
      const removed = await testApp.http.delete(`${membersOf(ada)}/unknown`).set(ada.headers);
      expectFailure(removed, 404, RetCode.NOT_FOUND, "User 'unknown' is no member of this tenant");
    });
  });

  describe('409', () => {
    it('adds nobody twice', async () => {
      const [ada, bob] = await Promise.all([aUser(testApp), aUser(testApp)]);
      await join(testApp, bob, ada.tenantId, 'viewer');
      const body = { email: bob.email, role: 'admin' };
      const response = await testApp.http.post(membersOf(ada)).set(ada.headers).send(body);
      expectFailure(response, 409, RetCode.CONFLICT, `'${bob.email}' is a member of this tenant already`);
    });

    it('keeps the last owner', async () => {
      const ada = await aUser(testApp);
      const response = await testApp.http.patch(memberOf(ada, ada)).set(ada.headers).send({ role: 'member' });
      expectFailure(response, 409, RetCode.CONFLICT, "The last owner can't be removed");
    });

    it('keeps a user in their own tenant', async () => {
      const [ada, bob] = await Promise.all([aUser(testApp), aUser(testApp)]);
      await join(testApp, bob, ada.tenantId, 'owner');
      const response = await testApp.http.delete(memberOf(ada, ada)).set(bob.headers);
      expectFailure(response, 409, RetCode.CONFLICT, "A user can't be removed from their own tenant");
    });

    it('lets only one of two owners who unmake each other succeed', async () => {
      const [ada, bob] = await Promise.all([aUser(testApp), aUser(testApp)]);
      await join(testApp, bob, ada.tenantId, 'owner');
      const demote = (by: Actor, whom: Actor) =>
        testApp.http.patch(memberOf(ada, whom)).set(by.headers).send({ role: 'member' });
      const [one, other] = await Promise.all([demote(ada, bob), demote(bob, ada)]);
      expect([one.status, other.status].sort()).toEqual([200, 403]);
    });
  });
});
