import { RetCode } from '../../../src/kernel/ret-code.js';
import { UsersService } from '../../../src/tenants/users.service.js';
import { aKey, anAdministrator, aUser, type Actor } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import type { FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { added, ALLOW_LOOPBACK, fakesPerTest, modelsApi, storedCredentials } from './provider-world.js';

const MODELS = [
  { name: 'gpt-4o-mini', type: 'chat' },
  { name: 'text-embedding-3-small', type: 'embedding' },
];
const SHARED = 'This credential is shared with your tenant; only its owner may see or change it';
const READ_ONLY = 'LLM factory OpenAI is shared with this tenant and read-only';
const NO_DEFAULTS = { llm_id: '', embd_id: '', asr_id: '', img2txt_id: '', rerank_id: '', tts_id: '' };

let testApp: TestApp;
let owner: Actor;
let first: Actor;
let second: Actor;
let stranger: Actor;
let fake: FakeProvider;
let id: string;
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  [owner, first, second, stranger] = await Promise.all([
    aUser(testApp),
    aUser(testApp),
    aUser(testApp),
    aUser(testApp),
  ]);
  fake = await aFake();
  id = await connected(owner, {});
});

afterAll(() => testApp.close());

async function connected(actor: Actor, facts: object): Promise<string> {
  const body = {
    factory: 'OpenAI',
    base_url: fake.url,
    credential: { api_key: fake.apiKey },
    models: MODELS,
    ...facts,
  };
  const response = await testApp.http.post('/api/v1/credentials').set(actor.headers).send(body);
  if (response.status !== 200) throw new Error(`Not connected: ${response.text}`);
  return response.body.data.id as string;
}

const share = (body: object, actor = owner, credential = id) =>
  testApp.http.put(`/api/v1/credentials/${credential}/shares`).set(actor.headers).send(body);
const shareWith = async (...actors: Actor[]) => {
  const response = await share({ tenant_ids: actors.map(({ tenantId }) => tenantId) });
  expect({ status: response.status, shared: response.body.data.shared_with as unknown }).toEqual({
    status: 200,
    shared: actors.map(({ tenantId }) => tenantId).sort(),
  });
};
const api = (actor: Actor) => modelsApi(testApp, actor);
const namesOf = async (actor: Actor) => ((await api(actor).configured())['OpenAI']?.llm ?? []).map(({ name }) => name);
const defaultsOf = async (actor: Actor) => (await api(actor).defaults()).body.data as unknown;
const modelIdOf = async (name: string, credential = id) => {
  const [row] = await testApp.dataSource.query<{ id: string }[]>(
    'SELECT id FROM tenant_models WHERE credential_id = $1 AND name = $2',
    [credential, name],
  );
  return row?.id ?? '';
};

async function use(actor: Actor, name: string, tokens: number, credential = id): Promise<void> {
  await testApp.dataSource.query(
    'INSERT INTO model_usage (tenant_id, tenant_model_id, used_tokens) VALUES ($1, $2, $3)',
    [actor.tenantId, await modelIdOf(name, credential), tokens],
  );
}

describe('an OpenAI credential that three tenants share', () => {
  beforeEach(() => shareWith(first, second));

  it('opens its models to each of them, and to nobody else', async () => {
    const names = MODELS.map(({ name }) => name);
    expect(await Promise.all([owner, first, second, stranger].map(namesOf))).toEqual([names, names, names, []]);
  });

  it('is listed wherever own ones are, without its place', async () => {
    const { body } = await api(first).details();
    expect(body.data.OpenAI.llm[0]).toEqual({
      type: 'chat',
      name: 'gpt-4o-mini',
      used_token: 0,
      status: '1',
      api_base: '',
      max_tokens: expect.any(Number),
    });
    const mine = await testApp.http.get('/v1/llm/my_llms').set(first.headers);
    expect(mine.body.data.OpenAI.llm).toHaveLength(2);
    const available = await testApp.http.get('/v1/llm/list?model_type=chat').set(first.headers);
    expect(available.body.data.OpenAI).toMatchObject([{ llm_name: 'gpt-4o-mini', available: true }]);
  });

  it('is to be seen, changed and re-pointed by its owner alone', async () => {
    const modelId = await modelIdOf('gpt-4o-mini');
    const requests = [
      ['get', '', undefined],
      ['patch', '', { label: 'mine' }],
      ['patch', '', { base_url: 'https://elsewhere.example/v1', credential: { api_key: 'sk-x' }, verify: false }],
      ['delete', '', {}],
      ['delete', '?force=true', {}],
      ['post', '/verify', {}],
      ['post', '/discover', {}],
      ['put', '/shares', { tenant_ids: [] }],
      ['get', '/models', undefined],
      ['post', '/models', { name: 'gpt-4o', type: 'chat' }],
      ['delete', `/models/${modelId}`, {}],
    ] as const;
    const before = await storedCredentials(testApp, owner);
    const asked = fake.requests.length;
    for (const [method, path, body] of requests) {
      const call = (actor: Actor) => testApp.http[method](`/api/v1/credentials/${id}${path}`).set(actor.headers).send(body); // prettier-ignore
      for (const actor of [first, second]) expectFailure(await call(actor), 403, RetCode.FORBIDDEN, SHARED);
      expectFailure(await call(stranger), 404, RetCode.NOT_FOUND, `Credential '${id}' not found`);
    }
    for (const actor of [first, second, stranger]) {
      const response = await testApp.http.get('/api/v1/credentials').set(actor.headers);
      expectSuccess(response, { items: [], next_cursor: null });
    }
    expect(await storedCredentials(testApp, owner)).toEqual(before);
    expect(fake.requests).toHaveLength(asked);
    expect(await namesOf(owner)).toHaveLength(2);
  });

  it('is seen on LangBot’s surface too, without its place and keys, and is read-only there', async () => {
    const path = '/api/v1/provider/models/llm';
    const get = (actor: Actor, end = '') => testApp.http.get(`${path}${end}`).set(actor.headers);
    const modelId = await modelIdOf('gpt-4o-mini');
    const listed = (await get(first)).body.data.models as Record<string, unknown>[];
    expect(listed).toMatchObject([{ uuid: modelId, name: 'gpt-4o-mini', requester: 'openai-chat-completions' }]);
    const shown = await get(first, `/${modelId}`);
    expect(shown.body.data.model).toMatchObject({ uuid: modelId, requester_config: {}, api_keys: [] });
    expect(shown.text).not.toContain(fake.url);
    expect(shown.text).not.toContain(fake.apiKey!.slice(-4));

    const refused = { status: 403, body: { code: RetCode.REFUSED, msg: 'This model is shared with your tenant and read-only' } }; // prettier-ignore
    const put = await testApp.http.put(`${path}/${modelId}`).set(first.headers).send({ name: 'mine' });
    expect({ status: put.status, body: put.body as unknown }).toEqual(refused);
    const removed = await testApp.http.delete(`${path}/${modelId}`).set(first.headers);
    expect({ status: removed.status, body: removed.body as unknown }).toEqual(refused);
    expect((await get(stranger, `/${modelId}`)).status).toBe(404);
    expect((await get(stranger)).body.data.models).toEqual([]);
  });

  it('can be tried on LangBot’s surface, with its owner’s key, and without what the provider says of that', async () => {
    const test = async (actor: Actor) =>
      testApp.http.post(`/api/v1/provider/models/llm/${await modelIdOf('gpt-4o-mini')}/test`).set(actor.headers);
    const answered = await test(first);
    expect({ status: answered.status, body: answered.body as unknown }).toEqual({
      status: 200,
      body: { code: RetCode.SUCCESS, msg: 'ok', data: null },
    });
    expect((await test(stranger)).status).toBe(404);
    const wrong = { credential: { api_key: 'sk-no-longer-good-at-all' }, verify: false };
    await testApp.http.patch(`/api/v1/credentials/${id}`).set(owner.headers).send(wrong).expect(200);
    const refused = await test(first);
    expect({ status: refused.status, body: refused.body as unknown }).toEqual({
      status: 424,
      body: { code: RetCode.REFUSED, msg: 'The shared model does not answer; its owner can see why' },
    });
  });

  it.each([
    ['DELETE /api/v1/models', { llm_factory: 'OpenAI' }],
    ['DELETE /api/v1/models', { llm_factory: 'OpenAI', llm_name: 'gpt-4o-mini' }],
    ['POST /v1/llm/delete_factory', { llm_factory: 'OpenAI' }],
    ['POST /v1/llm/delete_llm', { llm_factory: 'OpenAI', llm_name: 'gpt-4o-mini' }],
    ['POST /v1/llm/enable_llm', { llm_factory: 'OpenAI', llm_name: 'gpt-4o-mini', status: '0' }],
  ])('is read-only for %s %j', async (request, body) => {
    const [method = '', path = ''] = request.split(' ');
    const verb = method.toLowerCase() as 'post' | 'delete';
    for (const actor of [first, second]) {
      const response = await testApp.http[verb](path).set(actor.headers).send(body);
      expectFailure(response, 403, RetCode.PERMISSION_ERROR, READ_ONLY);
    }
    const response = await testApp.http[verb](path).set(stranger.headers).send(body);
    expect(response.status).toBe(404);
    expect(await namesOf(first)).toHaveLength(2);
  });

  it('books to each tenant what that tenant used', async () => {
    await use(owner, 'gpt-4o-mini', 5);
    await use(first, 'gpt-4o-mini', 70);
    const used = async (actor: Actor) => (await api(actor).configured())['OpenAI']?.llm[0]?.used_token;
    expect(await Promise.all([owner, first, second].map(used))).toEqual([5, 70, 0]);
    const models = await testApp.http.get(`/api/v1/credentials/${id}/models`).set(owner.headers);
    expect(models.body.data.items[0]).toMatchObject({ name: 'gpt-4o-mini', used_token: 5 });
  });

  it('is shown with those it is shared with to its owner, and is written down', async () => {
    const response = await testApp.http.get(`/api/v1/credentials/${id}`).set(owner.headers);
    expect(response.body.data.shared_with).toEqual([first.tenantId, second.tenantId].sort());
    expect((await auditTrail(testApp.dataSource, `credential:${id}`)).at(-1)).toMatchObject({
      action: 'credential.shared',
      tenant_id: owner.tenantId,
      details: { with: [first.tenantId, second.tenantId] },
    });
  });

  it('comes after a model of the tenant’s own', async () => {
    const llm_factory = 'OpenAI';
    await added(testApp, first, { llm_factory, base_url: fake.url, api_key: fake.apiKey, llm_name: 'gpt-4o-mini', model_type: 'chat' }); // prettier-ignore
    const { llm = [] } = (await api(first).configured())['OpenAI'] ?? {};
    expect(llm.map(({ name, api_base }) => [name, api_base])).toEqual([
      ['gpt-4o-mini', fake.url],
      ['text-embedding-3-small', ''],
    ]);
    expectSuccess(await api(first).setDefaults({ llm_id: 'gpt-4o-mini', embd_id: 'text-embedding-3-small' }), true);
    await share({ tenant_ids: [] });
    expect(await defaultsOf(first)).toEqual({ ...NO_DEFAULTS, llm_id: 'gpt-4o-mini' });
    expectSuccess(await api(first).remove({ llm_factory }), true);
    expect(await namesOf(first)).toEqual([]);
  });

  it('leaves a model of the tenant’s own to be removed, and then is all there is', async () => {
    const llm_factory = 'OpenAI';
    await added(testApp, first, { llm_factory, base_url: fake.url, api_key: fake.apiKey, llm_name: 'gpt-4o', model_type: 'chat' }); // prettier-ignore
    const shared = await api(first).remove({ llm_factory, llm_name: 'gpt-4o-mini' });
    expectFailure(shared, 403, RetCode.PERMISSION_ERROR, READ_ONLY);
    expectSuccess(await api(first).remove({ llm_factory, llm_name: 'gpt-4o' }), true);
    expectFailure(await api(first).remove({ llm_factory }), 403, RetCode.PERMISSION_ERROR, READ_ONLY);
  });
});

describe('defaults on shared models', () => {
  const ids = { llm_id: 'gpt-4o-mini@OpenAI', embd_id: 'text-embedding-3-small' };

  beforeEach(async () => {
    await shareWith(first, second);
    for (const actor of [owner, first, second]) expectSuccess(await api(actor).setDefaults(ids), true);
  });

  it('hold for each tenant', async () => {
    for (const actor of [owner, first, second]) expect(await defaultsOf(actor)).toEqual({ ...NO_DEFAULTS, ...ids });
  });

  it('are for those it is shared with', async () => {
    const response = await api(stranger).setDefaults(ids);
    const message =
      "Model 'gpt-4o-mini@OpenAI' (type: chat) is not configured. Please add the model first using POST /api/v1/models";
    expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
  });

  it('go with the sharing, for those who lose it alone', async () => {
    await shareWith(second);
    expect(await defaultsOf(first)).toEqual(NO_DEFAULTS);
    expect(await defaultsOf(second)).toEqual({ ...NO_DEFAULTS, ...ids });
    expect(await defaultsOf(owner)).toEqual({ ...NO_DEFAULTS, ...ids });
    await shareWith(first, second);
    expect(await defaultsOf(first)).toEqual(NO_DEFAULTS);
  });

  it('go with a model that moves to a credential of its owner’s alone', async () => {
    const langbot = (method: 'post' | 'put', path: string, body: object) =>
      testApp.http[method](`/api/v1/provider${path}`).set(owner.headers).send(body);
    const provider = { requester: 'openai-chat-completions', base_url: fake.url, api_keys: ['sk-shared-with-others'] };
    const { body } = await langbot('post', '/providers', { name: 'shared', ...provider });
    const model = await langbot('post', '/models/llm', { name: 'moves', provider_uuid: body.data.uuid as string });
    const own = await langbot('post', '/providers', { name: 'own', ...provider, api_keys: ['sk-of-the-owner-alone'] });
    await share({ tenant_ids: [first.tenantId] }, owner, body.data.uuid as string);
    expectSuccess(await api(first).setDefaults({ llm_id: 'moves@OpenAI' }), true);
    await langbot('put', `/models/llm/${model.body.data.uuid}`, { provider_uuid: own.body.data.uuid as string });
    expect(await defaultsOf(first)).toMatchObject({ llm_id: '' });
  });

  it('keep the credential from going, unless forced', async () => {
    const path = `/api/v1/credentials/${id}`;
    const response = await testApp.http.delete(path).set(owner.headers);
    expectFailure(response, 409, RetCode.CONFLICT, 'The credential is in use');
    expect(response.body.data.used_by).toHaveLength(6);
    expect(response.body.data.used_by).toContainEqual({ kind: 'tenant_default', id: first.tenantId, name: ids.llm_id });
    expectSuccess(await testApp.http.delete(`${path}?force=true`).set(owner.headers), null);
    for (const actor of [owner, first, second]) expect(await defaultsOf(actor)).toEqual(NO_DEFAULTS);
  });

  it('go with the owner', async () => {
    const users = testApp.app.get(UsersService);
    await users.setActive('system', owner.email, false);
    await users.delete('system', owner.email);
    expect(await namesOf(first)).toEqual([]);
    expect(await defaultsOf(first)).toEqual(NO_DEFAULTS);
  });

  it('are never left behind by an owner who withdraws while they are set', async () => {
    const models = [{ name: 'gpt-4o-mini', type: 'chat' }];
    const theirs = await connected(first, { models });
    await share({ tenant_ids: [owner.tenantId] }, first, theirs);
    for (let round = 0; round < 5; round++) {
      await shareWith(first);
      const outcomes = await Promise.all([
        share({ tenant_ids: [] }),
        api(first).setDefaults({ embd_id: ids.embd_id }),
        api(owner).setDefaults({ llm_id: 'gpt-4o-mini' }),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual([200, expect.any(Number), 200]);
      expect(await defaultsOf(first)).toMatchObject({ embd_id: '' });
    }
  });
});

describe('PUT /api/v1/credentials/:id/shares', () => {
  it.each([
    [{}, 'tenant_ids is required'],
    [{ all: false }, 'tenant_ids is required'],
    [{ tenant_ids: 'x' }, 'Field tenant_ids must be a list'],
    [{ tenant_ids: [7] }, 'tenant_ids must hold ids of tenants'],
    [{ tenant_ids: [], all: true }, 'tenant_ids and all exclude each other'],
  ])('refuses %j', async (body, message) => {
    expectFailure(await share(body), 400, RetCode.ARGUMENT_ERROR, message);
  });

  it('refuses a tenant that there is not, and the owner’s own; the sharing stays', async () => {
    await shareWith(first);
    const nobody = 'f'.repeat(32);
    const unknown = await share({ tenant_ids: [second.tenantId, nobody] });
    expectFailure(unknown, 404, RetCode.NOT_FOUND, `Tenant '${nobody}' not found`);
    const own = await share({ tenant_ids: [owner.tenantId] });
    expectFailure(own, 400, RetCode.ARGUMENT_ERROR, 'tenant_ids must not name your own tenant');
    expect(await namesOf(first)).toHaveLength(2);
    expect(await namesOf(second)).toEqual([]);
  });

  it('shares with all for instance administrators alone', async () => {
    const only = 'Only an instance administrator may share with all tenants';
    expectFailure(await share({ all: true }), 403, RetCode.FORBIDDEN, only);
    const administrator = await anAdministrator(testApp);
    const theirs = await connected(administrator, {});
    const key = await aKey(testApp, administrator);
    const byKey = await testApp.http.put(`/api/v1/credentials/${theirs}/shares`).set('x-api-key', key.token).send({ all: true }); // prettier-ignore
    expectFailure(byKey, 403, RetCode.FORBIDDEN, only);
    const response = await share({ all: true }, administrator, theirs);
    expect(response.body.data).toMatchObject({ shared_with: 'all' });
    expect(await namesOf(stranger)).toHaveLength(2);
    expect(await namesOf(await aUser(testApp))).toHaveLength(2);
    expectSuccess(await api(stranger).setDefaults({ llm_id: 'gpt-4o-mini' }), true);
    await share({ tenant_ids: [second.tenantId] }, administrator, theirs);
    expect(await namesOf(stranger)).toEqual([]);
    expect(await namesOf(second)).toHaveLength(2);
    expect(await defaultsOf(stranger)).toEqual(NO_DEFAULTS);
  });
});
