import { aKey, aUser, type Actor } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { storedText } from '../../support/stored-text.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest, storedCredentials } from '../models/provider-world.js';
import { expectDone, expectRefused, providerApi, type WireModel } from './langbot-world.js';

const KEY = 'sk-long-enough-to-show-0123456789';
const MASK = 'sk-long-…6789';
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string;
const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
const STRANGE = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';

/** The guide's own example, word for word. */
const GUIDE = {
  name: 'My Custom Model',
  description: 'Description of the model',
  requester: 'openai-chat-completions',
  requester_config: { model: 'gpt-4', args: {} },
  api_keys: [{ name: 'default', keys: ['sk-...'] }],
  abilities: ['chat'],
  extra_args: {},
};

let testApp: TestApp;
let owner: Actor;
let api: ReturnType<typeof providerApi>;
let llm: ReturnType<typeof api.models>;
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  owner = await aUser(testApp);
  api = providerApi(testApp, owner);
  llm = api.models('llm');
});

afterAll(() => testApp.close());

/** A first-generation body as real consoles send it. */
const first = (more: object = {}) => ({
  name: 'gpt-4o-mini',
  requester: 'openai-chat-completions',
  requester_config: { base_url: 'https://one.example.com/v1', timeout: 120 },
  api_keys: [KEY],
  ...more,
});

describe('the guide', () => {
  it('lists, creates, changes and removes a model with an API key, as written', async () => {
    const { token } = await aKey(testApp, owner);
    const { list, create, update, remove } = providerApi(testApp, { headers: { 'x-api-key': token } }).models();
    expectDone(await list(), { models: [] });
    const created = await create(GUIDE);
    expectDone(created, { uuid: UUID });
    const { uuid } = created.body.data as { uuid: string };
    const listed = await list();
    const provider = {
      uuid: UUID,
      name: 'OpenAI',
      requester: 'openai-chat-completions',
      base_url: 'https://api.openai.com/v1',
      api_keys: ['***'],
      created_at: TIME,
      updated_at: TIME,
    };
    const record = {
      ...GUIDE,
      uuid,
      api_keys: [{ name: 'default', keys: ['***'] }],
      provider_uuid: (listed.body.data.models as WireModel[])[0]?.provider_uuid,
      provider,
      prefered_ranking: 0,
      context_length: null,
      created_at: TIME,
      updated_at: TIME,
    };
    expectDone(listed, { models: [record] });
    expectDone(await update(uuid, { name: 'Updated Model Name', description: 'Updated description' }), null);
    const { name, description, requester_config } = await llm.read(uuid);
    expect({ name, description, requester_config }).toEqual({
      name: 'Updated Model Name',
      description: 'Updated description',
      requester_config: { model: 'gpt-4', args: {} },
    });
    expectDone(await remove(uuid), null);
    expectDone(await list(), { models: [] });
  });

  it('takes the key as bearer too', async () => {
    const { token } = await aKey(testApp, owner);
    const { list } = providerApi(testApp, { headers: { authorization: `Bearer ${token}` } }).models();
    expectDone(await list(), { models: [] });
  });

  it.each([
    [{}, 'No valid authentication provided (user token or API key required)'],
    [{ 'x-api-key': '' }, 'No valid authentication provided (user token or API key required)'],
    [{ 'x-api-key': 'lbk_wrong' }, 'Invalid API key'],
    [{ authorization: 'Bearer wrong' }, 'Invalid authentication credentials'],
  ])('says 401 to %j', async (headers: Record<string, string>, msg) => {
    expectRefused(await providerApi(testApp, { headers }).models().list(), 401, msg);
  });

  it('says 404 to a model that is not there', async () => {
    expectRefused(await llm.get(STRANGE), 404, 'Resource not found');
    expectRefused(await llm.update(STRANGE, { name: 'x' }), 404, 'Resource not found');
    expectRefused(await llm.remove(STRANGE), 404, 'Resource not found');
    expectRefused(await llm.test(STRANGE), 404, 'Resource not found');
    expectRefused(await llm.get('nonsense'), 404, 'Resource not found');
    expectRefused(await api.models('tts').list(), 404, 'Resource not found');
  });
});

describe('a model of the first generation', () => {
  it('is read as it was posted, with masks', async () => {
    const uuid = await llm.made(
      first({ extra_args: { temperature: 0.5, toString: 'x' }, abilities: ['chat', 'vision'] }),
    );
    const { provider, ...model } = await llm.read(uuid);
    expect(model).toEqual({
      uuid,
      name: 'gpt-4o-mini',
      description: '',
      requester: 'openai-chat-completions',
      requester_config: { base_url: 'https://one.example.com/v1', timeout: 120 },
      api_keys: [MASK],
      provider_uuid: provider.uuid,
      abilities: ['chat', 'vision'],
      extra_args: { temperature: 0.5, toString: 'x' },
      prefered_ranking: 0,
      context_length: null,
      created_at: TIME,
      updated_at: TIME,
    });
    expect(provider).toMatchObject({ base_url: 'https://one.example.com/v1', api_keys: [MASK] });
  });

  it('keeps its keys sealed, all of them, and uses the first', async () => {
    const keys = [
      { name: 'a', keys: [` ${KEY} `, KEY, 'sk-second-key-9876543210'] },
      { name: 'b', keys: [] },
    ];
    const uuid = await llm.made(first({ api_keys: keys }));
    const { api_keys } = await llm.read(uuid);
    expect(api_keys).toEqual([
      { name: 'a', keys: [MASK, 'sk-secon…3210'] },
      { name: 'b', keys: [] },
    ]);
    expect((await storedCredentials(testApp, owner)).map(({ credential }) => credential['api_key'])).toEqual([KEY]);
    expect(await storedText(testApp.dataSource)).not.toContain(KEY);
    expect(await auditTrail(testApp.dataSource, `model:${uuid}`)).toMatchObject([
      { action: 'model.saved', details: {} },
    ]);
  });

  it('needs no name of its own', async () => {
    const uuids = [
      await llm.made(first()),
      await llm.made(first()),
      await llm.made(first({ api_keys: ['sk-other-key-00000'] })),
    ];
    expect((await llm.all()).map(({ uuid, name }) => [uuid, name])).toEqual(uuids.map((uuid) => [uuid, 'gpt-4o-mini']));
  });

  it.each(['embedding', 'rerank'])('can be of kind %s, without abilities', async (kind) => {
    const uuid = await api.models(kind).made(first({ name: 'some-model', abilities: ['chat'] }));
    const model = await api.models(kind).read(uuid);
    expect(model).toMatchObject({ uuid, name: 'some-model', api_keys: [MASK] });
    expect(model).not.toHaveProperty('abilities');
    expectRefused(await llm.get(uuid), 404, 'Resource not found');
    expect(await llm.all()).toEqual([]);
  });

  it('stays as it is when it is sent back whole', async () => {
    const uuid = await llm.made(first({ api_keys: [{ name: 'x', keys: [KEY] }], extra_args: { a: 1 } }));
    const before = await llm.read(uuid);
    expectDone(await llm.update(uuid, before), null);
    expect({ ...(await llm.read(uuid)), updated_at: '', provider: '' }).toEqual({
      ...before,
      updated_at: '',
      provider: '',
    });
    expect((await storedCredentials(testApp, owner)).map(({ credential }) => credential['api_key'])).toEqual([KEY]);
  });

  it('is changed field by field, and ignores a uuid', async () => {
    const uuid = await llm.made(first());
    for (const change of [
      { description: 'd' },
      { abilities: ['a'] },
      { extra_args: { b: 2 } },
      { prefered_ranking: 3 },
    ]) {
      expectDone(await llm.update(uuid, { uuid: STRANGE, ...change }), null);
      expect(await llm.read(uuid)).toMatchObject({ uuid, name: 'gpt-4o-mini', ...change });
    }
    expectDone(await llm.update(uuid, { api_keys: ['sk-new-key-9999999999'] }), null);
    expect(await llm.read(uuid)).toMatchObject({ description: 'd', api_keys: ['sk-new-k…9999'] });
  });

  it('takes another key for itself alone, though it shared one', async () => {
    const [one, other] = [await llm.made(first()), await llm.made(first())];
    expect((await llm.read(one)).provider_uuid).toBe((await llm.read(other)).provider_uuid);
    expectDone(await llm.update(one, { api_keys: ['sk-new-key-9999999999'] }), null);
    expect((await llm.read(one)).api_keys).toEqual(['sk-new-k…9999']);
    expect((await llm.read(other)).api_keys).toEqual([MASK]);
    expect(await api.providers.list()).toHaveLength(2);
  });

  it('takes its keys along when it goes, unless others use them', async () => {
    const [one, other] = [await llm.made(first()), await llm.made(first())];
    await llm.remove(one);
    const [provider, ...others] = await api.providers.list();
    expect(others).toEqual([]);
    await llm.remove(other);
    expect(await api.providers.list()).toEqual([]);
    const trail = await auditTrail(testApp.dataSource, `credential:${provider?.uuid}`);
    expect(trail.map(({ action }) => action)).toEqual(['credential.removed']);
  });

  it.each([
    [{ requester_config: { base_url: 'https://two.example.com/v1' } }],
    [{ requester_config: { base_url: 'https://two.example.com/v1' }, api_keys: [MASK] }],
    [{ requester: 'deepseek-chat-completions', requester_config: {} }],
  ])('does not take its key to another address: %j', async (change) => {
    const uuid = await llm.made(first());
    const msg = 'api_keys must be given again, unmasked, with another base_url';
    expectRefused(await llm.update(uuid, change), 400, msg);
    expect((await llm.read(uuid)).provider.base_url).toBe('https://one.example.com/v1');
  });

  it('moves with its key', async () => {
    const uuid = await llm.made(first());
    const change = {
      requester_config: { base_url: 'https://two.example.com/v1' },
      api_keys: ['sk-new-key-9999999999'],
    };
    expectDone(await llm.update(uuid, change), null);
    expect(await llm.read(uuid)).toMatchObject({
      requester_config: { base_url: 'https://two.example.com/v1' },
      provider: { base_url: 'https://two.example.com/v1', api_keys: ['sk-new-k…9999'] },
    });
  });

  it('refuses a mask that is not ours, and takes one that is', async () => {
    const msg = 'api_keys holds the mask of a key that is not stored here';
    expectRefused(await llm.create(first({ api_keys: ['sk-other…1234'] })), 400, msg);
    expectRefused(await llm.create(first({ api_keys: ['***'] })), 400, msg);
    const uuid = await llm.made(first());
    expectRefused(await llm.update(uuid, { api_keys: ['sk-other…1234'] }), 400, msg);
    const copy = await llm.made(first({ name: 'copy', api_keys: [MASK] }));
    expect((await llm.read(copy)).provider_uuid).toBe((await llm.read(uuid)).provider_uuid);
    const elsewhere = first({ api_keys: [MASK], requester_config: { base_url: 'https://evil.example.com' } });
    expectRefused(await llm.create(elsewhere), 400, msg);
  });
});

describe('a model of the second generation', () => {
  it('hangs on a provider', async () => {
    const provider = await api.providers.made({ name: 'Ours', requester: 'openai-chat-completions', api_keys: [KEY] });
    const uuid = await llm.made({
      name: 'gpt-4o',
      provider_uuid: provider,
      abilities: ['vision'],
      context_length: 128000,
    });
    expect(await llm.read(uuid)).toMatchObject({
      name: 'gpt-4o',
      description: '',
      requester: 'openai-chat-completions',
      requester_config: { base_url: 'https://api.openai.com/v1' },
      api_keys: [MASK],
      provider_uuid: provider,
      provider: { uuid: provider, name: 'Ours', api_keys: [MASK] },
      context_length: 128000,
    });
    const other = await llm.made({ name: 'gpt-4o', provider: { uuid: provider } });
    expect((await llm.list(`?provider_uuid=${provider}`)).body.data.models).toHaveLength(2);
    expect((await llm.list(`?provider_uuid=${STRANGE}`)).body.data.models).toEqual([]);
    await llm.remove(uuid);
    await llm.remove(other);
    expect(await api.providers.read(provider)).toMatchObject({ llm_count: 0 });
  });

  it('finds its provider by equal values, or makes it', async () => {
    const values = { requester: 'deepseek-chat-completions', base_url: '', api_keys: KEY };
    const [one, other] = [
      await llm.made({ name: 'deepseek-chat', provider: values }),
      await llm.made({ name: 'deepseek-reasoner', provider: { ...values, api_keys: [MASK] } }),
    ];
    expect((await llm.read(one)).provider_uuid).toBe((await llm.read(other)).provider_uuid);
    expect(await api.providers.list()).toMatchObject([{ name: 'DeepSeek', llm_count: 2 }]);
  });

  it('moves to another provider, which must be there', async () => {
    const uuid = await llm.made(first());
    const provider = await api.providers.made({ name: 'Ours', requester: 'openai-chat-completions', api_keys: [KEY] });
    expectRefused(await llm.update(uuid, { provider_uuid: STRANGE }), 404, 'Resource not found');
    expectDone(await llm.update(uuid, { ...(await llm.read(uuid)), provider_uuid: provider }), null);
    expect((await llm.read(uuid)).provider_uuid).toBe(provider);
    expect((await api.providers.list()).map((each) => each.uuid)).toEqual([provider]);
  });

  it('stays as it is when it is sent back whole', async () => {
    const provider = await api.providers.made({ name: 'Ours', requester: 'gemini-chat-completions', api_keys: [KEY] });
    const uuid = await llm.made({ name: 'gemini-3', provider_uuid: provider });
    const before = await llm.read(uuid);
    expectDone(await llm.update(uuid, before), null);
    expect({ ...(await llm.read(uuid)), updated_at: '', provider: '' }).toEqual({
      ...before,
      updated_at: '',
      provider: '',
    });
  });

  it('is refused where the provider has no such models', async () => {
    const provider = { requester: 'anthropic-messages', api_keys: [KEY] };
    const msg = 'requester anthropic-messages does not support embedding models';
    expectRefused(await api.models('embedding').create({ name: 'x', provider }), 400, msg);
  });
});

describe('testing a model', () => {
  const at = (url: string, more: object = {}) =>
    first({ requester_config: { base_url: url, model: 'gpt-4o-mini' }, ...more });

  it.each([
    ['llm', '/v1/chat/completions'],
    ['embedding', '/v1/embeddings'],
    ['rerank', '/v1/rerank'],
  ])('makes one tiny call of kind %s', async (kind, path) => {
    const fake = await aFake();
    const uuid = await api.models(kind).made(at(fake.url, { name: 'Mine', api_keys: [fake.apiKey] }));
    expect(fake.requests).toEqual([]);
    expectDone(await api.models(kind).test(uuid, { prompt: 7 }), null);
    expect(fake.requests.map((request) => [request.path, (request.body as { model: string }).model])).toEqual([
      [path, 'gpt-4o-mini'],
    ]);
  });

  it('tries a record that is not saved, and saves nothing', async () => {
    const fake = await aFake();
    expectDone(await llm.test('_', at(fake.url, { api_keys: [{ name: 'default', keys: [fake.apiKey] }] })), null);
    expect(fake.requests).toHaveLength(1);
    expect(await llm.all()).toEqual([]);
    expect(await api.providers.list()).toEqual([]);
  });

  it('tries an edited record whose key came back masked', async () => {
    const fake = await aFake();
    const uuid = await llm.made(at(fake.url, { api_keys: [fake.apiKey] }));
    const { provider: _provider, provider_uuid: _id, ...record } = await llm.read(uuid);
    expectDone(await llm.test('_', record), null);
  });

  it.each([
    ['saved', (uuid: string) => uuid],
    ['not saved', () => '_'],
  ])('says 424 with the provider’s words, without the key, of a record that is %s', async (_what, pathOf) => {
    const fake = await aFake();
    const body = at(fake.url, { api_keys: ['sk-a-wrong-key-1234567890'] });
    const uuid = await llm.made(body);
    expectRefused(await llm.test(pathOf(uuid), body), 424, 'Incorrect API key provided: ***.');
  });

  it('says 424 when nobody is there', async () => {
    const uuid = await llm.made(at('http://127.0.0.1:1/v1'));
    expect((await llm.test(uuid)).status).toBe(424);
  });

  it('never says 5xx of a key that no header can hold', async () => {
    const fake = await aFake();
    const uuid = await llm.made(at(fake.url, { api_keys: ['sk-line\nbreak-0123456789 ключ'] }));
    expect((await llm.test(uuid)).status).toBe(424);
  });

  it('demands a full record of what is not saved', async () => {
    expectRefused(await llm.test('_', {}), 400, 'name is required');
    expectRefused(await llm.test('_', { name: 'x' }), 400, 'requester is required');
    expectRefused(await llm.test('_', { name: 'x', provider_uuid: STRANGE }), 404, 'Resource not found');
  });
});

describe('bad input', () => {
  const long = (length: number) => 'x'.repeat(length);
  const deep = JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`) as object;

  it.each<[object, string]>([
    [{ name: undefined }, 'name is required'],
    [{ name: '' }, 'name is required'],
    [{ name: '  ' }, 'name is required'],
    [{ name: null }, 'name is required'],
    [{ name: 7 }, 'Field name must be a string'],
    [{ name: ['x'] }, 'Field name must be a string'],
    [{ name: long(256) }, 'Field name is too long'],
    [{ name: 'a\u0000b' }, 'Field name contains invalid characters'],
    [{ name: 'a\ud800b' }, 'Field name contains invalid characters'],
    [{ description: {} }, 'Field description must be a string'],
    [{ description: long(256) }, 'Field description is too long'],
    [{ requester: undefined }, 'requester is required'],
    [{ requester: {} }, 'Field requester must be a string'],
    [{ requester: long(256) }, 'Field requester is too long'],
    [
      { requester: 'nobody-knows', requester_config: {} },
      'requester nobody-knows is not known; with a base_url it is served as OpenAI-compatible',
    ],
    [{ requester_config: 'x' }, 'Field requester_config must be an object'],
    [{ requester_config: [] }, 'Field requester_config must be an object'],
    [{ requester_config: { model: 7 } }, 'Field requester_config.model must be a string'],
    [{ requester_config: { model: long(256) } }, 'Field requester_config.model is too long'],
    [{ requester_config: { base_url: {} } }, 'Field requester_config.base_url must be a string'],
    [{ requester_config: { base_url: 'ftp://x' } }, 'base_url must be an http or https URL'],
    [{ requester_config: { base_url: 'https://user:secret@x' } }, 'base_url must be an http or https URL'],
    [{ requester_config: { base_url: `https://x/${long(255)}` } }, 'Field requester_config.base_url is too long'],
    [{ requester_config: { x: 'a\u0000b' } }, 'Field requester_config.x contains invalid characters'],
    [{ requester_config: deep }, 'Invalid request body'],
    [{ api_keys: undefined }, 'api_keys is required'],
    [{ api_keys: 7 }, 'api_keys must be a list of strings, or of objects with name and keys'],
    [{ api_keys: {} }, 'api_keys must be a list of strings, or of objects with name and keys'],
    [{ api_keys: [7] }, 'api_keys must be a list of strings, or of objects with name and keys'],
    [{ api_keys: [null] }, 'api_keys must be a list of strings, or of objects with name and keys'],
    [
      { api_keys: ['x', { name: 'y', keys: [] }] },
      'api_keys must be a list of strings, or of objects with name and keys',
    ],
    [{ api_keys: [{ name: 'y', keys: [7] }] }, 'api_keys must be a list of strings, or of objects with name and keys'],
    [{ api_keys: [long(20_000)] }, 'api_keys must be a list of strings, or of objects with name and keys'],
    [{ api_keys: ['sk\u0000'] }, 'Field api_keys.0 contains invalid characters'],
    [{ abilities: 'chat' }, 'Field abilities must be a list'],
    [{ abilities: [7] }, 'Field abilities must be a string'],
    [{ abilities: [long(65)] }, 'Field abilities is too long'],
    [{ extra_args: 'x' }, 'Field extra_args must be an object'],
    [{ extra_args: [] }, 'Field extra_args must be an object'],
    [{ extra_args: deep }, 'Invalid request body'],
    [{ extra_args: { 'a\u0000': 1 } }, 'Field extra_args contains invalid characters'],
    [{ prefered_ranking: 'x' }, 'Field prefered_ranking must be an integer'],
    [{ prefered_ranking: 1e300 }, 'prefered_ranking is out of range'],
    [{ context_length: 2 ** 31 }, 'context_length is out of range'],
    [{ context_length: 1.5 }, 'Field context_length must be an integer'],
    [{ provider_uuid: {} }, 'Field provider_uuid must be a string'],
    [{ provider: 'x' }, 'Field provider must be an object'],
    [{ provider: { requester: 7 } }, 'Field provider.requester must be a string'],
    [{ provider: {} }, 'provider.requester is required'],
    [
      { provider: { requester: 'x', api_keys: [7] } },
      'api_keys must be a list of strings, or of objects with name and keys',
    ],
  ])('%#', async (more, msg) => {
    expectRefused(await llm.create(first(more)), 400, msg);
    expect(await llm.all()).toEqual([]);
  });

  it.each<[object, string]>([
    [{ name: null }, 'Field name must be a string'],
    [{ name: '' }, 'name must not be empty'],
    [{ requester_config: { base_url: 'nonsense' } }, 'base_url must be an http or https URL'],
    [{ requester_config: { model: [] } }, 'Field requester_config.model must be a string'],
    [{ api_keys: [[]] }, 'api_keys must be a list of strings, or of objects with name and keys'],
    [{ provider: [] }, 'Field provider must be an object'],
  ])('changes nothing for %j: %s', async (change, msg) => {
    const uuid = await llm.made(first());
    const before = await llm.read(uuid);
    expectRefused(await llm.update(uuid, change), 400, msg);
    expect(await llm.read(uuid)).toEqual(before);
  });

  it('ignores unknown fields, and holds what a name can be', async () => {
    const name = `"'; DROP TABLE x; -- ${'模'.repeat(200)}`;
    const uuid = await llm.made(first({ name, nonsense: { a: 1 }, uuid: STRANGE, created_at: 7 }));
    expect(await llm.read(uuid)).toMatchObject({ name });
  });

  it('refuses what is no object', async () => {
    const call = testApp.http
      .post('/api/v1/provider/models/llm')
      .set(owner.headers)
      .set('content-type', 'application/json');
    expectRefused(await call.send('[1]'), 400, 'Invalid request body');
  });

  it('refuses an address that the operator does not allow, for the requester’s own too', async () => {
    const refused = await llm.create(first({ requester_config: { base_url: 'http://169.254.169.254/v1' } }));
    expectRefused(
      refused,
      400,
      'base_url: Address 169.254.169.254 is not allowed; set OUTBOUND_ALLOW=169.254.169.254/32',
    );
  });

  it('serves an unknown requester with an address as an OpenAI-compatible server', async () => {
    const fake = await aFake();
    const uuid = await llm.made(
      first({ requester: 'nobody-knows', requester_config: { base_url: fake.url }, api_keys: [fake.apiKey] }),
    );
    expect(await llm.read(uuid)).toMatchObject({ requester: 'nobody-knows' });
    expectDone(await llm.test(uuid), null);
  });
});

describe('another tenant', () => {
  it('sees and touches nothing', async () => {
    const provider = await api.providers.made({ name: 'Ours', requester: 'openai-chat-completions', api_keys: [KEY] });
    const uuid = await llm.made({ name: 'x', provider_uuid: provider });
    const stranger = providerApi(testApp, await aUser(testApp));
    const theirs = stranger.models();
    expect(await theirs.all()).toEqual([]);
    expect(await stranger.providers.list()).toEqual([]);
    const attempts = [
      theirs.get(uuid),
      theirs.update(uuid, { name: 'y' }),
      theirs.remove(uuid),
      theirs.test(uuid),
      theirs.create({ name: 'y', provider_uuid: provider }),
      theirs.test('_', { name: 'y', provider_uuid: provider }),
      stranger.providers.get(provider),
      stranger.providers.update(provider, { name: 'y' }),
      stranger.providers.remove(provider),
      stranger.providers.scan(provider),
    ];
    for (const attempt of attempts) expectRefused(await attempt, 404, 'Resource not found');
    expect(await llm.read(uuid)).toMatchObject({ name: 'x' });
  });
});
