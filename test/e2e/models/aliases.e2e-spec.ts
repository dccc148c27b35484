import { AliasesRepository } from '../../../src/models/aliases/aliases.repository.js';
import { TenantDb } from '../../../src/database/tenant-db.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { modelsApi } from './provider-world.js';

const UNKNOWN = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';
const SMALL = { name: 'gpt-4o-mini', type: 'chat' };
const LARGE = { name: 'gpt-4o', type: 'chat' };
const EMBED = { name: 'text-embedding-3-small', type: 'embedding' };

let testApp: TestApp;
let owner: Actor;
/** Of OpenAI, with SMALL, LARGE and EMBED. */
let credential: string;
let ids: Record<string, string>;

beforeAll(async () => {
  testApp = await startTestApp();
});

beforeEach(async () => {
  owner = await aUser(testApp);
  credential = await connected('OpenAI', [SMALL, LARGE, EMBED]);
  ids = await modelIds(credential);
});

afterAll(() => testApp.close());

const send = (method: 'get' | 'post' | 'patch' | 'delete' | 'put', path: string, body?: object, actor = owner) => {
  const call = testApp.http[method](`/api/v1/${path}`).set(actor.headers);
  return body ? call.send(body) : call;
};

async function connected(factory: string, models: object[], actor = owner): Promise<string> {
  const body = { factory, credential: { api_key: 'sk-never-sent' }, models, verify: false };
  const response = await send('post', 'credentials', body, actor);
  if (response.status !== 200) throw new Error(`Not connected: ${response.text}`);
  return response.body.data.id as string;
}

async function modelIds(id: string, actor = owner): Promise<Record<string, string>> {
  const { body } = await send('get', `credentials/${id}/models`, undefined, actor);
  const items = body.data.items as { name: string; id: string }[];
  return Object.fromEntries(items.map((model) => [model.name, model.id]));
}

async function anAlias(facts: object = {}, actor = owner): Promise<{ id: string; version: number }> {
  const response = await send('post', 'aliases', { name: 'fast', targets: [{ model: SMALL.name }], ...facts }, actor);
  if (response.status !== 200) throw new Error(`No alias: ${response.text}`);
  return response.body.data as { id: string; version: number };
}

const targetOf = (name: string, facts: object = {}) => ({
  model: `${name}@OpenAI`,
  model_id: ids[name],
  factory: 'OpenAI',
  type: 'chat',
  weight: 1,
  available: true,
  ...facts,
});

const record = (facts: object = {}) => ({
  id: expect.any(String),
  name: 'fast',
  strategy: 'ordered',
  targets: [targetOf(SMALL.name)],
  version: 1,
  created_at: expect.any(String),
  updated_at: expect.any(String),
  ...facts,
});

const createdAt: unknown = expect.any(Date);
const routesOf = ({ tenantId }: Actor) =>
  testApp.app.get(TenantDb).run(tenantId, (tx) => testApp.app.get(AliasesRepository).listRoutes(tx, tenantId));

describe('POST /api/v1/aliases', () => {
  it('names models by name, by name and factory, and by id, in their order', async () => {
    const targets = [{ model: `${LARGE.name}@OpenAI`, weight: 3 }, { model: ids[SMALL.name] }];
    const response = await send('post', 'aliases', { name: 'fast', strategy: 'weighted', targets });
    const shown = [targetOf(LARGE.name, { weight: 3 }), targetOf(SMALL.name)];
    expectSuccess(response, record({ strategy: 'weighted', targets: shown }));
    const { id } = response.body.data as { id: string };
    expectSuccess(await send('get', `aliases/${id}`), record({ id, strategy: 'weighted', targets: shown }));
    expect(await auditTrail(testApp.dataSource, `alias:${id}`)).toEqual([
      {
        actor: `user:${owner.user.id}`,
        action: 'alias.saved',
        tenant_id: owner.tenantId,
        details: { name: 'fast', strategy: 'weighted', models: [ids[LARGE.name], ids[SMALL.name]] },
      },
    ]);
  });

  it('may take the name of a model', async () => {
    const response = await send('post', 'aliases', { name: LARGE.name, targets: [{ model: SMALL.name }] });
    expectSuccess(response, record({ name: LARGE.name }));
  });

  it('has each name once in a tenant, upper and lower case being two things', async () => {
    await anAlias();
    await anAlias({ name: 'Fast' });
    const again = await send('post', 'aliases', { name: 'fast', targets: [{ model: LARGE.name }] });
    expectFailure(again, 409, RetCode.CONFLICT, "There is an alias 'fast' already");
    const other = await aUser(testApp);
    await connected('OpenAI', [SMALL], other);
    expect(await anAlias({}, other)).toMatchObject({ name: 'fast' });
  });

  it('does not take the name that a limit has for a model, unless there is one', async () => {
    const { id: keyId } = await aKey(testApp, owner);
    const limit = (model: string) =>
      send('post', 'limits', { key_id: keyId, model, requests_per_minute: 1 }).expect(200);
    await limit('planned');
    await limit(LARGE.name);
    const limited =
      "A limit is set for a model 'planned'; as an alias it would be bounded by nothing. Delete that limit first";
    const made = await send('post', 'aliases', { name: 'planned', targets: [{ model: SMALL.name }] });
    expectFailure(made, 409, RetCode.CONFLICT, limited);
    const { id } = await anAlias();
    expectFailure(await send('patch', `aliases/${id}`, { name: 'planned' }), 409, RetCode.CONFLICT, limited);
    expect(await anAlias({ name: LARGE.name })).toMatchObject({ name: LARGE.name });
  });

  it('says of a model that it can’t be called', async () => {
    await testApp.dataSource.query('UPDATE tenant_models SET is_enabled = false WHERE id = $1', [ids[SMALL.name]]);
    expect(await anAlias()).toMatchObject({ targets: [targetOf(SMALL.name, { available: false })] });
  });

  const ONE = [{ model: SMALL.name }];
  const FORM = 'name must begin with a letter or digit and hold only letters, digits and . _ : / -';

  it.each([
    [{}, 'name', 'name is required'],
    [{ name: 'fast' }, 'targets', 'targets is required'],
    [{ name: 7, targets: ONE }, 'name', 'Field name must be a string'],
    [{ name: 'x'.repeat(129), targets: ONE }, 'name', 'Field name is too long'],
    [{ name: 'two words', targets: ONE }, 'name', FORM],
    [{ name: 'a@b', targets: ONE }, 'name', 'name must not contain @, which stands between a model and its factory'],
    [{ name: 'fast', targets: [] }, 'targets', 'targets must not be empty'],
    [{ name: 'fast', targets: Array(17).fill(ONE[0]) }, 'targets', 'targets must hold at most 16'],
    [{ name: 'fast', targets: 'gpt-4o' }, 'targets', 'Field targets must be a list'],
    [{ name: 'fast', targets: [{}] }, 'targets.0.model', 'model is required'],
    [{ name: 'fast', targets: [{ model: SMALL.name, weight: 0 }] }, 'targets.0.weight', 'weight must be at least 1'],
    [
      { name: 'fast', targets: [{ model: SMALL.name, weight: 1001 }] },
      'targets.0.weight',
      'weight must be at most 1000',
    ],
    [{ name: 'fast', targets: ONE, strategy: 'random' }, 'strategy', 'strategy must be one of: ordered, weighted'],
    [
      { name: 'fast', targets: [{ model: 'nope' }] },
      'targets.0.model',
      "targets[0].model 'nope' is no model of your tenant",
    ],
    [
      { name: 'fast', targets: [{ model: UNKNOWN }] },
      'targets.0.model',
      `targets[0].model '${UNKNOWN}' is no model of your tenant`,
    ],
    [
      { name: 'fast', targets: [...ONE, { model: EMBED.name }] },
      'targets.1.model',
      'targets[1].model must be of the same type as those before it: chat',
    ],
    [
      { name: 'fast', targets: [...ONE, ...ONE] },
      'targets.1.model',
      'targets[1].model is the same model as targets[0].model',
    ],
  ])('refuses %j', async (body, field, message) => {
    const response = await send('post', 'aliases', body);
    expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
    expect(response.body.errors[0]).toMatchObject({ field, message });
    expectSuccess(await send('get', 'aliases'), { items: [], next_cursor: null });
  });

  it('asks which, for a bare name that two factories have', async () => {
    await connected('OpenRouter', [SMALL]);
    const response = await send('post', 'aliases', { name: 'fast', targets: ONE });
    const message = `targets[0].model '${SMALL.name}' is ambiguous; say which: ${SMALL.name}@OpenAI, ${SMALL.name}@OpenRouter`;
    expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
  });

  it('does not know other tenants’ models', async () => {
    const stranger = await aUser(testApp);
    const body = { name: 'fast', targets: [{ model: ids[SMALL.name] }] };
    const message = `targets[0].model '${ids[SMALL.name]}' is no model of your tenant`;
    expectFailure(await send('post', 'aliases', body, stranger), 400, RetCode.ARGUMENT_ERROR, message);
  });
});

describe('GET /api/v1/aliases', () => {
  it('pages through the tenant’s own, and searches by name', async () => {
    for (const name of ['one', 'two', 'three']) await anAlias({ name });
    const first = (await send('get', 'aliases?limit=2&sort=created_at')).body.data;
    const second = (await send('get', `aliases?limit=2&sort=created_at&cursor=${first.next_cursor}`)).body.data;
    const names = [first, second].map(({ items }) => (items as { name: string }[]).map(({ name }) => name));
    expect(names).toEqual([['one', 'two'], ['three']]);
    expect(second.next_cursor).toBeNull();
    expectSuccess(await send('get', 'aliases?search=TW'), { items: [record({ name: 'two' })], next_cursor: null });
    expectSuccess(await send('get', 'aliases', undefined, await aUser(testApp)), { items: [], next_cursor: null });
  });

  it('is for keys with models:read, and changes for those with models:write', async () => {
    const { id } = await anAlias();
    const { token } = await aKey(testApp, owner, { scopes: ['models:read'] });
    const asKey = { 'x-api-key': token };
    expectSuccess(await testApp.http.get(`/api/v1/aliases/${id}`).set(asKey), record({ id }));
    const refused = await testApp.http.delete(`/api/v1/aliases/${id}`).set(asKey);
    expectFailure(refused, 403, RetCode.FORBIDDEN, 'The API key lacks the scope models:write');
  });
});

describe('PATCH /api/v1/aliases/:id', () => {
  it('changes what is given and leaves the rest', async () => {
    const { id } = await anAlias();
    const renamed = await send('patch', `aliases/${id}`, { name: 'quick', version: 1 });
    expectSuccess(renamed, record({ id, name: 'quick', version: 2 }));
    const targets = [{ model: LARGE.name, weight: 2 }, { model: SMALL.name }];
    const moved = await send('patch', `aliases/${id}`, { strategy: 'weighted', targets, version: 2 });
    const shown = [targetOf(LARGE.name, { weight: 2 }), targetOf(SMALL.name)];
    expectSuccess(moved, record({ id, name: 'quick', strategy: 'weighted', targets: shown, version: 3 }));
    const trail = await auditTrail(testApp.dataSource, `alias:${id}`);
    expect(trail.slice(1).map(({ action, details }) => ({ action, details }))).toEqual([
      { action: 'alias.changed', details: { name: 'quick' } },
      { action: 'alias.changed', details: { strategy: 'weighted', models: [ids[LARGE.name], ids[SMALL.name]] } },
    ]);
  });

  it.each([
    ['nothing', {}],
    ['no more than a version', { version: 1 }],
    ['what it is already', { name: 'fast', strategy: 'ordered', targets: [{ model: `${SMALL.name}@OpenAI`, weight: 1 }] }], // prettier-ignore
  ])('answers the alias as it is to %s', async (_, change) => {
    const { id } = await anAlias();
    const { body } = await send('get', `aliases/${id}`);
    expectSuccess(await send('patch', `aliases/${id}`, change), (body as { data: object }).data);
    expectSuccess(await send('get', `aliases/${id}`), record({ id, version: 1 }));
    const trail = await auditTrail(testApp.dataSource, `alias:${id}`);
    expect(trail.map(({ action }) => action)).toEqual(['alias.saved']);
    const stale = 'The alias was changed meanwhile; its version is 1 now';
    expectFailure(await send('patch', `aliases/${id}`, { ...change, version: 2 }), 409, RetCode.CONFLICT, stale);
  });

  it('refuses a stale version, a taken name and a bad target, and changes nothing', async () => {
    const { id } = await anAlias();
    await anAlias({ name: 'other' });
    const patch = (body: object) => send('patch', `aliases/${id}`, body);
    const stale = 'The alias was changed meanwhile; its version is 1 now';
    expectFailure(await patch({ name: 'quick', version: 2 }), 409, RetCode.CONFLICT, stale);
    expectFailure(await patch({ name: 'other' }), 409, RetCode.CONFLICT, "There is an alias 'other' already");
    const unknown = "targets[0].model 'nope' is no model of your tenant";
    expectFailure(await patch({ name: 'x', targets: [{ model: 'nope' }] }), 400, RetCode.ARGUMENT_ERROR, unknown);
    const reserved = "name must not be default, which stands for the tenant's default model";
    expectFailure(await patch({ name: 'default' }), 400, RetCode.ARGUMENT_ERROR, reserved);
    expectFailure(await patch({ targets: [] }), 400, RetCode.ARGUMENT_ERROR, 'targets must not be empty');
    expectSuccess(await send('get', `aliases/${id}`), record({ id }));
  });
});

describe('DELETE /api/v1/aliases/:id', () => {
  it('removes the alias and leaves its models', async () => {
    const { id } = await anAlias();
    expectSuccess(await send('delete', `aliases/${id}`), null);
    expectFailure(await send('get', `aliases/${id}`), 404, RetCode.NOT_FOUND, `Alias '${id}' not found`);
    expect(Object.keys(await modelIds(credential))).toHaveLength(3);
    expect(await auditTrail(testApp.dataSource, `alias:${id}`)).toMatchObject([
      { action: 'alias.saved' },
      { action: 'alias.removed', details: { name: 'fast' } },
    ]);
  });

  it.each([
    ['get', undefined],
    ['patch', {}],
    ['delete', undefined],
  ] as const)('is 404, as %s is, for another tenant and for an id of no form', async (method, body) => {
    const { id } = await anAlias();
    const response = await send(method, `aliases/${id}`, body, await aUser(testApp));
    expectFailure(response, 404, RetCode.NOT_FOUND, `Alias '${id}' not found`);
    expectFailure(await send(method, 'aliases/x', body), 404, RetCode.NOT_FOUND, "Alias 'of that form' not found");
  });
});

describe('removing what an alias stands on', () => {
  let id: string;

  beforeEach(async () => {
    ({ id } = await anAlias({ targets: [{ model: SMALL.name }, { model: LARGE.name }] }));
  });

  it('is 409 for the credential, naming the alias once, unless forced; then the alias has no targets', async () => {
    const response = await send('delete', `credentials/${credential}`);
    expectFailure(response, 409, RetCode.CONFLICT, 'The credential is in use');
    expect(response.body.data).toEqual({ used_by: [{ kind: 'alias', id, name: 'fast' }] });
    expectSuccess(await send('delete', `credentials/${credential}?force=true`), null);
    expectSuccess(await send('get', `aliases/${id}`), record({ id, targets: [] }));
    expect(await routesOf(owner)).toEqual([{ createdAt, name: 'fast', strategy: 'ordered', targets: [] }]);
  });

  it('is 409 for a model, unless forced; then the other targets stay', async () => {
    const path = `credentials/${credential}/models/${ids[SMALL.name]}`;
    const response = await send('delete', path);
    expectFailure(response, 409, RetCode.CONFLICT, 'The model is in use');
    expect(response.body.data).toEqual({ used_by: [{ kind: 'alias', id, name: 'fast' }] });
    expectSuccess(await send('delete', `${path}?force=true`), null);
    expectSuccess(await send('get', `aliases/${id}`), record({ id, targets: [targetOf(LARGE.name)] }));
  });

  it('is at once on LangBot’s surface', async () => {
    const response = await send('delete', `provider/models/llm/${ids[SMALL.name]}`);
    expect({ status: response.status, body: response.body as unknown }).toEqual({
      status: 200,
      body: { code: RetCode.SUCCESS, msg: 'ok', data: null },
    });
    expectSuccess(await send('get', `aliases/${id}`), record({ id, targets: [targetOf(LARGE.name)] }));
  });

  it('is at once on RAGFlow’s surface', async () => {
    await testApp.dataSource.query(`UPDATE credentials SET source = 'ragflow' WHERE id = $1`, [credential]);
    expectSuccess(await modelsApi(testApp, owner).remove({ llm_factory: 'OpenAI' }), true);
    expectSuccess(await send('get', `aliases/${id}`), record({ id, targets: [] }));
  });
});

describe('an alias for a shared model', () => {
  let recipient: Actor;
  let id: string;

  beforeEach(async () => {
    recipient = await aUser(testApp);
    await send('put', `credentials/${credential}/shares`, { tenant_ids: [recipient.tenantId] });
    ({ id } = await anAlias({}, recipient));
  });

  it('shows it as any other', async () => {
    expectSuccess(await send('get', `aliases/${id}`, undefined, recipient), record({ id }));
  });

  it('keeps the credential from going unforced, without telling its owner what it is called', async () => {
    const response = await send('delete', `credentials/${credential}`);
    expectFailure(response, 409, RetCode.CONFLICT, 'The credential is in use');
    const used_by = [{ kind: 'tenant_alias', id: recipient.tenantId, name: SMALL.name }];
    expect(response.body.data).toEqual({ used_by });
  });

  it('loses it when it is shared no more, and keeps it while it is', async () => {
    await send('put', `credentials/${credential}/shares`, { tenant_ids: [recipient.tenantId] });
    expect(await routesOf(recipient)).toEqual([
      { createdAt, name: 'fast', strategy: 'ordered', targets: [{ tenantModelId: ids[SMALL.name], weight: 1 }] },
    ]);
    await send('put', `credentials/${credential}/shares`, { tenant_ids: [] });
    expectSuccess(await send('get', `aliases/${id}`, undefined, recipient), record({ id, targets: [] }));
  });
});

it('keeps no model that is withdrawn while aliases are made and changed', async () => {
  const recipient = await aUser(testApp);
  const share = (tenant_ids: string[]) => send('put', `credentials/${credential}/shares`, { tenant_ids });
  await share([recipient.tenantId]);
  const { id } = await anAlias({}, recipient);
  const targets = [{ model: SMALL.name }, { model: LARGE.name }];
  await Promise.all([
    send('patch', `aliases/${id}`, { targets }, recipient),
    ...['a', 'b', 'c'].map((name) => send('post', 'aliases', { name, targets }, recipient)),
    share([]),
    ...['d', 'e', 'f'].map((name) => send('post', 'aliases', { name, targets }, recipient)),
  ]);
  expect((await routesOf(recipient)).flatMap((route) => route.targets)).toEqual([]);
});

it('leaves one of two aliases when both take the same name at once', async () => {
  const body = { name: 'fast', targets: [{ model: SMALL.name }] };
  const responses = await Promise.all([1, 2].map(() => send('post', 'aliases', body)));
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
});

it('lists routes by name, targets in their order', async () => {
  await anAlias({
    name: 'b',
    strategy: 'weighted',
    targets: [{ model: SMALL.name, weight: 5 }, { model: LARGE.name }],
  });
  await anAlias({ name: 'a', targets: [{ model: EMBED.name }] });
  expect(await routesOf(owner)).toEqual([
    { createdAt, name: 'a', strategy: 'ordered', targets: [{ tenantModelId: ids[EMBED.name], weight: 1 }] },
    {
      createdAt,
      name: 'b',
      strategy: 'weighted',
      targets: [
        { tenantModelId: ids[SMALL.name], weight: 5 },
        { tenantModelId: ids[LARGE.name], weight: 1 },
      ],
    },
  ]);
});
