import { aKey, anAdministrator, aUser, join, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { query, used } from './usage-world.js';

let testApp: TestApp;
let owner: Actor;

beforeAll(async () => {
  testApp = await startTestApp();
});

beforeEach(async () => {
  owner = await aUser(testApp);
});

afterAll(() => testApp.close());

const DAY = 86_400_000;
const SOON = new Date(Date.now() + DAY).toISOString();

interface Reported {
  id: string;
  name: string;
  findings: { kind: string; message: string; since: string | null; details: Record<string, unknown> }[];
}

const report = async (headers: Record<string, string>, parameters: Record<string, string> = {}) => {
  const { body } = await testApp.http.get(query('/api/v1/keys/report', parameters)).set(headers).expect(200);
  return body.data as { items: Reported[]; next_cursor: string | null };
};
/** Of the one key there is, without what is missing of nearly all. */
const found = async () => {
  const { items } = await report(owner.headers);
  return (items[0]?.findings ?? []).filter(({ kind }) => !kind.startsWith('no_'));
};
const age = (id: string, madeDaysAgo: number, usedDaysAgo: number | null) =>
  testApp.dataSource.query(
    'UPDATE api_keys SET created_at = now() - make_interval(days => $2), last_used_at = now() - make_interval(days => $3) WHERE id = $1',
    [id, madeDaysAgo, usedDaysAgo],
  );
const called = (keyId: string, daysAgo: number, model: string) =>
  used(testApp, owner, [{ at: Date.now() - daysAgo * DAY, keyId, model }]);

describe('the report on keys', () => {
  it('says of a new key only that it never ends and has no limit', async () => {
    const { id } = await aKey(testApp, owner, { name: 'Shop' });
    const { items, next_cursor } = await report(owner.headers);
    expect(items).toMatchObject([
      {
        id,
        name: 'Shop',
        user_id: owner.user.id,
        user_email: owner.email,
        tenant_id: owner.tenantId,
        last_used_at: null,
        findings: [{ kind: 'no_expiry' }, { kind: 'no_limit', since: null, details: {} }],
      },
    ]);
    expect(next_cursor).toBeNull();
  });

  it('says nothing of a key that ends and has a limit', async () => {
    const { id } = await aKey(testApp, owner, { expires_at: SOON });
    await testApp.http.post('/api/v1/limits').set(owner.headers).send({ key_id: id, requests_per_minute: 5 }).expect(200); // prettier-ignore
    expect(await report(owner.headers)).toEqual({ items: [], next_cursor: null });
  });

  it('tells what was never used, and what has not been for long', async () => {
    const { id } = await aKey(testApp, owner);
    await age(id, 40, null);
    expect(await found()).toMatchObject([{ kind: 'never_used', message: 'It was never used' }]);
    await age(id, 60, 35);
    expect(await found()).toMatchObject([{ kind: 'unused', message: 'It was not used for 30 days' }]);
    const { items } = await report(owner.headers, { unused_days: '36' });
    expect(items[0]?.findings.map(({ kind }) => kind)).toEqual(['no_expiry', 'no_limit']);
  });

  it('tells a scope that a key does not need', async () => {
    const { id } = await aKey(testApp, owner);
    await age(id, 100, 2);
    await called(id, 2, 'a@OpenAI');
    expect(await found()).toMatchObject([{ kind: 'wide_scope', details: { scopes: ['*'], enough: ['inference'] } }]);
    await age(id, 100, 0);
    expect(await found()).toEqual([]);
  });

  it('tells a scope that a key did not use', async () => {
    const { id } = await aKey(testApp, owner, { scopes: ['inference', 'models:read'] });
    await age(id, 100, 1);
    expect(await found()).toMatchObject([{ kind: 'unused_scope', details: { scopes: ['inference'] } }]);
  });

  it('tells models that a key did not call', async () => {
    const { id } = await aKey(testApp, owner, { scopes: ['inference'], allowed_models: ['a', 'b@OpenAI', 'c'] });
    await age(id, 40, 1);
    await called(id, 3, 'a@OpenAI');
    await called(id, 2, 'b@OpenAI');
    expect(await found()).toMatchObject([
      { kind: 'unused_models', message: 'It called 2 of the 3 models that it may', details: { models: ['c'] } },
    ]);
  });

  it('leaves out what has expired, and comes in pages', async () => {
    const keys = [await aKey(testApp, owner), await aKey(testApp, owner), await aKey(testApp, owner)];
    await testApp.dataSource.query('UPDATE api_keys SET expires_at = now() WHERE id = $1', [keys[1]?.id]);
    const first = await report(owner.headers, { limit: '1' });
    const second = await report(owner.headers, { limit: '1', cursor: first.next_cursor ?? '' });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([keys[2]?.id, keys[0]?.id]);
    expect(second.next_cursor).toBeNull();
  });

  it("is on one's own keys, on all for those who manage the tenant, and on any tenant's for administrators", async () => {
    const [member, administrator] = [await aUser(testApp), await anAdministrator(testApp)];
    await join(testApp, member, owner.tenantId, 'member');
    const there = { ...member.headers, 'x-tenant-id': owner.tenantId };
    const mine = await aKey(testApp, owner);
    const made = await testApp.http.post('/api/v1/keys').set(there).send({ name: 'theirs' }).expect(200);
    const theirs = made.body.data.id as string;
    const ids = async (headers: Record<string, string>, parameters = {}) => (await report(headers, parameters)).items.map(({ id }) => id); // prettier-ignore
    expect(await ids(owner.headers)).toEqual([theirs, mine.id]);
    expect(await ids(there)).toEqual([theirs]);
    expect(await ids(administrator.headers, { tenant_id: owner.tenantId })).toEqual([theirs, mine.id]);
    expect(await ids(administrator.headers, { all_tenants: 'true', limit: '2' })).toEqual([theirs, mine.id]);
    await testApp.http.get('/api/v1/keys/report?all_tenants=true').set(owner.headers).expect(403);
  });
});
