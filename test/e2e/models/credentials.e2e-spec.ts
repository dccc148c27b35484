import type { Response } from 'supertest';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { aUser, type Actor } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { closedPortUrl } from '../../support/fake-provider/closed-port.js';
import type { FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest, modelsApi, storedCredentials } from './provider-world.js';

const WRONG_KEY = 'sk-wrong-key-0123456789';
const UNKNOWN = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';
const FACTORY = 'OpenAI-API-Compatible';
const CHAT = { name: 'house-chat', type: 'chat' };
const EMBED = { name: 'house-embed', type: 'embedding' };
const PATH = '/api/v1/credentials';

let testApp: TestApp;
let owner: Actor;
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  owner = await aUser(testApp);
});

afterAll(() => testApp.close());

const send = (method: 'get' | 'post' | 'patch' | 'delete', path = '', body?: object) => {
  const call = testApp.http[method](`${PATH}${path}`).set(owner.headers);
  return body ? call.send(body) : call;
};
const create = (body: object) => send('post', '', body);
const aCustomFake = () => aFake({ models: [CHAT.name, EMBED.name] });
const maskOf = (secret: string | null) => `${secret?.slice(0, 8)}…${secret?.slice(-4)}`;

const bodyFor = (fake: FakeProvider, facts: object = {}) => ({
  factory: FACTORY,
  label: 'house',
  base_url: fake.url,
  credential: { api_key: fake.apiKey },
  models: [CHAT],
  ...facts,
});

async function connected(fake: FakeProvider, facts: object = {}): Promise<{ id: string }> {
  const response = await create(bodyFor(fake, facts));
  if (response.status !== 200) throw new Error(`Not connected: ${response.text}`);
  return response.body.data as { id: string };
}

const record = (fake: FakeProvider, facts: object = {}) => ({
  id: expect.any(String),
  factory: FACTORY,
  label: 'house',
  base_url: fake.url,
  credential: { api_key: maskOf(fake.apiKey) },
  verification: { verdict: 'valid', checked_at: expect.any(String), results: [expect.objectContaining({ type: 'chat' })] }, // prettier-ignore
  shared_with: [],
  model_count: 1,
  source: 'own',
  created_at: expect.any(String),
  updated_at: expect.any(String),
  ...facts,
});

describe('POST /api/v1/credentials', () => {
  it('verifies, seals and shows the credential masked, with the models that were named', async () => {
    const fake = await aCustomFake();
    const response = await create(bodyFor(fake));
    expectSuccess(response, record(fake));
    const { id } = response.body.data as { id: string };
    expectSuccess(await send('get', `/${id}`), record(fake, { id }));
    const [stored] = await storedCredentials(testApp, owner);
    expect(stored?.credential).toEqual({ api_key: fake.apiKey });
    expect((await modelsApi(testApp, owner).configured())[FACTORY]?.llm).toMatchObject([CHAT]);
    expect(await auditTrail(testApp.dataSource, `credential:${id}`)).toMatchObject([
      { action: 'credential.saved', actor: `user:${owner.user.id}`, details: { factory: FACTORY, models: 1 } },
    ]);
  });

  it('adds the whole catalog and takes the factory’s name when nothing more is said', async () => {
    const fake = await aFake();
    const response = await create({ factory: 'OpenAI', base_url: fake.url, credential: { api_key: fake.apiKey } });
    expect(response.body.data).toMatchObject({ label: 'OpenAI', verification: { verdict: 'valid' } });
    expect(response.body.data.model_count).toBeGreaterThan(10);
  });

  it('has any number of one factory and address', async () => {
    const fake = await aCustomFake();
    await connected(fake);
    await connected(fake, { label: 'second' });
    const { body } = await send('get', '?sort=created_at');
    expect((body.data.items as { label: string }[]).map(({ label }) => label)).toEqual(['house', 'second']);
  });

  it('saves nothing that the provider refuses, and says what each type answered', async () => {
    const fake = await aCustomFake();
    const response = await create(bodyFor(fake, { credential: { api_key: WRONG_KEY } }));
    expect({ status: response.status, code: response.body.code as unknown }).toEqual({ status: 400, code: RetCode.DATA_ERROR }); // prettier-ignore
    expect(response.body.message).toMatch(/^The provider refused the credential: /);
    expect(response.body.data).toMatchObject({ verdict: 'rejected', results: [{ type: 'chat', cause: 'unauthorized' }] }); // prettier-ignore
    expect(response.text).not.toContain(WRONG_KEY);
    expect(await storedCredentials(testApp, owner)).toEqual([]);
  });

  it('saves nothing that could not be judged', async () => {
    const fake = await aCustomFake();
    const response = await create(bodyFor(fake, { base_url: `${await closedPortUrl()}/v1` }));
    expect(response.status).toBe(400);
    expect(response.body.message).toMatch(/^The credential could not be verified: /);
    expect(response.body.data).toMatchObject({ verdict: 'unknown', results: [{ cause: 'connection_refused' }] });
  });

  it('saves unverified when asked to, and asks nobody', async () => {
    const fake = await aCustomFake();
    expectSuccess(await create(bodyFor(fake, { verify: false })), record(fake, { verification: null }));
    expect(fake.requests).toEqual([]);
  });

  it('saves a self-deployed one unverified', async () => {
    const base_url = await closedPortUrl();
    const response = await create({ factory: 'Ollama', base_url, models: [{ name: 'gemma3', type: 'chat' }] });
    expect(response.body.data).toMatchObject({ factory: 'Ollama', verification: null, credential: {}, model_count: 1 });
  });

  it.each([
    [{ factory: 'Nobody' }, RetCode.ARGUMENT_ERROR, 'LLM factory Nobody is not allowed'],
    [{ factory: 'Builtin' }, RetCode.ARGUMENT_ERROR, 'LLM factory Builtin is not allowed'],
    [{ credential: {} }, RetCode.ARGUMENT_ERROR, 'credential.api_key is required'],
    [
      { credential: { api_kye: 'sk-mistyped' } },
      RetCode.ARGUMENT_ERROR,
      `credential.api_kye is not known to ${FACTORY}`,
    ],
    [{ base_url: '' }, RetCode.ARGUMENT_ERROR, `base_url is required for ${FACTORY}`],
    [{ base_url: 'ftp://x' }, RetCode.ARGUMENT_ERROR, 'base_url must be an http or https URL'],
    [{ label: 7 }, RetCode.ARGUMENT_ERROR, 'Field label must be a string'],
    [{ models: [{ name: '', type: 'chat' }] }, RetCode.ARGUMENT_ERROR, 'name is required'],
    [
      { base_url: 'http://10.0.0.1/v1' },
      RetCode.DATA_ERROR,
      'Address 10.0.0.1 is not allowed; set OUTBOUND_ALLOW=10.0.0.1/32',
    ],
  ])('refuses %j', async (facts, code, message) => {
    const fake = await aCustomFake();
    const response = await create(bodyFor(fake, facts));
    expectFailure(response, 400, code, message);
    expect(await storedCredentials(testApp, owner)).toEqual([]);
  });
});

describe('GET /api/v1/credentials', () => {
  it('pages through those of all surfaces, the newest first', async () => {
    const fake = await aCustomFake();
    await modelsApi(testApp, owner).add({ llm_factory: 'Ollama', base_url: fake.origin, llm_name: 'm', model_type: 'chat' }); // prettier-ignore
    for (const label of ['one', 'two']) await connected(fake, { label, verify: false });
    const labels = ({ body }: Response) => (body.data.items as { label: string }[]).map(({ label }) => label);
    const first = await send('get', '?limit=2');
    expect(labels(first)).toEqual(['two', 'one']);
    const second = await send('get', `?limit=2&cursor=${first.body.data.next_cursor}`);
    expect(labels(second)).toEqual(['Ollama']);
    expect(second.body.data).toMatchObject({ next_cursor: null, items: [{ source: 'ragflow' }] });
    expect(labels(await send('get', '?search=TW'))).toEqual(['two']);
  });

  it('has none of other tenants’', async () => {
    const fake = await aCustomFake();
    const { id } = await connected(fake, { verify: false });
    const stranger = await aUser(testApp);
    expectSuccess(await testApp.http.get(PATH).set(stranger.headers), { items: [], next_cursor: null });
    const response = await testApp.http.get(`${PATH}/${id}`).set(stranger.headers);
    expectFailure(response, 404, RetCode.NOT_FOUND, `Credential '${id}' not found`);
  });
});

describe('PATCH /api/v1/credentials/:id', () => {
  let fake: FakeProvider;
  let id: string;

  beforeEach(async () => {
    fake = await aCustomFake();
    ({ id } = await connected(fake));
  });

  const patch = (body: object) => send('patch', `/${id}`, body);
  const stored = async () => (await storedCredentials(testApp, owner))[0];

  it('renames without asking the provider', async () => {
    const before = fake.requests.length;
    expectSuccess(await patch({ label: 'other' }), record(fake, { id, label: 'other' }));
    expect(fake.requests).toHaveLength(before);
  });

  it('keeps the secret that comes back masked', async () => {
    expectSuccess(await patch({ label: 'other', credential: { api_key: maskOf(fake.apiKey) } }), record(fake, { id, label: 'other' })); // prettier-ignore
    expect((await stored())?.credential).toEqual({ api_key: fake.apiKey });
  });

  it.each<[string, () => object]>([
    ['nothing', () => ({})],
    ['nothing but to ask the provider', () => ({ verify: true })],
    ['its label', () => ({ label: ' test ' })],
    ['its secret and place', () => ({ base_url: fake.url, credential: { api_key: fake.apiKey } })],
    ['its secret as it is shown', () => ({ credential: { api_key: maskOf(fake.apiKey) } })],
  ])('is as it was after a change to %s, and the provider is not asked', async (_, body) => {
    await patch({ label: 'test' });
    const { body: before } = await send('get', `/${id}`);
    const [asked, known] = [fake.requests.length, await auditTrail(testApp.dataSource, `credential:${id}`)];
    expectSuccess(await patch(body()), (before as { data: object }).data);
    expect(fake.requests).toHaveLength(asked);
    expect(await auditTrail(testApp.dataSource, `credential:${id}`)).toEqual(known);
  });

  it('moves to another place together with the secret', async () => {
    const other = await aFake({ models: [CHAT.name], apiKey: 'sk-other-0123456789abcdef' });
    const body = { base_url: other.url, credential: { api_key: other.apiKey } };
    expectSuccess(await patch(body), record(other, { id }));
    expect(await stored()).toMatchObject({ base_url: other.url, credential: { api_key: other.apiKey } });
  });

  it.each([
    ['without the secret', undefined],
    ['with the masked secret', 'mask'],
  ])('does not move to another place %s', async (_, secret) => {
    const other = await aCustomFake();
    const credential = secret ? { credential: { api_key: maskOf(fake.apiKey) } } : {};
    const response = await patch({ base_url: other.url, ...credential, verify: false });
    const message = 'base_url can only be changed together with the whole credential';
    expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
    expect(other.requests).toEqual([]);
    expect(await stored()).toMatchObject({ base_url: fake.url });
  });

  it('refuses a mask that is not ours, and a secret that the provider refuses; nothing changes', async () => {
    const masked = 'credential.api_key is masked and not the one that is stored; send the whole value';
    expectFailure(await patch({ credential: { api_key: '***' } }), 400, RetCode.ARGUMENT_ERROR, masked);
    const refused = await patch({ credential: { api_key: WRONG_KEY }, label: 'other' });
    expect({ status: refused.status, verdict: refused.body.data.verdict as unknown }).toEqual({ status: 400, verdict: 'rejected' }); // prettier-ignore
    expectSuccess(await send('get', `/${id}`), record(fake, { id }));
    expect((await stored())?.credential).toEqual({ api_key: fake.apiKey });
  });

  it('takes a refused secret unverified when asked to', async () => {
    const response = await patch({ credential: { api_key: WRONG_KEY }, verify: false });
    expectSuccess(response, record(fake, { id, credential: { api_key: maskOf(WRONG_KEY) }, verification: null }));
  });

  it('demands what the factory demands', async () => {
    const response = await patch({ credential: { api_key: null } });
    expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'credential.api_key is required');
  });
});

describe('POST /api/v1/credentials/:id/verify', () => {
  it('asks again and keeps what the provider says', async () => {
    const fake = await aCustomFake();
    const { id } = await connected(fake);
    fake.behave('unauthorized');
    const response = await send('post', `/${id}/verify`);
    expect(response.body).toMatchObject({ code: RetCode.SUCCESS, data: { verdict: 'rejected' } });
    const { body } = await send('get', `/${id}`);
    expect(body.data.verification).toMatchObject({ verdict: 'rejected', results: [{ cause: 'unauthorized' }] });
    expect((await auditTrail(testApp.dataSource, `credential:${id}`)).at(-1)).toMatchObject({
      action: 'credential.verified',
      details: { verdict: 'rejected' },
    });
  });
});

describe('POST /api/v1/credentials/:id/discover', () => {
  it('lists what the provider has, with what is publicly known, and what is added', async () => {
    const fake = await aFake({ models: ['gpt-4o-mini', 'gpt-4o'] });
    const credential = { api_key: fake.apiKey };
    const body = { factory: 'OpenAI', base_url: fake.url, credential, models: [{ name: 'gpt-4o-mini', type: 'chat' }] };
    const { id } = (await create(body)).body.data as { id: string };
    const response = await send('post', `/${id}/discover`);
    expect(response.body.data.models).toMatchObject([
      { name: 'gpt-4o-mini', type: 'chat', context_length: 128_000, added: true },
      { name: 'gpt-4o', type: 'chat', added: false },
    ]);
    expect(response.body.data.models[0].price.usd_per_million).toMatchObject({ input: '0.15', output: '0.6' });
  });

  it('is 400 when the provider refuses', async () => {
    const fake = await aCustomFake();
    const { id } = await connected(fake);
    fake.behave('unauthorized');
    const response = await send('post', `/${id}/discover`);
    expect({ status: response.status, code: response.body.code as unknown }).toEqual({ status: 400, code: RetCode.DATA_ERROR }); // prettier-ignore
    expect(response.body.message).toMatch(/^The provider did not list its models: /);
  });
});

describe('the models of a credential', () => {
  it('are listed, added once and removed', async () => {
    const fake = await aCustomFake();
    const { id } = await connected(fake);
    const added = await send('post', `/${id}/models`, EMBED);
    const model = {
      id: expect.any(String),
      ...EMBED,
      max_tokens: null,
      enabled: true,
      timeouts: null,
      price: null,
      used_token: 0,
    };
    expectSuccess(added, model);
    const again = await send('post', `/${id}/models`, EMBED);
    expectFailure(again, 409, RetCode.CONFLICT, "The credential has the model 'house-embed' (type: embedding) already");
    expectSuccess(await send('get', `/${id}/models`), { items: [{ ...model, ...CHAT }, model] });
    const { id: modelId } = added.body.data as { id: string };
    expectSuccess(await send('delete', `/${id}/models/${modelId}`), null);
    const gone = await send('delete', `/${id}/models/${modelId}`);
    expectFailure(gone, 404, RetCode.NOT_FOUND, `Model '${modelId}' not found`);
    expect((await send('get', `/${id}`)).body.data.model_count).toBe(1);
  });

  it('are switched off and on, and told how long to wait, with a record of it', async () => {
    const { id } = await connected(await aCustomFake());
    const [model] = (await send('get', `/${id}/models`)).body.data.items as { id: string }[];
    const path = `/${id}/models/${model?.id}`;
    const timeouts = { first_byte_ms: 5_000, total_ms: 3_600_000 };
    expectSuccess(await send('patch', path, { enabled: false, timeouts }), { ...model, enabled: false, timeouts });
    expectSuccess(await send('patch', path, { enabled: true }), { ...model, timeouts });
    expectSuccess(await send('patch', path, {}), { ...model, timeouts });
    const fewer = { idle_ms: 100 };
    expectSuccess(await send('patch', path, { timeouts: { ...fewer, total_ms: null } }), { ...model, timeouts: fewer });
    expectSuccess(await send('get', `/${id}/models`), { items: [{ ...model, timeouts: fewer }] });
    expectSuccess(await send('patch', path, { timeouts: null }), model);
    expectSuccess(await send('patch', path, { timeouts: null, enabled: true, price: null }), model);
    const details = (await auditTrail(testApp.dataSource, `credential:${id}`))
      .filter(({ action }) => action === 'model.changed')
      .map((row) => row.details);
    const named = { model: CHAT.name, type: CHAT.type };
    expect(details).toEqual([
      { ...named, isEnabled: false, timeouts },
      { ...named, isEnabled: true },
      { ...named, timeouts: fewer },
      { ...named, timeouts: null },
    ]);
  });

  it.each([
    [{ enabled: 'no' }, 'Field enabled must be a boolean'],
    [{ enabled: null }, 'Field enabled must be a boolean'],
    [{ timeouts: 5000 }, 'Field timeouts must be an object'],
    [{ timeouts: [] }, 'Field timeouts must be an object'],
    [{ timeouts: { first_byte_ms: '5000' } }, 'Field timeouts.first_byte_ms must be an integer'],
    [{ timeouts: { idle_ms: 99 } }, 'timeouts.idle_ms must be at least 100'],
    [{ timeouts: { total_ms: 3_600_001 } }, 'timeouts.total_ms must be at most 3600000'],
  ])('refuse the change %j', async (body, message) => {
    const { id } = await connected(await aCustomFake());
    const before = (await send('get', `/${id}/models`)).body.data as { items: { id: string }[] };
    const response = await send('patch', `/${id}/models/${before.items[0]?.id}`, body);
    expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
    expectSuccess(await send('get', `/${id}/models`), before);
  });

  it('are changed by their own credential alone', async () => {
    const [one, other] = [await connected(await aCustomFake()), await connected(await aCustomFake())];
    const [model] = (await send('get', `/${other.id}/models`)).body.data.items as { id: string }[];
    const response = await send('patch', `/${one.id}/models/${model?.id}`, { enabled: false });
    expectFailure(response, 404, RetCode.NOT_FOUND, `Model '${model?.id}' not found`);
  });

  it('are of types that the factory has', async () => {
    const base_url = await closedPortUrl();
    const { id } = (await create({ factory: 'Ollama', base_url, models: [] })).body.data as { id: string };
    const response = await send('post', `/${id}/models`, { name: 'm', type: 'tts' });
    expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'Ollama has no models of type tts');
  });
});

describe('removing what a default uses', () => {
  let id: string;
  let modelId: string;
  const used_by = [{ kind: 'default', id: 'llm_id', name: 'house-chat' }];

  beforeEach(async () => {
    ({ id } = await connected(await aCustomFake()));
    modelId = (await send('get', `/${id}/models`)).body.data.items[0].id as string;
    expectSuccess(await modelsApi(testApp, owner).setDefaults({ llm_id: 'house-chat' }), true);
  });

  it.each([
    ['a credential', () => `/${id}`, 'The credential is in use'],
    ['a model', () => `/${id}/models/${modelId}`, 'The model is in use'],
  ])('is 409 for %s, unless forced; then the default is cleared', async (_, path, message) => {
    const response = await send('delete', path());
    expectFailure(response, 409, RetCode.CONFLICT, message);
    expect(response.body.data).toEqual({ used_by });
    expectSuccess(await send('delete', `${path()}?force=true`), null);
    expect((await modelsApi(testApp, owner).defaults()).body.data).toMatchObject({ llm_id: '' });
  });

  it('is at once where nothing uses it', async () => {
    expectSuccess(await modelsApi(testApp, owner).setDefaults({ llm_id: '' }), true);
    expectSuccess(await send('delete', `/${id}`), null);
    expectSuccess(await send('get'), { items: [], next_cursor: null });
  });
});

it.each(['nonsense', UNKNOWN])('there is no credential %s', async (id) => {
  const said = id === UNKNOWN ? UNKNOWN : 'of that form';
  expectFailure(await send('get', `/${id}`), 404, RetCode.NOT_FOUND, `Credential '${said}' not found`);
});
