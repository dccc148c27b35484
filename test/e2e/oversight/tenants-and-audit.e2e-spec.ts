import { RetCode } from '../../../src/kernel/ret-code.js';
import type { Role } from '../../../src/kernel/role.js';
import { aKey, anAdministrator, aUser, join, type Actor } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const NOBODY = 'f'.repeat(32);
const NOBODY_ACTS = "actor must be a user's id, user:<id>, key:<id> or system";

let testApp: TestApp;
let http: TestApp['http'];
let administrator: Actor;
let owner: Actor;

beforeAll(async () => {
  testApp = await startTestApp();
  http = testApp.http;
  administrator = await anAdministrator(testApp);
});

beforeEach(async () => {
  owner = await aUser(testApp);
});

afterAll(() => testApp.close());

const colleague = async (role: Role): Promise<Actor['headers']> => {
  const actor = await aUser(testApp);
  await join(testApp, actor, owner.tenantId, role);
  return { ...actor.headers, 'x-tenant-id': owner.tenantId } as Actor['headers'];
};

describe('GET /api/v1/tenants/all', () => {
  const list = (query: Record<string, unknown>) =>
    http.get('/api/v1/tenants/all').query(query).set(administrator.headers);

  it('counts members and keys of each', async () => {
    await colleague('member');
    await aKey(testApp, owner);
    const name = `${owner.email.split('@', 1)[0]}‘s Kingdom`;
    const { body } = await list({ search: name });
    const created_at = expect.any(String) as string;
    expect(body.data).toEqual({
      items: [{ id: owner.tenantId, name, member_count: 2, key_count: 1, created_at }],
      next_cursor: null,
    });
  });

  it('counts no further than 1000', async () => {
    await testApp.dataSource.query(
      `INSERT INTO api_keys (id, tenant_id, user_id, source, name, scopes)
       SELECT gen_random_uuid(), $1, $1, 'own', 'bulk', '{*}' FROM generate_series(1, 1002)`,
      [owner.tenantId],
    );
    const { body } = await list({ search: owner.email.split('@', 1)[0] });
    expect(body.data.items[0].key_count).toBe(1000);
  });

  it('pages', async () => {
    const first = await list({ limit: 1 });
    const second = await list({ limit: 1, cursor: first.body.data.next_cursor });
    expect(first.body.data.items[0].id).toBe(owner.tenantId);
    expect(second.body.data.items[0].id).not.toBe(owner.tenantId);
  });
});

describe('POST /api/v1/tenants', () => {
  const create = (body: object) => http.post('/api/v1/tenants').set(administrator.headers).send(body);

  it('makes a tenant in which its owner can work at once', async () => {
    const { body } = await create({ name: 'Data science', owner_email: owner.email });
    const id = (body.data as { id: string }).id;
    expect(body.data).toMatchObject({ name: 'Data science', member_count: 1, key_count: 0 });
    const inTenant = { ...owner.headers, 'x-tenant-id': id };
    expect((await http.get('/api/v1/auth/me').set(inTenant)).body.data).toMatchObject({ tenant_id: id, role: 'owner' });
    const key = await http.post('/api/v1/keys').set(inTenant).send({ name: 'there' });
    expect(key.body.data.tenant_id).toBe(id);
    expect((await auditTrail(testApp.dataSource, `tenant:${id}`)).map(({ action }) => action)).toEqual([
      'tenant.created',
    ]);
  });

  it('gives it to the caller unless said otherwise', async () => {
    const { body } = await create({ name: 'Mine' });
    const mine = await http.get('/api/v1/tenants').set(administrator.headers);
    expect(mine.body.data).toContainEqual({ id: body.data.id, name: 'Mine', role: 'owner' });
  });

  it.each([
    ['a name of blanks', { name: ' ' }, 400, RetCode.ARGUMENT_ERROR, 'name is required'],
    [
      'an owner who is not',
      { name: 'x', owner_email: 'no@example.com' },
      404,
      RetCode.NOT_FOUND,
      "User 'no@example.com' not found",
    ],
  ])('refuses %s', async (_, body, status, code, message) => {
    expectFailure(await create(body), status, code, message);
  });
});

describe('PATCH /api/v1/tenants/:id', () => {
  const rename = (headers: Actor['headers'], id = owner.tenantId) =>
    http.patch(`/api/v1/tenants/${id}`).set(headers).send({ name: 'Renamed' });

  it('is for its owners, and administrators of the instance', async () => {
    for (const headers of [owner.headers, administrator.headers]) {
      expect((await rename(headers)).body.data).toMatchObject({ id: owner.tenantId, name: 'Renamed', member_count: 1 });
    }
    expect((await auditTrail(testApp.dataSource, `tenant:${owner.tenantId}`)).map(({ actor }) => actor)).toEqual([
      `user:${owner.user.id}`,
      `user:${administrator.user.id}`,
    ]);
  });

  it.each<Role>(['viewer', 'member', 'admin'])('is not for a %s', async (role) => {
    const response = await rename(await colleague(role));
    expectFailure(response, 403, RetCode.FORBIDDEN, 'Only an owner may rename this tenant');
  });

  it('hides the tenants of others', async () => {
    const message = `Tenant '${owner.tenantId}' not found`;
    expectFailure(await rename((await aUser(testApp)).headers), 404, RetCode.NOT_FOUND, message);
    expectFailure(await rename(administrator.headers, NOBODY), 404, RetCode.NOT_FOUND, `Tenant '${NOBODY}' not found`);
  });
});

describe('memberships in the hands of an administrator', () => {
  it('are given and taken in a tenant that is not theirs', async () => {
    const newcomer = await aUser(testApp);
    const path = `/api/v1/tenants/${owner.tenantId}/members`;
    const added = await http.post(path).set(administrator.headers).send({ email: newcomer.email, role: 'owner' });
    expect(added.body.data).toMatchObject({ user_id: newcomer.user.id, role: 'owner' });
    const removed = await http.delete(`${path}/${newcomer.user.id}`).set(administrator.headers);
    expect(removed.status).toBe(200);
  });
});

describe('GET /api/v1/audit', () => {
  interface Told {
    action: string;
    target: object;
    actor: object;
    tenant_id: string | null;
  }
  const read = (headers: Actor['headers'], query: Record<string, unknown> = {}) =>
    http.get('/api/v1/audit').query(query).set(headers);
  const eventsOf = (response: { body: { data: { items: Told[] } } }) => response.body.data.items;
  const actionsOf = (response: { body: { data: { items: Told[] } } }) => eventsOf(response).map(({ action }) => action);

  it('tells an administrator in words who did what to what', async () => {
    const { id } = await aKey(testApp, owner, { name: 'build' });
    const response = await read(administrator.headers, { target_kind: 'api-key', target_id: id });
    expect(eventsOf(response)).toEqual([
      {
        id: expect.any(String),
        at: expect.any(String),
        actor: { kind: 'user', id: owner.user.id, name: owner.email, user_email: owner.email },
        action: 'api-key.issued',
        target: { kind: 'api-key', id, name: 'build' },
        tenant_id: owner.tenantId,
        tenant_name: `${owner.email.split('@', 1)[0]}‘s Kingdom`,
        details: { name: 'build', user_id: owner.user.id, scopes: ['*'] },
      },
    ]);
  });

  it('names keys that act, and whose they are', async () => {
    const actor = await aKey(testApp, owner, { name: 'robot', scopes: ['keys:read', 'keys:write', 'inference'] });
    await http
      .post('/api/v1/keys')
      .set('x-api-key', actor.token)
      .send({ name: 'made', scopes: ['inference'] });
    const response = await read(owner.headers, { actor: `key:${actor.id}` });
    expect(eventsOf(response).map((event) => event.actor)).toEqual([
      { kind: 'key', id: actor.id, name: 'robot', user_email: owner.email },
    ]);
  });

  it.each<Role>(['owner', 'admin'])("shows an %s their tenant's alone", async (role) => {
    await aKey(testApp, owner);
    const events = eventsOf(await read(await colleague(role)));
    expect(new Set(events.map(({ tenant_id }) => tenant_id))).toEqual(new Set([owner.tenantId]));
    expect(events.map(({ action }) => action)).toContain('api-key.issued');
  });

  it("does not name another tenant's key that acted there", async () => {
    const robot = await aKey(testApp, administrator, {
      name: 'secret robot',
      scopes: ['keys:read', 'keys:write', 'admin'],
    });
    const { id } = await aKey(testApp, owner, { scopes: ['inference'] });
    await http.delete(`/api/v1/keys/${id}`).set('x-api-key', robot.token).expect(200);
    const [event] = eventsOf(await read(owner.headers, { action: 'api-key.revoked' }));
    expect(event?.actor).toEqual({ kind: 'key', id: robot.id, name: null, user_email: null });
  });

  it.each<Role>(['viewer', 'member'])('shows a %s nothing', async (role) => {
    const response = await read(await colleague(role));
    expectFailure(response, 403, RetCode.FORBIDDEN, `Role ${role} may not read the audit trail`);
  });

  it('refuses a tenant that is not the one acted in', async () => {
    const response = await read(owner.headers, { tenant_id: administrator.tenantId });
    expectFailure(response, 403, RetCode.FORBIDDEN, 'tenant_id is not the tenant you act in');
  });

  it("needs the scope admin of an administrator's key", async () => {
    const [bare, mighty] = [
      await aKey(testApp, administrator, { scopes: ['keys:read'] }),
      await aKey(testApp, administrator, { scopes: ['admin'] }),
    ];
    const withKey = ({ token }: { token: string }) => http.get('/api/v1/audit').set('x-api-key', token);
    expectFailure(await withKey(bare), 403, RetCode.FORBIDDEN, 'The API key lacks the scope admin');
    expect((await withKey(mighty)).status).toBe(200);
  });

  it('filters by actor, action, kind, time and tenant, and pages', async () => {
    await aKey(testApp, owner);
    await aKey(testApp, owner);
    const [mine, all] = [{ tenant_id: owner.tenantId }, administrator.headers];
    expect(actionsOf(await read(all, { ...mine, actor: owner.user.id }))).toEqual([
      'api-key.issued',
      'api-key.issued',
      'session.opened',
    ]);
    expect(actionsOf(await read(all, { ...mine, actor: `user:${owner.user.id}` }))).toHaveLength(3);
    expect(actionsOf(await read(all, { ...mine, actor: 'system' }))).toEqual(['user.created']);
    expect(actionsOf(await read(all, { ...mine, actor: 'key:01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10' }))).toEqual([]);
    expect(actionsOf(await read(all, { ...mine, action: 'session.opened' }))).toEqual(['session.opened']);
    expect(actionsOf(await read(all, { ...mine, target_kind: 'user' }))).toEqual(['user.created']);
    expect(actionsOf(await read(all, { ...mine, since: '2100-01-01T00:00:00Z' }))).toEqual([]);
    expect(actionsOf(await read(all, { ...mine, until: '2000-01-01T00:00:00Z' }))).toEqual([]);
    const first = await read(all, { ...mine, limit: 3 });
    const second = await read(all, { ...mine, limit: 3, cursor: first.body.data.next_cursor });
    expect(actionsOf(first)).toEqual(['api-key.issued', 'api-key.issued', 'session.opened']);
    expect([actionsOf(second), second.body.data.next_cursor]).toEqual([['user.created'], null]);
  });

  it.each([
    ['an actor that can be nobody', { actor: 'ada@example.com' }, NOBODY_ACTS],
    ['a user by the id of a key', { actor: 'user:01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10' }, NOBODY_ACTS],
    ['a key by the id of a user', { actor: `key:${NOBODY}` }, NOBODY_ACTS],
    ['a parameter that there is not', { user: NOBODY }, 'Field user is not known'],
    ['an id without its kind', { target_id: 'x' }, 'target_kind is required with target_id'],
    ['a kind with an id in it', { target_kind: 'user:x' }, 'target_kind must be the name of a kind, such as api-key'],
    ['a time that is none', { since: 'yesterday' }, 'Field since must be an ISO 8601 date and time'],
    ['a time of weeks', { until: '2026-W05' }, 'Field until must be an ISO 8601 date and time'],
    ['a cursor of its own making', { cursor: 'x' }, 'cursor is not one that this list gave out'],
  ])('refuses %s', async (_, query, message) => {
    expectFailure(await read(administrator.headers, query), 400, RetCode.ARGUMENT_ERROR, message);
  });
});
