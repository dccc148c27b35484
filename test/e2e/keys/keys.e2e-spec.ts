import { jest } from '@jest/globals';
import { DirectSql } from '../../../src/database/direct-sql.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, aUser, type Actor, join } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { storedText } from '../../support/stored-text.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const TOKEN = /^lbk_[A-Za-z0-9_-]{43}$/;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const NO_KEY = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';
const NOT_OF_THAT_FORM = "API key 'of that form' not found";
const SCOPES =
  '*, inference, models:read, models:write, resources:read, resources:write, usage:read, keys:read, keys:write, admin';

/** Written in the background, whoever asks. */
const LAST_USE = /SET last_used_at/;

const tooLongFor = (characters: number) => 'x'.repeat(characters + 1);
const masked = (token: string) => `${token.slice(0, 8)}…${token.slice(-4)}`;

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

const self = (token: string) => http.get('/api/v1/keys/self').set('X-API-Key', token);
const invalidKey = (response: Parameters<typeof expectFailure>[0]) =>
  expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Invalid API key');

/** Fields of a key's bounds that creating and changing refuse alike. */
const BAD_BOUNDS: [string, object, string][] = [
  ['a description that is no text', { description: 5 }, 'Field description must be a string'],
  ['a description beyond 512 characters', { description: tooLongFor(512) }, 'Field description is too long'],
  ['a bound that is mistyped', { allowed_model: ['gpt-4o'] }, 'Field allowed_model is not known'],
  ['scopes that are no list', { scopes: '*' }, 'Field scopes must be a list'],
  ['null for scopes', { scopes: null }, 'Field scopes must be a list'],
  ['no scope at all', { scopes: [] }, 'scopes must not be empty'],
  ['an unknown scope', { scopes: ['models:read', 'everything'] }, `scopes must be among: ${SCOPES}`],
  ['allowed_models that are no list', { allowed_models: 'gpt-4o' }, 'Field allowed_models must be a list'],
  ['an allowed model that is no text', { allowed_models: [5] }, 'Field allowed_models must be a string'],
  ['an allowed model of endless length', { allowed_models: [tooLongFor(256)] }, 'Field allowed_models is too long'],
  ['allowed_addresses that are no list', { allowed_addresses: '::1' }, 'Field allowed_addresses must be a list'],
  [
    'an allowed address that is a name',
    { allowed_addresses: ['127.0.0.1', 'localhost'] },
    'allowed_addresses must hold IP addresses or CIDRs',
  ],
  [
    'an allowed address that is cut short',
    { allowed_addresses: ['10.1'] },
    'allowed_addresses must hold IP addresses or CIDRs',
  ],
  [
    'an allowed network without end',
    { allowed_addresses: ['10.0.0.0/33'] },
    'allowed_addresses must hold IP addresses or CIDRs',
  ],
  ['an expiry that is no time', { expires_at: 'tomorrow' }, 'Field expires_at must be an ISO 8601 date and time'],
  ['an expiry that is a number', { expires_at: 1 }, 'Field expires_at must be an ISO 8601 date and time'],
  ['an expiry by week', { expires_at: '2090-W05-1' }, 'Field expires_at must be an ISO 8601 date and time'],
  ['an expiry in the past', { expires_at: '2020-01-01T00:00:00Z' }, 'expires_at must be in the future'],
];

describe('POST /api/v1/keys', () => {
  describe('200', () => {
    it('makes a key that may do everyday things, and shows its token', async () => {
      const response = await http.post('/api/v1/keys').set(owner.headers).send({ name: 'build server' });
      const { token } = response.body.data as { token: string };
      expectSuccess(response, {
        id: expect.stringMatching(UUID_V7),
        name: 'build server',
        description: '',
        tenant_id: owner.tenantId,
        user_id: owner.user.id,
        masked: masked(token),
        scopes: ['*'],
        allowed_models: null,
        allowed_addresses: null,
        expires_at: null,
        paused: false,
        last_used_at: null,
        version: 1,
        created_at: expect.stringMatching(ISO_TIME),
        updated_at: expect.stringMatching(ISO_TIME),
        token: expect.stringMatching(TOKEN),
      });
    });

    it('keeps every bound that was asked for', async () => {
      const bounds = {
        name: 'narrow',
        description: 'for the night job',
        scopes: ['inference', 'models:read'],
        allowed_models: ['gpt-4o-mini@OpenAI'],
        allowed_addresses: ['127.0.0.1', '::1', '10.0.0.0/8', '2001:db8::/32'],
        expires_at: '2090-01-01T00:00:00.000Z',
      };
      const { id } = await aKey(testApp, owner, bounds);
      const response = await http.get(`/api/v1/keys/${id}`).set(owner.headers);
      expect(response.body.data).toMatchObject(bounds);
    });

    it('never makes the same token twice', async () => {
      const keys = await Promise.all(Array.from({ length: 5 }, () => aKey(testApp, owner)));
      expect(new Set(keys.map(({ token }) => token)).size).toBe(5);
    });

    it('shows the token here only, and stores it nowhere', async () => {
      const { id, token } = await aKey(testApp, owner);
      const answers = [
        await http.get('/api/v1/keys').set(owner.headers),
        await http.get(`/api/v1/keys/${id}`).set(owner.headers),
        await http.patch(`/api/v1/keys/${id}`).set(owner.headers).send({ name: 'renamed' }),
        await self(token),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(answers.map(({ text }) => text).join()).not.toContain(token);
      expect(await storedText(testApp.dataSource)).not.toContain(token);
    });

    it('writes down who issued the key, without its token', async () => {
      const { id } = await aKey(testApp, owner, { name: 'audited', scopes: ['inference'] });
      expect(await auditTrail(testApp.dataSource, `api-key:${id}`)).toEqual([
        {
          actor: `user:${owner.user.id}`,
          action: 'api-key.issued',
          tenant_id: owner.tenantId,
          details: { name: 'audited', user_id: owner.user.id, scopes: ['inference'] },
        },
      ]);
    });
  });

  describe('400', () => {
    it.each<[string, object, string]>([
      ['no name', {}, 'name is required'],
      ['null for a name', { name: null }, 'name is required'],
      ['a name of blanks', { name: '  ' }, 'name is required'],
      ['a name that is no text', { name: 5 }, 'Field name must be a string'],
      ['a name beyond 255 characters', { name: tooLongFor(255) }, 'Field name is too long'],
      ['a name with NUL in it', { name: 'a\u0000b' }, 'Field name contains invalid characters'],
      ['a user_id that is none', { name: 'x', user_id: 'me' }, 'user_id must be 32 hex characters'],
      ['a tenant_id that is none', { name: 'x', tenant_id: 7 }, 'tenant_id must be 32 hex characters'],
      ...BAD_BOUNDS.map(([what, body, message]): [string, object, string] => [what, { name: 'x', ...body }, message]),
    ])('refuses %s', async (_, body, message) => {
      const response = await http.post('/api/v1/keys').set(owner.headers).send(body);
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
    });

    it.each([
      ['nothing', ''],
      ['a list', '[]'],
      ['a bare word', '"name"'],
      ['broken JSON', '{"name":'],
    ])('refuses %s for a body', async (_, body) => {
      const response = await http.post('/api/v1/keys').set(owner.headers).type('json').send(body);
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'Invalid request body');
    });

    it('tells of every bad field at once', async () => {
      const response = await http.post('/api/v1/keys').set(owner.headers).send({ description: 5, scopes: [] });
      expect(response.body.errors).toEqual([
        { field: 'name', rule: 'required', message: 'name is required' },
        { field: 'description', rule: 'string', message: 'Field description must be a string' },
        { field: 'scopes', rule: 'not_empty', message: 'scopes must not be empty' },
      ]);
    });
  });
});

describe('GET /api/v1/keys', () => {
  const list = (query: Record<string, unknown> = {}) => http.get('/api/v1/keys').query(query).set(owner.headers);
  const fiveKeys = async () => {
    for (const name of ['k1', 'k2', 'k3', 'k4', 'k5']) await aKey(testApp, owner, { name });
  };
  const namesOf = (response: { body: { data: { items: { name: string }[] } } }) =>
    response.body.data.items.map(({ name }) => name);

  describe('200', () => {
    it('answers an empty page while there are no keys', async () => {
      expectSuccess(await list(), { items: [], next_cursor: null });
    });

    it('pages through all keys, the newest first', async () => {
      await fiveKeys();
      const first = await list({ limit: 2 });
      const second = await list({ limit: 2, cursor: first.body.data.next_cursor });
      const third = await list({ limit: 2, cursor: second.body.data.next_cursor });
      expect([first, second, third].map(namesOf)).toEqual([['k5', 'k4'], ['k3', 'k2'], ['k1']]);
      expect(third.body.data.next_cursor).toBeNull();
    });

    it('pages from the oldest on when asked', async () => {
      await fiveKeys();
      const first = await list({ limit: 3, sort: 'created_at' });
      const second = await list({ limit: 3, sort: 'created_at', cursor: first.body.data.next_cursor });
      expect([first, second].map(namesOf)).toEqual([
        ['k1', 'k2', 'k3'],
        ['k4', 'k5'],
      ]);
    });

    it('has no further page when the last one is full', async () => {
      await aKey(testApp, owner);
      const response = await list({ limit: 1 });
      expect(response.body.data.next_cursor).toBeNull();
    });

    it('goes on where it was though the key at the cursor was deleted', async () => {
      await fiveKeys();
      const first = await list({ limit: 2 });
      const last = first.body.data.items[1] as { id: string };
      await http.delete(`/api/v1/keys/${last.id}`).set(owner.headers);
      expect(namesOf(await list({ limit: 2, cursor: first.body.data.next_cursor }))).toEqual(['k3', 'k2']);
    });

    it('finds keys by a part of their name, whatever its case', async () => {
      for (const name of ['Night Job', 'day job', 'console']) await aKey(testApp, owner, { name });
      expect(namesOf(await list({ search: 'JOB' }))).toEqual(['day job', 'Night Job']);
    });

    it('takes wildcards of SQL for what they are', async () => {
      for (const name of ['100%', '100 per cent', 'a_b', 'acb', 'c:\\temp']) await aKey(testApp, owner, { name });
      expect(namesOf(await list({ search: '0%' }))).toEqual(['100%']);
      expect(namesOf(await list({ search: 'a_b' }))).toEqual(['a_b']);
      expect(namesOf(await list({ search: ':\\' }))).toEqual(['c:\\temp']);
    });

    it("shows a member only their own keys, and whoever manages the tenant everybody's", async () => {
      const member = await aUser(testApp);
      await join(testApp, member, owner.tenantId, 'member');
      await aKey(testApp, owner, { name: "owner's" });
      const inTenant = { ...member.headers, 'x-tenant-id': owner.tenantId };
      await http.post('/api/v1/keys').set(inTenant).send({ name: "member's" });
      expect(namesOf(await http.get('/api/v1/keys').set(inTenant))).toEqual(["member's"]);
      expect(namesOf(await list())).toEqual(["member's", "owner's"]);
    });
  });

  describe('400', () => {
    const cursor = (text: string) => ({ cursor: Buffer.from(text).toString('base64url') });
    const SORTS = 'sort must be one of: created_at, -created_at, name, -name, last_used_at, -last_used_at';
    const NOT_OURS = 'cursor is not one that this list gave out';

    it.each<[string, Record<string, unknown>, string]>([
      ['a limit of 0', { limit: 0 }, 'limit must be at least 1'],
      ['a limit beyond 200', { limit: 201 }, 'limit must be at most 200'],
      ['a limit that is no number', { limit: 'all' }, 'Field limit must be an integer'],
      ['two limits', { limit: [1, 2] }, 'Field limit must be an integer'],
      ['an unknown order', { sort: 'id' }, SORTS],
      ['two searches', { search: ['a', 'b'] }, 'Field search must be a string'],
      ['a search with NUL in it', { search: '\u0000' }, 'Field search contains invalid characters'],
      ['a cursor of its own making', { cursor: 'nonsense' }, NOT_OURS],
      ['a cursor without a time', cursor(`never|${NO_KEY}`), NOT_OURS],
      ['a cursor without an id', cursor('2026-01-01T00:00:00.000Z|'), NOT_OURS],
      ['a cursor before all time', cursor(`-271821-04-20T00:00:00.000Z|${NO_KEY}`), NOT_OURS],
    ])('refuses %s', async (_, query, message) => {
      expectFailure(await list(query), 400, RetCode.ARGUMENT_ERROR, message);
    });
  });
});

describe.each([
  ['GET', '', 'get', undefined],
  ['PATCH', '', 'patch', { name: 'x' }],
  ['DELETE', '', 'delete', undefined],
  ['POST', '/rotate', 'post', {}],
] as const)('%s /api/v1/keys/:id%s', (_, path, method, body) => {
  const call = (actor: Actor, id: string) => http[method](`/api/v1/keys/${id}${path}`).set(actor.headers).send(body);

  describe('404', () => {
    it('knows no key that was never made', async () => {
      expectFailure(await call(owner, NO_KEY), 404, RetCode.NOT_FOUND, `API key '${NO_KEY}' not found`);
    });

    it('knows no key whose id is none', async () => {
      expectFailure(await call(owner, 'latest'), 404, RetCode.NOT_FOUND, NOT_OF_THAT_FORM);
    });

    it("hides another tenant's key, and leaves it alone", async () => {
      const stranger = await aUser(testApp);
      const { id, token } = await aKey(testApp, owner, { name: 'mine' });
      expectFailure(await call(stranger, id), 404, RetCode.NOT_FOUND, `API key '${id}' not found`);
      expect((await self(token)).body.data).toMatchObject({ name: 'mine', version: 1 });
    });

    it("hides another member's key from whoever does not manage the tenant", async () => {
      const member = await aUser(testApp);
      await join(testApp, member, owner.tenantId, 'member');
      const { id } = await aKey(testApp, owner);
      const headers = { ...member.headers, 'x-tenant-id': owner.tenantId } as Actor['headers'];
      expectFailure(await call({ ...member, headers }, id), 404, RetCode.NOT_FOUND, `API key '${id}' not found`);
    });
  });
});

describe('GET /api/v1/keys/:id', () => {
  it('answers the record without the token', async () => {
    const created = await http.post('/api/v1/keys').set(owner.headers).send({ name: 'one' });
    const { token: _token, ...record } = created.body.data as { id: string; token: string };
    expectSuccess(await http.get(`/api/v1/keys/${record.id}`).set(owner.headers), {
      ...record,
      status: 'active',
      tenant_name: `${owner.email.split('@', 1)[0]}‘s Kingdom`,
      used_by: { bots: [] },
      user_email: owner.email,
    });
  });
});

describe('PATCH /api/v1/keys/:id', () => {
  const patch = (id: string, body: object) => http.patch(`/api/v1/keys/${id}`).set(owner.headers).send(body);

  describe('200', () => {
    it('changes what is given and leaves the rest', async () => {
      const { id } = await aKey(testApp, owner, { name: 'old', description: 'kept', scopes: ['inference'] });
      const response = await patch(id, { name: 'new' });
      expect(response.body.data).toMatchObject({
        name: 'new',
        description: 'kept',
        scopes: ['inference'],
        version: 2,
      });
    });

    it('refuses the key at once when it is paused, and takes it again when resumed', async () => {
      const { id, token } = await aKey(testApp, owner);
      expect((await self(token)).status).toBe(200);
      await patch(id, { paused: true });
      invalidKey(await self(token));
      await patch(id, { paused: false });
      expect((await self(token)).status).toBe(200);
    });

    it('sets an expiry and takes it away', async () => {
      const { id } = await aKey(testApp, owner);
      const set = await patch(id, { expires_at: '2090-01-01T00:00:00Z' });
      expect(set.body.data.expires_at).toBe('2090-01-01T00:00:00.000Z');
      const cleared = await patch(id, { expires_at: null });
      expect(cleared.body.data.expires_at).toBeNull();
    });

    it('holds the key to its new scopes at once', async () => {
      const { id, token } = await aKey(testApp, owner);
      const models = () => http.get('/api/v1/models').set('X-API-Key', token);
      expect((await models()).status).toBe(200);
      await patch(id, { scopes: ['usage:read'] });
      expectFailure(await models(), 403, RetCode.PERMISSION_ERROR, 'The API key lacks the scope models:read');
    });

    it('lifts the bounds that are set to null', async () => {
      const { id } = await aKey(testApp, owner, { allowed_models: ['a'], allowed_addresses: ['::1'] });
      const response = await patch(id, { allowed_models: null, allowed_addresses: null });
      expect(response.body.data).toMatchObject({ allowed_models: null, allowed_addresses: null });
    });

    it('accepts the version that is current', async () => {
      const { id } = await aKey(testApp, owner);
      expect((await patch(id, { name: 'x', version: 1 })).body.data.version).toBe(2);
    });

    it('writes down which fields were changed', async () => {
      const { id } = await aKey(testApp, owner);
      await patch(id, { description: 'told to nobody', paused: true });
      expect((await auditTrail(testApp.dataSource, `api-key:${id}`)).at(-1)).toEqual({
        actor: `user:${owner.user.id}`,
        action: 'api-key.changed',
        tenant_id: owner.tenantId,
        details: { fields: ['description', 'paused'] },
      });
    });
  });

  describe('400', () => {
    it.each<[string, object, string]>([
      ['null for a name', { name: null }, 'Field name must be a string'],
      ['a name of blanks', { name: ' ' }, 'name must not be empty'],
      ['a name beyond 255 characters', { name: tooLongFor(255) }, 'Field name is too long'],
      ['a word for paused', { paused: 'yes' }, 'Field paused must be a boolean'],
      ['a version that is no number', { version: '1' }, 'Field version must be an integer'],
      ['null for a version', { version: null }, 'Field version must be an integer'],
      ...BAD_BOUNDS,
    ])('refuses %s, and changes nothing', async (_, body, message) => {
      const { id, token } = await aKey(testApp, owner, { name: 'as it was' });
      expectFailure(await patch(id, body), 400, RetCode.ARGUMENT_ERROR, message);
      expect((await self(token)).body.data).toMatchObject({ name: 'as it was', version: 1 });
    });
  });

  describe('409', () => {
    it('refuses a version that was overtaken, and changes nothing', async () => {
      const { id } = await aKey(testApp, owner, { name: 'first' });
      await patch(id, { name: 'second' });
      const message = 'The API key was changed meanwhile; its version is 2 now';
      expectFailure(await patch(id, { name: 'third', version: 1 }), 409, RetCode.CONFLICT, message);
      expect((await http.get(`/api/v1/keys/${id}`).set(owner.headers)).body.data.name).toBe('second');
    });

    it('lets only one of two concurrent changes of a version through', async () => {
      const { id } = await aKey(testApp, owner);
      const answers = await Promise.all(['a', 'b'].map((name) => patch(id, { name, version: 1 })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    });
  });
});

describe('DELETE /api/v1/keys/:id', () => {
  it('ends the key at once and for ever', async () => {
    const { id, token } = await aKey(testApp, owner);
    expect((await self(token)).status).toBe(200);
    expectSuccess(await http.delete(`/api/v1/keys/${id}`).set(owner.headers), null);
    invalidKey(await self(token));
    expectFailure(
      await http.delete(`/api/v1/keys/${id}`).set(owner.headers),
      404,
      RetCode.NOT_FOUND,
      `API key '${id}' not found`,
    );
  });

  it('writes down who revoked the key', async () => {
    const { id } = await aKey(testApp, owner, { name: 'gone' });
    await http.delete(`/api/v1/keys/${id}`).set(owner.headers);
    expect((await auditTrail(testApp.dataSource, `api-key:${id}`)).at(-1)).toEqual({
      actor: `user:${owner.user.id}`,
      action: 'api-key.revoked',
      tenant_id: owner.tenantId,
      details: { name: 'gone' },
    });
  });
});

describe('POST /api/v1/keys/:id/rotate', () => {
  const rotate = (id: string, body?: object) => http.post(`/api/v1/keys/${id}/rotate`).set(owner.headers).send(body);

  describe('200', () => {
    it('gives the key a new token under the same id, and ends the former at once', async () => {
      const { id, token } = await aKey(testApp, owner, { name: 'turning' });
      expect((await self(token)).status).toBe(200);
      const response = await rotate(id, { overlap_seconds: 0 });
      const { token: next } = response.body.data as { token: string };
      expect(response.body.data).toMatchObject({
        id,
        name: 'turning',
        masked: masked(next),
        token: expect.stringMatching(TOKEN),
        previous_valid_until: expect.stringMatching(ISO_TIME),
        version: 2,
      });
      invalidKey(await self(token));
      expect((await self(next)).body.data.id).toBe(id);
    });

    it('needs no body', async () => {
      const { id, token } = await aKey(testApp, owner);
      expect((await rotate(id)).status).toBe(200);
      invalidKey(await self(token));
    });

    it('takes null for no overlap', async () => {
      const { id, token } = await aKey(testApp, owner);
      expect((await rotate(id, { overlap_seconds: null })).status).toBe(200);
      invalidKey(await self(token));
    });

    it('lets the former token go on during the overlap', async () => {
      const { id, token } = await aKey(testApp, owner);
      await rotate(id, { overlap_seconds: 3600 });
      expect((await self(token)).body.data.id).toBe(id);
    });

    it('says until when the former token goes on', async () => {
      const { id } = await aKey(testApp, owner);
      const before = Date.now();
      const { previous_valid_until } = (await rotate(id, { overlap_seconds: 3600 })).body.data as {
        previous_valid_until: string;
      };
      const end = new Date(previous_valid_until).getTime() - 3_600_000;
      expect(end).toBeGreaterThanOrEqual(before);
      expect(end).toBeLessThanOrEqual(Date.now());
    });

    it('refuses the former token once the overlap is over', async () => {
      const { id, token } = await aKey(testApp, owner);
      const next = (await rotate(id, { overlap_seconds: 3600 })).body.data as { token: string };
      await testApp.dataSource.query(
        `UPDATE key_secrets SET valid_until = now() - interval '1 second' WHERE key_id = $1 AND valid_until IS NOT NULL`,
        [id],
      );
      invalidKey(await self(token));
      expect((await self(next.token)).status).toBe(200);
    });

    it('cuts a running overlap short when rotated again without one', async () => {
      const { id, token } = await aKey(testApp, owner);
      const second = (await rotate(id, { overlap_seconds: 3600 })).body.data as { token: string };
      await rotate(id, { overlap_seconds: 0 });
      invalidKey(await self(token));
      invalidKey(await self(second.token));
    });

    it('ends all its tokens when the key is deleted', async () => {
      const { id, token } = await aKey(testApp, owner);
      const next = (await rotate(id, { overlap_seconds: 3600 })).body.data as { token: string };
      await http.delete(`/api/v1/keys/${id}`).set(owner.headers);
      invalidKey(await self(token));
      invalidKey(await self(next.token));
    });

    it('writes down who rotated the key, without either token', async () => {
      const { id } = await aKey(testApp, owner);
      await rotate(id, { overlap_seconds: 60 });
      expect((await auditTrail(testApp.dataSource, `api-key:${id}`)).at(-1)).toEqual({
        actor: `user:${owner.user.id}`,
        action: 'api-key.rotated',
        tenant_id: owner.tenantId,
        details: { overlap_seconds: 60 },
      });
    });
  });

  describe('400', () => {
    it.each<[string, object, string]>([
      ['a negative overlap', { overlap_seconds: -1 }, 'overlap_seconds must be at least 0'],
      ['an overlap beyond 30 days', { overlap_seconds: 2_592_001 }, 'overlap_seconds must be at most 2592000'],
      ['a part of a second', { overlap_seconds: 0.5 }, 'Field overlap_seconds must be an integer'],
      ['a word for the overlap', { overlap_seconds: 'day' }, 'Field overlap_seconds must be an integer'],
    ])('refuses %s', async (_, body, message) => {
      const { id } = await aKey(testApp, owner);
      expectFailure(await rotate(id, body), 400, RetCode.ARGUMENT_ERROR, message);
    });
  });
});

describe('GET /api/v1/keys/self', () => {
  describe('200', () => {
    it("answers the calling key's record, and when it was last used", async () => {
      const created = await http.post('/api/v1/keys').set(owner.headers).send({ name: 'test' });
      const { token, ...record } = created.body.data as { token: string };
      expectSuccess(await self(token), { ...record, last_used_at: expect.stringMatching(ISO_TIME) });
    });

    it('asks the database for nothing once the key is known', async () => {
      const { token } = await aKey(testApp, owner);
      await self(token);
      const direct = jest.spyOn(testApp.app.get(DirectSql), 'query');
      const transactions = jest.spyOn(testApp.dataSource, 'createQueryRunner');
      try {
        const answers = [await self(token), await self(token)];
        expect(answers.map(({ status }) => status)).toEqual([200, 200]);
        const statements = direct.mock.calls.map(([statement]) => statement);
        expect(statements.filter((statement) => !LAST_USE.test(statement))).toEqual([]);
        expect(transactions).not.toHaveBeenCalled();
      } finally {
        direct.mockRestore();
        transactions.mockRestore();
      }
    });

    it('needs no scope', async () => {
      const { token } = await aKey(testApp, owner, { scopes: ['usage:read'] });
      expect((await self(token)).body.data.scopes).toEqual(['usage:read']);
    });
  });

  describe('401', () => {
    it('refuses a key whose time is up', async () => {
      const { id, token } = await aKey(testApp, owner, { expires_at: '2090-01-01T00:00:00Z' });
      await testApp.dataSource.query(`UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = $1`, [
        id,
      ]);
      invalidKey(await self(token));
    });
  });

  describe('403', () => {
    it('has nothing to say to a user who signed in', async () => {
      const response = await http.get('/api/v1/keys/self').set(owner.headers);
      expectFailure(response, 403, RetCode.FORBIDDEN, 'Only an API key can ask for itself');
    });
  });
});
