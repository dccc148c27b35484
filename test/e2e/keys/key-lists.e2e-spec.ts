import { RetCode } from '../../../src/kernel/ret-code.js';
import { LastUse } from '../../../src/api-key/last-use.js';
import { aKey, anAdministrator, aUser, type Actor, join } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const NO_KEY = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';

let testApp: TestApp;
let http: TestApp['http'];
let owner: Actor;
let administrator: Actor;

beforeAll(async () => {
  testApp = await startTestApp();
  http = testApp.http;
  administrator = await anAdministrator(testApp);
});

beforeEach(async () => {
  owner = await aUser(testApp);
});

afterAll(() => testApp.close());

interface Page {
  body: {
    data: { items: { id: string; name: string; tenant_id: string; status: string }[]; next_cursor: string | null };
  };
}

const list = (query: Record<string, unknown> = {}, actor: Pick<Actor, 'headers'> = owner) =>
  http.get('/api/v1/keys').query(query).set(actor.headers);
const namesOf = ({ body }: Page) => body.data.items.map(({ name }) => name);
const keysNamed = async (...names: string[]) => {
  for (const name of names) await aKey(testApp, owner, { name });
};
/** All pages of two, one after the other. */
const walk = async (query: Record<string, unknown>, actor?: Pick<Actor, 'headers'>) => {
  const pages: string[][] = [];
  let cursor: string | null | undefined;
  do {
    const page: Page = await list({ ...query, limit: 2, ...(cursor ? { cursor } : {}) }, actor);
    pages.push(namesOf(page));
    cursor = page.body.data.next_cursor;
  } while (cursor);
  return pages;
};
const set = (id: string, columns: string) => testApp.dataSource.query(`UPDATE api_keys SET ${columns} WHERE id = $1`, [id]); // prettier-ignore

describe('the order', () => {
  it('is by name whatever its case, both ways', async () => {
    await keysNamed('beta', 'Alpha', 'gamma', 'Älpha', 'alpha');
    expect((await walk({ sort: 'name' })).flat().map((name) => name.toLowerCase())).toEqual([
      'alpha',
      'alpha',
      'beta',
      'gamma',
      'älpha',
    ]);
    expect((await walk({ sort: '-name' })).flat().at(0)).toBe('Älpha');
  });

  it('is by last use, never used ones being the oldest', async () => {
    const used = await aKey(testApp, owner, { name: 'used' });
    const usedLater = await aKey(testApp, owner, { name: 'used later' });
    await keysNamed('never', 'nor this');
    await set(used.id, `last_used_at = '2026-01-01T00:00:00.123456Z'`);
    await set(usedLater.id, `last_used_at = '2026-01-01T00:00:00.123457Z'`);
    expect(await walk({ sort: '-last_used_at' })).toEqual([
      ['used later', 'used'],
      ['nor this', 'never'],
    ]);
    expect(await walk({ sort: 'last_used_at' })).toEqual([
      ['never', 'nor this'],
      ['used', 'used later'],
    ]);
  });

  it('goes through names alike one by one', async () => {
    await keysNamed('same', 'same', 'same', 'same', 'same');
    expect((await walk({ sort: '-name' })).map((page) => page.length)).toEqual([2, 2, 1]);
  });

  it.each(['name', '-last_used_at'])("refuses another order's cursor for %s", async (sort) => {
    await keysNamed('one', 'two');
    const { body } = await list({ limit: 1 });
    const response = await list({ sort, cursor: body.data.next_cursor });
    expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'cursor is not one that this list gave out');
  });

  it.each([
    ['a day that is none', ['-created_at', '2026-02-30T00:00:00.000000Z', NO_KEY]],
    ['a month that is none', ['-created_at', '2026-13-01T00:00:00.000000Z', NO_KEY]],
    ['an id that is none', ['-created_at', '2026-02-01T00:00:00.000000Z', 'x']],
    ['no list', { sort: '-created_at' }],
    ['a number for a time', ['-created_at', 5, NO_KEY]],
  ])('refuses a cursor with %s', async (_, content) => {
    const cursor = Buffer.from(JSON.stringify(content)).toString('base64url');
    expectFailure(await list({ cursor }), 400, RetCode.ARGUMENT_ERROR, 'cursor is not one that this list gave out');
  });

  it('refuses a name with NUL in a cursor', async () => {
    const cursor = Buffer.from(JSON.stringify(['name', 'a\u0000', NO_KEY])).toString('base64url');
    const message = 'cursor is not one that this list gave out';
    expectFailure(await list({ sort: 'name', cursor }), 400, RetCode.ARGUMENT_ERROR, message);
  });
});

describe('what is searched and filtered', () => {
  it('searches descriptions too', async () => {
    await aKey(testApp, owner, { name: 'one', description: 'for the Build server' });
    await aKey(testApp, owner, { name: 'rebuild' });
    await aKey(testApp, owner, { name: 'other' });
    expect(namesOf(await list({ search: 'build' }))).toEqual(['rebuild', 'one']);
  });

  it.each(['a', '密钥', '测试密钥', '%%%', "';--", '___'])('searches for %s', async (search) => {
    await keysNamed(`x ${search} y`, 'zzz');
    expect(namesOf(await list({ search }))).toEqual([`x ${search} y`]);
  });

  it('goes on at its end when only so many keys are looked at for a page', async () => {
    await testApp.dataSource.query(
      `INSERT INTO api_keys (id, tenant_id, user_id, source, name, scopes, created_at)
       SELECT gen_random_uuid(), $1, $1, 'own', CASE n WHEN 1 THEN 'q!' ELSE 'bulk' END, '{*}',
              timestamptz '2020-01-01' + n * interval '1 second'
       FROM generate_series(1, 20001) AS n`,
      [owner.tenantId],
    );
    const first: Page = await list({ search: '!' });
    expect(namesOf(first)).toEqual([]);
    const second: Page = await list({ search: '!', cursor: first.body.data.next_cursor });
    expect([namesOf(second), second.body.data.next_cursor]).toEqual([['q!'], null]);
  });

  it('knows active, paused and expired keys', async () => {
    await keysNamed('active');
    const paused = await aKey(testApp, owner, { name: 'paused' });
    const expired = await aKey(testApp, owner, { name: 'expired' });
    const both = await aKey(testApp, owner, { name: 'expired and paused' });
    await set(paused.id, 'paused = true');
    await set(expired.id, `expires_at = now() - interval '1 second'`);
    await set(both.id, `paused = true, expires_at = now() - interval '1 second'`);
    expect(namesOf(await list({ status: 'active' }))).toEqual(['active']);
    expect(namesOf(await list({ status: 'paused' }))).toEqual(['paused']);
    expect(namesOf(await list({ status: 'expired' }))).toEqual(['expired and paused', 'expired']);
    const { body }: Page = await list();
    expect(body.data.items.map(({ status }) => status)).toEqual(['expired', 'expired', 'paused', 'active']);
  });

  it('finds keys by what they may do', async () => {
    await aKey(testApp, owner, { name: 'all', scopes: ['*'] });
    await aKey(testApp, owner, { name: 'models', scopes: ['models:read'] });
    await aKey(testApp, owner, { name: 'keys', scopes: ['keys:read', 'inference'] });
    expect(namesOf(await list({ scope: 'inference' }))).toEqual(['keys', 'all']);
    expect(namesOf(await list({ scope: 'keys:read' }))).toEqual(['keys']);
    expect(namesOf(await list({ scope: '*' }))).toEqual(['all']);
  });

  it("finds a user's keys, and of these only what the caller may see", async () => {
    const member = await aUser(testApp);
    await join(testApp, member, owner.tenantId, 'member');
    const inTenant = { headers: { ...member.headers, 'x-tenant-id': owner.tenantId } };
    await keysNamed("owner's");
    await http.post('/api/v1/keys').set(inTenant.headers).send({ name: "member's" });
    expect(namesOf(await list({ user_id: member.user.id }))).toEqual(["member's"]);
    expect(namesOf(await list({ user_id: owner.user.id }, inTenant))).toEqual([]);
  });

  it.each([
    ['status', 'gone', 'status must be one of: active, paused, expired'],
    ['user_id', 'me', 'user_id must be 32 hex characters'],
    ['tenant_id', 'mine', 'tenant_id must be 32 hex characters'],
    ['all_tenants', 'yes', 'all_tenants must be true or false'],
  ])('refuses %s=%s', async (field, value, message) => {
    expectFailure(await list({ [field]: value }), 400, RetCode.ARGUMENT_ERROR, message);
  });
});

describe('the keys of every tenant', () => {
  it('are listed to an administrator, with whose they are', async () => {
    const { id } = await aKey(testApp, owner, { name: 'theirs' });
    const { body }: Page = await list({ all_tenants: 'true', search: 'theirs' }, administrator);
    expect(body.data.items.find((item) => item.id === id)).toMatchObject({
      tenant_id: owner.tenantId,
      user_email: owner.email,
      tenant_name: `${owner.email.split('@', 1)[0]}‘s Kingdom`,
      masked: expect.stringMatching(/^lbk_/),
    });
  });

  it("are told apart by tenant, and an administrator's own list holds none of them", async () => {
    await keysNamed('a', 'b', 'c');
    expect(await walk({ tenant_id: owner.tenantId, sort: 'name' }, administrator)).toEqual([['a', 'b'], ['c']]);
    expect(namesOf(await list({}, administrator))).toEqual([]);
  });

  it('are gone through one by one in each order', async () => {
    for (const sort of ['name', '-name', 'created_at', '-created_at', 'last_used_at', '-last_used_at']) {
      const all: Page = await list({ all_tenants: 'true', sort, search: 'same', limit: 200 }, administrator);
      const walked = await walk({ all_tenants: 'true', sort, search: 'same' }, administrator);
      expect(walked.flat()).toEqual(namesOf(all));
    }
  });

  it.each([
    ['tenant_id', { tenant_id: 'f'.repeat(32) }],
    ['all_tenants', { all_tenants: 'true' }],
  ])('are hidden from everybody else: %s', async (field, query) => {
    const message = `Only an instance administrator may set ${field}`;
    expectFailure(await list(query), 403, RetCode.FORBIDDEN, message);
  });

  it("need the scope admin of an administrator's key", async () => {
    const bare = await aKey(testApp, administrator, { scopes: ['keys:read'] });
    const mighty = await aKey(testApp, administrator, { scopes: ['keys:read', 'admin'] });
    const withKey = ({ token }: { token: string }) => http.get('/api/v1/keys?all_tenants=true').set('x-api-key', token);
    expectFailure(await withKey(bare), 403, RetCode.FORBIDDEN, 'The API key lacks the scope admin');
    expect((await withKey(mighty)).status).toBe(200);
  });

  it('are not one tenant and all at once', async () => {
    const response = await list({ all_tenants: 'true', tenant_id: owner.tenantId }, administrator);
    expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'all_tenants goes without tenant_id');
  });

  it('can be shown, changed, renewed and ended by an administrator', async () => {
    const { id } = await aKey(testApp, owner, { name: 'theirs' });
    const path = `/api/v1/keys/${id}`;
    expect((await http.get(path).set(administrator.headers)).body.data.name).toBe('theirs');
    const changed = await http.patch(path).set(administrator.headers).send({ paused: true });
    expect(changed.body.data).toMatchObject({ paused: true, status: 'paused', user_email: owner.email });
    const rotated = await http.post(`${path}/rotate`).set(administrator.headers).send({});
    expect(rotated.body.data).toMatchObject({ id, tenant_id: owner.tenantId, token: expect.stringMatching(/^lbk_/) });
    expectSuccess(await http.delete(path).set(administrator.headers), null);
    const trail = await auditTrail(testApp.dataSource, `api-key:${id}`);
    expect(trail.map(({ action, actor, tenant_id }) => [action, actor, tenant_id])).toEqual([
      ['api-key.issued', `user:${owner.user.id}`, owner.tenantId],
      ['api-key.changed', `user:${administrator.user.id}`, owner.tenantId],
      ['api-key.rotated', `user:${administrator.user.id}`, owner.tenantId],
      ['api-key.revoked', `user:${administrator.user.id}`, owner.tenantId],
    ]);
  });

  it('are not there for an administrator either when there is none', async () => {
    const response = await http.get(`/api/v1/keys/${NO_KEY}`).set(administrator.headers);
    expectFailure(response, 404, RetCode.NOT_FOUND, `API key '${NO_KEY}' not found`);
  });
});

describe('what uses a key', () => {
  it('is the bot that its publishable token talks to', async () => {
    const { id } = await aKey(testApp, owner);
    const bot = await http
      .post('/api/v1/platform/bots')
      .set(owner.headers)
      .send({ name: 'help desk', adapter: 'openai', adapter_config: {}, enable: true });
    const uuid = (bot.body.data as { uuid: string }).uuid;
    await testApp.dataSource.query(
      'INSERT INTO bot_embeds (key_id, tenant_id, bot_id, digest) VALUES ($1, $2, $3, $4)',
      [id, owner.tenantId, uuid, Buffer.from(id)],
    );
    const { body } = await http.get(`/api/v1/keys/${id}`).set(owner.headers);
    expect(body.data.used_by).toEqual({ bots: [{ id: uuid, name: 'help desk', enabled: true }] });
  });
});

describe('last use', () => {
  it('is written down for more keys than fit one statement', async () => {
    await testApp.dataSource.query(
      `INSERT INTO api_keys (id, tenant_id, user_id, source, name, scopes)
       SELECT gen_random_uuid(), $1, $1, 'own', 'bulk', '{*}' FROM generate_series(1, 1001)`,
      [owner.tenantId],
    );
    const rows = await testApp.dataSource.query<{ id: string }[]>('SELECT id FROM api_keys WHERE tenant_id = $1', [
      owner.tenantId,
    ]);
    const lastUse = testApp.app.get(LastUse);
    for (const { id } of rows) lastUse.note(id);
    await lastUse.flush();
    const [left] = await testApp.dataSource.query<{ count: string }[]>(
      'SELECT count(*) FROM api_keys WHERE tenant_id = $1 AND last_used_at IS NULL',
      [owner.tenantId],
    );
    expect(left).toEqual({ count: '0' });
  });
});
