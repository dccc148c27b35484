import { newHexId, newUuid } from '../../../src/kernel/ids.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
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

const at = (time: string) => Date.parse(time);
const ask = (caller: Actor, parameters: Record<string, string>) =>
  testApp.http.get(query('/api/v1/usage', parameters)).set(caller.headers);
const sums = async (caller: Actor, parameters: Record<string, string>) => {
  const { body } = await ask(caller, parameters).expect(200);
  return body.data as { from: string; to: string; items: Record<string, unknown>[]; next_cursor: string | null };
};
/** All pages, one item each. */
const walk = async (caller: Actor, parameters: Record<string, string>) => {
  const items: Record<string, unknown>[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await sums(caller, { ...parameters, limit: '1', ...(cursor && { cursor }) });
    items.push(...page.items);
    cursor = page.next_cursor;
  }
  return items;
};
const NOVEMBER = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };

describe('sums', () => {
  it('are not told to who mistypes what they ask for', async () => {
    const { body } = await ask(owner, { key: newUuid() }).expect(400);
    expect(body).toEqual({
      code: RetCode.ARGUMENT_ERROR,
      message: 'Field key is not known',
      data: null,
      errors: [{ field: 'key', rule: 'unknown', message: 'Field key is not known' }],
    });
  });

  it('are nothing where nothing was used', async () => {
    const { items, next_cursor } = await sums(owner, {});
    expect(items).toEqual([
      {
        requests: 0,
        failures: 0,
        input_tokens: 0,
        output_tokens: 0,
        cached_input_tokens: 0,
        cache_write_tokens: 0,
        reasoning_tokens: 0,
        total_tokens: 0,
        cost_usd: 0,
        unpriced_requests: 0,
        estimated_requests: 0,
        duration_ms_avg: null,
        duration_ms_p50: null,
        duration_ms_p95: null,
      },
    ]);
    expect(next_cursor).toBeNull();
    expect((await sums(owner, { group_by: 'day,model' })).items).toEqual([]);
  });

  it('add up all that was used, whole days and the hours beside them', async () => {
    await used(testApp, owner, [
      { at: at('2026-11-02T21:59:59Z'), inputTokens: 1_000 },
      { at: at('2026-11-02T22:30:00Z'), inputTokens: 1, costMicros: 1, durationMs: 40 },
      { at: at('2026-11-03T12:00:00Z'), inputTokens: 2, costMicros: 2_000_001, durationMs: 200, cachedInputTokens: 1 },
      { at: at('2026-11-04T00:10:00Z'), inputTokens: 3, costMicros: null, status: 502, isEstimated: true, durationMs: 300 },
      { at: at('2026-11-04T01:10:00Z'), inputTokens: 4, outputTokens: 0, reasoningTokens: 3, cacheWriteTokens: 2, status: 499, durationMs: 90_000, costMicros: 0 },
      { at: at('2026-11-04T02:00:00Z'), inputTokens: 2_000 },
    ]); // prettier-ignore
    const { from, to, items } = await sums(owner, { from: '2026-11-02T22:20:00Z', to: '2026-11-04T01:30:00Z' });
    expect([from, to]).toEqual(['2026-11-02T22:00:00.000Z', '2026-11-04T02:00:00.000Z']);
    expect(items).toEqual([
      {
        requests: 4,
        failures: 1,
        input_tokens: 10,
        output_tokens: 15,
        cached_input_tokens: 1,
        cache_write_tokens: 2,
        reasoning_tokens: 3,
        total_tokens: 25,
        cost_usd: 2.000002,
        unpriced_requests: 1,
        estimated_requests: 1,
        duration_ms_avg: 22_635,
        duration_ms_p50: 250,
        duration_ms_p95: 60_000,
      },
    ]);
  });

  it('come by the hour, day and month, the latest first', async () => {
    await used(testApp, owner, [
      { at: at('2026-10-31T23:30:00Z') },
      { at: at('2026-11-02T10:00:00Z') },
      { at: at('2026-11-02T10:59:59Z') },
      { at: at('2026-11-02T11:00:00Z') },
      { at: at('2026-11-03T00:00:00Z') },
    ]);
    const within = { from: '2026-10-31T00:00:00Z', to: '2026-12-01T00:00:00Z' };
    const told = (items: Record<string, unknown>[], unit: string) =>
      items.map((item) => [item[unit], item['requests']]);
    expect(told(await walk(owner, { ...within, group_by: 'hour' }), 'hour')).toEqual([
      ['2026-11-03T00:00:00Z', 1],
      ['2026-11-02T11:00:00Z', 1],
      ['2026-11-02T10:00:00Z', 2],
      ['2026-10-31T23:00:00Z', 1],
    ]);
    expect(told(await walk(owner, { ...within, group_by: 'day' }), 'day')).toEqual([
      ['2026-11-03', 1],
      ['2026-11-02', 3],
      ['2026-10-31', 1],
    ]);
    expect(told(await walk(owner, { ...within, group_by: 'month' }), 'month')).toEqual([
      ['2026-11', 4],
      ['2026-10', 1],
    ]);
  });

  it('come by key, user and model, with their names where those are still there', async () => {
    const key = await aKey(testApp, owner, { name: 'Shop' });
    const [gone, stranger] = [newUuid(), newHexId()];
    await used(testApp, owner, [
      { at: at('2026-11-02T10:00:00Z'), keyId: key.id, model: 'a@OpenAI' },
      { at: at('2026-11-02T11:00:00Z'), keyId: key.id, model: 'b@OpenAI' },
      { at: at('2026-11-02T10:00:00Z'), keyId: gone, userId: stranger, model: null },
      { at: at('2026-11-02T10:00:00Z') },
    ]);
    const { items } = await sums(owner, { ...NOVEMBER, group_by: 'model,key,user' });
    const told = items.map(({ key_id, key_name, user_id, user_email, model }) => [key_id, key_name, user_id, user_email, model]); // prettier-ignore
    const mine = [owner.user.id, owner.email];
    expect(told).toEqual(
      expect.arrayContaining([
        [key.id, 'Shop', ...mine, 'a@OpenAI'],
        [key.id, 'Shop', ...mine, 'b@OpenAI'],
        [gone, null, stranger, null, null],
        [null, null, ...mine, 'gpt-4o-mini@OpenAI'],
      ]),
    );
    expect(told).toHaveLength(4);
    const walked = await walk(owner, { ...NOVEMBER, group_by: 'day,key,model' });
    expect(walked.map(({ day, key_name, model }) => [day, key_name, model])).toEqual(
      (await sums(owner, { ...NOVEMBER, group_by: 'day,key,model' })).items.map(({ day, key_name, model }) => [day, key_name, model]), // prettier-ignore
    );
    expect(walked).toHaveLength(4);
  });

  it('are of what the filters let through', async () => {
    const key = await aKey(testApp, owner);
    await used(testApp, owner, [
      { at: at('2026-11-02T10:00:00Z'), keyId: key.id, model: 'a@OpenAI', inputTokens: 1 },
      { at: at('2026-11-02T10:00:00Z'), model: 'a@OpenAI', inputTokens: 20 },
      { at: at('2026-11-02T10:00:00Z'), model: null, inputTokens: 300 },
      { at: at('2026-11-02T10:00:00Z'), userId: newHexId(), model: 'b@OpenAI', inputTokens: 4_000 },
    ]);
    const input = async (filter: Record<string, string>) => (await sums(owner, { ...NOVEMBER, ...filter })).items[0]?.['input_tokens']; // prettier-ignore
    expect(await input({ key_id: key.id })).toBe(1);
    expect(await input({ key_id: 'none' })).toBe(4_320);
    expect(await input({ model: 'a@OpenAI' })).toBe(21);
    expect(await input({ model: 'a' })).toBe(21);
    expect(await input({ model: 'a@' })).toBe(0);
    expect(await input({ model: 'none' })).toBe(300);
    expect(await input({ user_id: owner.user.id })).toBe(321);
    expect(await input({ user_id: owner.user.id, model: 'b@OpenAI' })).toBe(0);
    expect(await input({ tenant_id: owner.tenantId })).toBe(4_321);
  });

  it('come with the largest first, and pages that leave none out', async () => {
    await used(testApp, owner, [
      { at: at('2026-11-02T10:00:00Z'), model: 'cheap@OpenAI', costMicros: 1, inputTokens: 100, outputTokens: 0 },
      { at: at('2026-11-02T10:00:00Z'), model: 'dear@OpenAI', costMicros: 9, inputTokens: 1, outputTokens: 0 },
      { at: at('2026-11-02T10:00:00Z'), model: 'as-dear@OpenAI', costMicros: 9, inputTokens: 2, outputTokens: 0 },
      { at: at('2026-11-02T11:00:00Z'), model: 'as-dear@OpenAI', costMicros: 0, inputTokens: 2, outputTokens: 0 },
    ]);
    const order = async (sort: string) => (await walk(owner, { ...NOVEMBER, group_by: 'model', sort })).map(({ model }) => model); // prettier-ignore
    expect(await order('-cost')).toEqual(['as-dear@OpenAI', 'dear@OpenAI', 'cheap@OpenAI']);
    expect(await order('-tokens')).toEqual(['cheap@OpenAI', 'as-dear@OpenAI', 'dear@OpenAI']);
    expect(await order('-requests')).toEqual(['as-dear@OpenAI', 'cheap@OpenAI', 'dear@OpenAI']);
  });

  it.each([
    [{ group_by: 'year' }, 'Field group_by must be a list of: hour, day, month, tenant, key, user, model'],
    [{ group_by: 'day,hour' }, 'Field group_by must have only one of: hour, day, month'],
    [{ group_by: 'day,day' }, 'Field group_by must name each once'],
    [{ group_by: 'day,key,user,model' }, 'Field group_by must have 3 at most'],
    [{ group_by: 'day', sort: '-cost' }, 'Field sort goes without a time in group_by'],
    [{ sort: 'cost' }, 'sort must be one of: -cost, -tokens, -requests'],
    [{ from: 'yesterday' }, 'Field from must be an ISO 8601 date and time'],
    [{ from: '2026-11-02', to: '2026-11-02' }, 'Field from must be before to'],
    [{ from: '2001-01-01', to: '2026-11-02' }, 'Field from must be 3660 days before to at most'],
    [
      { from: '2025-01-01', to: '2026-11-02', group_by: 'hour' },
      'Field from must be 400 days before to at most where hours are told apart',
    ],
    [{ key_id: 'x' }, 'key_id must be the id of an API key, or none'],
    [{ limit: '201' }, 'limit must be at most 200'],
    [{ cursor: 'abc' }, 'cursor is not one that this list gave out'],
    [{ all_tenants: 'true', tenant_id: 'f'.repeat(32) }, 'all_tenants goes without tenant_id'],
  ])('are not made of %j', async (parameters, message) => {
    const { body } = await ask(owner, parameters).expect(400);
    expect(body).toMatchObject({ code: 101, message });
  });

  it('take no cursor of another list', async () => {
    await used(testApp, owner, [{ model: 'a@OpenAI' }, { model: 'b@OpenAI' }]);
    const { next_cursor } = await sums(owner, { group_by: 'model', limit: '1' });
    await ask(owner, { group_by: 'model', limit: '1', cursor: next_cursor ?? '' }).expect(200);
    await ask(owner, { group_by: 'user', limit: '1', cursor: next_cursor ?? '' }).expect(400);
  });
});

describe('whose usage that is', () => {
  const spent = async (headers: Record<string, string>, parameters: Record<string, string> = {}) => {
    const { body } = await testApp.http.get(query('/api/v1/usage', { ...NOVEMBER, ...parameters })).set(headers).expect(200); // prettier-ignore
    return (body.data.items as { input_tokens: number }[])[0]?.input_tokens;
  };

  it('is all of the tenant for those who manage it, and their own for others', async () => {
    const [member, viewer, manager] = [await aUser(testApp), await aUser(testApp), await aUser(testApp)];
    await join(testApp, member, owner.tenantId, 'member');
    await join(testApp, viewer, owner.tenantId, 'viewer');
    await join(testApp, manager, owner.tenantId, 'admin');
    const november = at('2026-11-02T10:00:00Z');
    await used(testApp, owner, [
      { at: november, inputTokens: 1 },
      { at: november, inputTokens: 20, userId: member.user.id, keyId: newUuid() },
    ]);
    const there = (actor: Actor) => ({ ...actor.headers, 'x-tenant-id': owner.tenantId });
    expect(await spent(owner.headers)).toBe(21);
    expect(await spent(there(manager))).toBe(21);
    expect(await spent(there(member))).toBe(20);
    expect(await spent(there(member), { user_id: member.user.id })).toBe(20);
    expect(await spent(there(viewer))).toBe(0);
    expect(await spent(member.headers)).toBe(0);
    const refused = await testApp.http
      .get(query('/api/v1/usage', { user_id: owner.user.id }))
      .set(there(member))
      .expect(403);
    expect(refused.body.message).toBe('user_id is not you');
  });

  it("is for a key what its user's is, if it may read usage at all", async () => {
    const reader = await aKey(testApp, owner, { scopes: ['usage:read'] });
    const blind = await aKey(testApp, owner, { scopes: ['inference'] });
    await used(testApp, owner, [{ at: at('2026-11-02T10:00:00Z'), inputTokens: 7 }]);
    expect(await spent({ 'x-api-key': reader.token })).toBe(7);
    await testApp.http.get('/api/v1/usage').set({ 'x-api-key': blind.token }).expect(403);
  });

  it("is any tenant's for administrators alone", async () => {
    const administrator = await anAdministrator(testApp);
    const other = await aUser(testApp);
    const november = at('2026-11-02T10:00:00Z');
    await used(testApp, owner, [{ at: november, inputTokens: 5, model: 'odd@OpenAI' }]);
    await used(testApp, other, [{ at: november, inputTokens: 6, model: 'odd@OpenAI' }]);
    expect(await spent(administrator.headers)).toBe(0);
    expect(await spent(administrator.headers, { tenant_id: owner.tenantId })).toBe(5);
    expect(await spent(administrator.headers, { all_tenants: 'true', model: 'odd@OpenAI' })).toBe(11);
    const { items } = await sums(administrator, { ...NOVEMBER, all_tenants: 'true', group_by: 'tenant', model: 'odd@OpenAI', sort: '-tokens' }); // prettier-ignore
    expect(items.map(({ tenant_id, input_tokens }) => [tenant_id, input_tokens])).toEqual([
      [other.tenantId, 6],
      [owner.tenantId, 5],
    ]);
    expect(items[0]?.['tenant_name']).toContain('Kingdom');
    for (const parameters of [{ tenant_id: other.tenantId }, { all_tenants: 'true' }, { group_by: 'tenant' }]) {
      await ask(owner, parameters).expect(403);
    }
    const { token } = await aKey(testApp, administrator, { scopes: ['usage:read'] });
    for (const parameters of ['all_tenants=true', `tenant_id=${other.tenantId}`, 'group_by=tenant']) {
      const { body } = await testApp.http.get(`/api/v1/usage?${parameters}`).set({ 'x-api-key': token }).expect(403);
      expect(body).toEqual({ code: RetCode.FORBIDDEN, message: 'The API key lacks the scope admin', data: null });
    }
  });
});
