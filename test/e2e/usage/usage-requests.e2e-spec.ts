import { newUuid } from '../../../src/kernel/ids.js';
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
  testApp.http.get(query('/api/v1/usage/requests', parameters)).set(caller.headers);
const page = async (caller: Actor, parameters: Record<string, string>) => {
  const { body } = await ask(caller, parameters).expect(200);
  return body.data as { items: Record<string, unknown>[]; next_cursor: string | null };
};
const NOVEMBER = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };

describe('single requests', () => {
  it('are told in full', async () => {
    const key = await aKey(testApp, owner, { name: 'Shop' });
    const [requestId, tenantModelId] = [newUuid(), newUuid()];
    await used(testApp, owner, [
      {
        requestId,
        tenantModelId,
        at: at('2026-11-02T10:00:00.123Z'),
        keyId: key.id,
        isStream: true,
        attempts: 2,
        cachedInputTokens: 4,
        cacheWriteTokens: 3,
        reasoningTokens: 2,
        isEstimated: true,
      },
    ]);
    expect(await page(owner, NOVEMBER)).toEqual({
      items: [
        {
          id: requestId,
          at: '2026-11-02T10:00:00.123Z',
          tenant_id: owner.tenantId,
          user_id: owner.user.id,
          user_email: owner.email,
          key_id: key.id,
          key_name: 'Shop',
          endpoint: 'chat',
          requested_model: 'gpt-4o-mini',
          model: 'gpt-4o-mini@OpenAI',
          status: 200,
          stream: true,
          attempts: 2,
          duration_ms: 120,
          first_byte_ms: 80,
          input_tokens: 10,
          output_tokens: 5,
          cached_input_tokens: 4,
          cache_write_tokens: 3,
          reasoning_tokens: 2,
          total_tokens: 15,
          estimated: true,
          cost_usd: 0.000042,
        },
      ],
      next_cursor: null,
    });
  });

  it('come newest first, page by page', async () => {
    const times = ['2026-11-02T10:00:00Z', '2026-11-02T10:00:00Z', '2026-11-03T09:00:00Z', '2026-11-01T08:00:00Z'];
    await used(testApp, owner, times.map((time) => ({ at: at(time) }))); // prettier-ignore
    const whole = await page(owner, NOVEMBER);
    expect(whole.items.map((item) => item['at'])).toEqual([
      '2026-11-03T09:00:00.000Z',
      '2026-11-02T10:00:00.000Z',
      '2026-11-02T10:00:00.000Z',
      '2026-11-01T08:00:00.000Z',
    ]);
    const first = await page(owner, { ...NOVEMBER, limit: '2' });
    const second = await page(owner, { ...NOVEMBER, limit: '2', cursor: first.next_cursor ?? '' });
    expect([...first.items, ...second.items]).toEqual(whole.items);
    expect(second.next_cursor).toBeNull();
  });

  it('are those that the filters let through', async () => {
    const key = await aKey(testApp, owner);
    const moment = at('2026-11-02T10:00:00Z');
    await used(testApp, owner, [
      { at: moment, requestId: 'fine', keyId: key.id, model: 'a@OpenAI' },
      { at: moment, requestId: 'bad', status: 502, costMicros: null, endpoint: 'embeddings' },
      { at: moment, requestId: 'left', status: 499 },
      { at: moment, requestId: 'lost', status: 404, model: null, userId: newUuid().replaceAll('-', '') },
    ]);
    const ids = async (filter: Record<string, string>) => (await page(owner, { ...NOVEMBER, ...filter })).items.map(({ id }) => id); // prettier-ignore
    expect(await ids({})).toEqual(['lost', 'left', 'fine', 'bad']);
    expect(await ids({ status: 'ok' })).toEqual(['fine']);
    expect(await ids({ status: 'failed' })).toEqual(['lost', 'bad']);
    expect(await ids({ status: 'left' })).toEqual(['left']);
    expect(await ids({ status: '502' })).toEqual(['bad']);
    expect(await ids({ endpoint: 'embeddings' })).toEqual(['bad']);
    expect(await ids({ key_id: key.id })).toEqual(['fine']);
    expect(await ids({ key_id: 'none' })).toEqual(['lost', 'left', 'bad']);
    expect(await ids({ model: 'a@OpenAI' })).toEqual(['fine']);
    expect(await ids({ model: 'a' })).toEqual(['fine']);
    expect(await ids({ model: 'none' })).toEqual(['lost']);
    expect(await ids({ user_id: owner.user.id, key_id: 'none' })).toEqual(['left', 'bad']);
    expect(await ids({ from: '2026-11-02T10:00:00.001Z' })).toEqual([]);
    expect(await ids({ to: '2026-11-02T10:00:00Z' })).toEqual([]);
  });

  it("are one's own, all of the tenant for those who manage it, and any tenant's for administrators", async () => {
    const [member, administrator] = [await aUser(testApp), await anAdministrator(testApp)];
    await join(testApp, member, owner.tenantId, 'member');
    const moment = at('2026-11-02T10:00:00Z');
    await used(testApp, owner, [
      { at: moment, requestId: 'mine' },
      { at: moment, requestId: 'theirs', userId: member.user.id },
    ]);
    const there = { ...member, headers: { ...member.headers, 'x-tenant-id': owner.tenantId } };
    const ids = async (caller: Actor, filter: Record<string, string> = {}) => (await page(caller, { ...NOVEMBER, ...filter })).items.map(({ id }) => id); // prettier-ignore
    expect(await ids(owner)).toEqual(['theirs', 'mine']);
    expect(await ids(there)).toEqual(['theirs']);
    expect(await ids(member)).toEqual([]);
    expect(await ids(administrator)).toEqual([]);
    expect(await ids(administrator, { tenant_id: owner.tenantId })).toEqual(['theirs', 'mine']);
    await ask(owner, { tenant_id: member.tenantId }).expect(403);
    await ask(there, { user_id: owner.user.id }).expect(403);
  });

  it.each([
    [{ status: 'fine' }, 'status must be one of: ok, failed, left, or an HTTP status'],
    [{ endpoint: 'bogus' }, 'endpoint must be one of: chat, messages, embeddings, rerank, speech, transcriptions, models, count_tokens'], // prettier-ignore
    [{ model: '' }, 'model must be a name, or none'],
    [{ cursor: 'abc' }, 'cursor is not one that this list gave out'],
    [{ from: '2026-11-02', to: '2026-11-01' }, 'Field from must be before to'],
  ])('are not asked for with %j', async (parameters, message) => {
    const { body } = await ask(owner, parameters).expect(400);
    expect(body).toMatchObject({ code: 101, message });
  });
});
