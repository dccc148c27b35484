import type { Response } from 'supertest';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, aUser, join, type Actor } from '../../support/actors.js';
import { expectLangBotFailure, expectLangBotSuccess } from '../../support/expect-langbot.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

interface Key {
  id: number;
  uuid: string;
  key: string;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;
const WHOLE = /^lbk_[A-Za-z0-9_-]{43}$/;
const MASKED = /^lbk_.{4}….{4}$/;
const NOT_FOUND = 'Resource not found';

let testApp: TestApp;
let owner: Actor;

beforeAll(async () => {
  testApp = await startTestApp();
});

beforeEach(async () => {
  owner = await aUser(testApp);
});

afterAll(() => testApp.close());

const PATH = '/api/v1/apikeys';
const create = (body: object, headers: Record<string, string> = owner.headers) =>
  testApp.http.post(PATH).set(headers).send(body);
const list = (headers: Record<string, string> = owner.headers) => testApp.http.get(PATH).set(headers);
const keyOf = (response: Response) => response.body.data.key as Key;

async function made(body: object = {}, headers: Record<string, string> = owner.headers): Promise<Key> {
  const response = await create({ name: 'build server', ...body }, headers);
  if (response.status !== 200) throw new Error(`No key: ${response.text}`);
  return keyOf(response);
}

function record(facts: object): object {
  return {
    id: expect.any(Number),
    uuid: expect.any(String),
    name: 'build server',
    key: expect.stringMatching(MASKED),
    secret_available: false,
    description: '',
    scopes: ['*'],
    status: 'active',
    expires_at: null,
    last_used_at: null,
    created_at: expect.stringMatching(TIME),
    updated_at: expect.stringMatching(TIME),
    ...facts,
  };
}

describe('an API key made on LangBot’s surface', () => {
  it('is whole in the answer alone, and works everywhere', async () => {
    const response = await create({ name: 'build server' });
    expectLangBotSuccess(response, { key: record({ key: expect.stringMatching(WHOLE), secret_available: true }) });
    const { id, key } = keyOf(response);
    const masked = `${key.slice(0, 8)}…${key.slice(-4)}`;
    expectLangBotSuccess(await testApp.http.get(`${PATH}/${id}`).set(owner.headers), { key: record({ id, key: masked }) }); // prettier-ignore
    expectLangBotSuccess(await list(), { keys: [record({ id, key: masked })] });
    const self = await testApp.http.get('/api/v1/keys/self').set('x-api-key', key);
    expect({ status: self.status, data: self.body.data as unknown }).toMatchObject({ status: 200, data: { masked } });
  });

  it('takes description, scopes and expiry, in UTC unless a zone is named', async () => {
    const body = { name: 'narrow', description: 'reads', scopes: ['models:read'], expires_at: '2040-01-01T08:00:00' };
    const facts = { name: 'narrow', description: 'reads', scopes: ['models:read'], expires_at: '2040-01-01T08:00:00' };
    const { id } = await made(body);
    expectLangBotSuccess(await testApp.http.get(`${PATH}/${id}`).set(owner.headers), { key: record(facts) });
    const zoned = await made({ expires_at: '2040-01-01T08:00:00+08:00' });
    expect(zoned).toMatchObject({ expires_at: '2040-01-01T00:00:00' });
  });

  it.each([
    [{ name: undefined }, 'Name is required'],
    [{ name: '' }, 'Name is required'],
    [{ name: ' ' }, 'Name is required'],
    [{ name: 7 }, 'Field name must be a string'],
    [{ name: 'x'.repeat(256) }, 'Field name is too long'],
    [{ description: 'x'.repeat(513) }, 'Field description is too long'],
    [{ scopes: [] }, 'scopes must not be empty'],
    [{ expires_at: 'tomorrow' }, 'Field expires_at must be an ISO 8601 date and time'],
    [{ expires_at: '2020-01-01T00:00:00' }, 'expires_at must be in the future'],
  ])('is refused for %j', async (body, message) => {
    expectLangBotFailure(await create({ name: 'build server', ...body }), 400, RetCode.REFUSED, message);
    expectLangBotSuccess(await list(), { keys: [] });
  });

  it('is renamed and described anew', async () => {
    const { id } = await made();
    const put = (body: object) => testApp.http.put(`${PATH}/${id}`).set(owner.headers).send(body);
    expectLangBotSuccess(await put({ name: 'other' }), null);
    expectLangBotSuccess(await put({ description: 'why' }), null);
    expectLangBotSuccess(await put({}), null);
    expectLangBotFailure(await put({ name: '' }), 400, RetCode.REFUSED, 'Name is required');
    expectLangBotSuccess(await list(), { keys: [record({ id, name: 'other', description: 'why' })] });
  });

  it('stops with its deletion', async () => {
    const { id, key } = await made();
    await testApp.http.get('/api/v1/keys/self').set('x-api-key', key).expect(200);
    expectLangBotSuccess(await testApp.http.delete(`${PATH}/${id}`).set(owner.headers), null);
    expectLangBotFailure(await testApp.http.get(PATH).set('x-api-key', key), 401, RetCode.REFUSED, 'Invalid API key');
    const again = await testApp.http.delete(`${PATH}/${id}`).set(owner.headers);
    expectLangBotFailure(again, 404, RetCode.REFUSED, NOT_FOUND);
  });

  it('shows among the keys of the other surfaces', async () => {
    const own = await aKey(testApp, owner, { name: 'own' });
    const langbot = await made();
    const uuids = ((await list()).body.data.keys as Key[]).map(({ uuid }) => uuid);
    expect(uuids).toEqual([own.id, langbot.uuid]);
  });
});

describe('a key that is not there', () => {
  it.each([
    '1',
    '999999999',
    '2147483648',
    '99999999999999999999',
    'x',
    '-1',
    '1.5',
    '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10',
  ])('is not found as %s', async (id) => {
    const path = `${PATH}/${id}`;
    expectLangBotFailure(await testApp.http.get(path).set(owner.headers), 404, RetCode.REFUSED, NOT_FOUND);
    const put = await testApp.http.put(path).set(owner.headers).send({ name: 'x' });
    expectLangBotFailure(put, 404, RetCode.REFUSED, NOT_FOUND);
    expectLangBotFailure(await testApp.http.delete(path).set(owner.headers), 404, RetCode.REFUSED, NOT_FOUND);
  });

  it('is not found in another tenant, nor by a member who did not make it', async () => {
    const { id } = await made();
    const [stranger, member] = [await aUser(testApp), await aUser(testApp)];
    await join(testApp, member, owner.tenantId, 'member');
    const asMember = { ...member.headers, 'x-tenant-id': owner.tenantId };
    for (const headers of [stranger.headers, asMember]) {
      expectLangBotFailure(await testApp.http.get(`${PATH}/${id}`).set(headers), 404, RetCode.REFUSED, NOT_FOUND);
      const put = await testApp.http.put(`${PATH}/${id}`).set(headers).send({ name: 'mine' });
      expectLangBotFailure(put, 404, RetCode.REFUSED, NOT_FOUND);
      expectLangBotFailure(await testApp.http.delete(`${PATH}/${id}`).set(headers), 404, RetCode.REFUSED, NOT_FOUND);
      expectLangBotSuccess(await list(headers), { keys: [] });
    }
    expectLangBotSuccess(await list(), { keys: [record({ id })] });
  });
});

describe('a key that makes keys', () => {
  const withKey = async (body: object) => ({ 'x-api-key': (await aKey(testApp, owner, body)).token });

  it('needs the scope', async () => {
    const headers = await withKey({ scopes: ['*'] });
    const lacks = (scope: string) => `The API key lacks the scope ${scope}`;
    expectLangBotFailure(await create({ name: 'x' }, headers), 403, RetCode.REFUSED, lacks('keys:write'));
    expectLangBotFailure(await list(headers), 403, RetCode.REFUSED, lacks('keys:read'));
  });

  it('hands on what it has when nothing is said, without the say over keys', async () => {
    const bounds = { allowed_models: ['gpt-4o-mini'], expires_at: '2040-01-01T00:00:00Z' };
    const headers = await withKey({ scopes: ['models:read', 'keys:read', 'keys:write'], ...bounds });
    const child = await made({}, headers);
    expect(child).toMatchObject({ scopes: ['models:read', 'keys:read'], expires_at: '2040-01-01T00:00:00' });
    const self = await testApp.http.get('/api/v1/keys/self').set('x-api-key', child.key);
    expect(self.body.data).toMatchObject({ allowed_models: ['gpt-4o-mini'] });
  });

  it.each([
    [{ scopes: ['*'] }, "You can't grant the scope *"],
    [{ scopes: ['keys:write'] }, "You can't grant the scope keys:write"],
    [{ expires_at: '2041-01-01T00:00:00' }, 'expires_at exceeds your own'],
  ])('can’t exceed itself with %j', async (body, message) => {
    const headers = await withKey({ scopes: ['models:read', 'keys:write'], expires_at: '2040-01-01T00:00:00Z' });
    expectLangBotFailure(await create({ name: 'x', ...body }, headers), 403, RetCode.REFUSED, message);
  });

  it('leaves alone a key that can do more', async () => {
    const { id } = await made();
    const headers = await withKey({ scopes: ['models:read', 'keys:write'] });
    const response = await testApp.http.put(`${PATH}/${id}`).set(headers).send({ name: 'mine' });
    expectLangBotFailure(response, 403, RetCode.REFUSED, "You can't grant the scope *");
  });
});

it('a viewer has no keys', async () => {
  const viewer = await aUser(testApp);
  await join(testApp, viewer, owner.tenantId, 'viewer');
  const headers = { ...viewer.headers, 'x-tenant-id': owner.tenantId };
  expectLangBotFailure(await list(headers), 403, RetCode.REFUSED, 'Role viewer lacks the scope keys:read');
});
