import { aKey, aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { PipelinesService } from '../../../src/pipelines/pipelines.service.js';
import { expectDone, expectRefused } from '../langbot/langbot-world.js';
import { pipelineApi } from './pipeline-world.js';

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string;
const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
const STRANGE = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';

let testApp: TestApp;
let owner: Actor;
let api: ReturnType<typeof pipelineApi>;

beforeAll(async () => {
  testApp = await startTestApp();
});

beforeEach(async () => {
  owner = await aUser(testApp);
  api = pipelineApi(testApp, owner.headers);
});

afterAll(() => testApp.close());

describe('the guide', () => {
  it('lists and creates pipelines with an API key, as written', async () => {
    const { token } = await aKey(testApp, owner);
    const guide = pipelineApi(testApp, { 'x-api-key': token });
    expectDone(await guide.get(''), { pipelines: [] });
    expectDone(await guide.post('', { name: 'My Pipeline', config: {} }), { uuid: UUID });
    const { body } = await guide.get('');
    expect(body.data.pipelines).toHaveLength(1);
    expect(body.data.pipelines[0]).toMatchObject({
      uuid: UUID,
      name: 'My Pipeline',
      description: '',
      emoji: '',
      created_at: TIME,
      updated_at: TIME,
      for_version: '4.3.0',
      is_default: true,
      extensions_preferences: { plugins: [], mcp_servers: [], enable_all_plugins: true, enable_all_mcp_servers: true },
    });
    expect(body.data.pipelines[0].stages).toHaveLength(12);
  });
});

describe('records', () => {
  it('fills in what a configuration leaves out, and keeps what it does not know', async () => {
    const given = { ai: { 'local-agent': { 'max-round': 3, mine: 1 }, 'dify-service-api': { x: 1 } }, other: [2] };
    const { config } = await api.read(await api.made({ name: 'p', config: given }));
    expect(config).toMatchObject({
      other: [2],
      ai: {
        'dify-service-api': { x: 1 },
        runner: { runner: 'local-agent', 'expire-time': 0 },
        'local-agent': { 'max-round': 3, mine: 1, model: { primary: '', fallbacks: [] } },
      },
      safety: { 'rate-limit': { 'window-length': 60, limitation: 60, strategy: 'drop' } },
      output: { misc: { 'exception-handling': 'show-hint', 'remove-think': false } },
    });
  });

  it('changes what is given alone, and drops what is not to be changed', async () => {
    const uuid = await api.made({ name: 'p', description: 'one', emoji: '📚' });
    const change = { name: 'q', is_default: false, uuid: STRANGE, stages: [], for_version: '1', config: { x: 1 } };
    expectDone(await api.put(`/${uuid}`, change), null);
    expect(await api.read(uuid)).toMatchObject({ uuid, name: 'q', description: 'one', emoji: '📚', is_default: true, config: { x: 1 } }); // prettier-ignore
    expectDone(await api.put(`/${uuid}`, {}), null);
  });

  it('sorts as it is told', async () => {
    const [a, b] = [await api.made({ name: 'a' }), await api.made({ name: 'b' })];
    const uuids = async (query: string) =>
      ((await api.get(query)).body.data.pipelines as { uuid: string }[]).map(({ uuid }) => uuid);
    expect(await uuids('')).toEqual([b, a]);
    expect(await uuids('?sort_order=ASC')).toEqual([a, b]);
    expect(await uuids('?sort_order=sideways')).toEqual([a, b]);
    await api.put(`/${a}`, { name: 'again' });
    expect(await uuids('?sort_by=updated_at')).toEqual([a, b]);
    expect((await uuids('?sort_by=name;drop')).sort()).toEqual([a, b].sort());
  });

  it('copies everything but the emoji and being the default', async () => {
    const uuid = await api.made({ name: 'p', description: 'one', emoji: '📚', config: { x: 1 } });
    await api.put(`/${uuid}/extensions`, { enable_all_mcp_servers: false, bound_mcp_servers: [STRANGE] });
    const { body } = await api.post(`/${uuid}/copy`);
    const [original, copy] = [await api.read(uuid), await api.read(body.data.uuid)];
    expect(copy).toMatchObject({ name: 'p (Copy)', description: 'one', emoji: '', is_default: false });
    expect(copy).toMatchObject({ config: original['config'], extensions_preferences: { mcp_servers: [STRANGE] } });
  });

  it('keeps one default: the oldest takes over from one that was removed', async () => {
    const [first, second, third] = [await api.made({ name: '1' }), await api.made({ name: '2' }), await api.made({ name: '3' })]; // prettier-ignore
    expectDone(await api.delete(`/${first}`), null);
    expect((await api.read(second))['is_default']).toBe(true);
    expect((await api.read(third))['is_default']).toBe(false);
  });

  it('makes a default where one is needed, once', async () => {
    const service = testApp.app.get(PipelinesService);
    const [one, other] = await Promise.all([service.getDefault(owner.tenantId), service.getDefault(owner.tenantId)]);
    expect([one.name, one.isDefault, other.id]).toEqual(['ChatPipeline', true, one.id]);
  });

  it('makes one default of several that are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, (_, index) => api.made({ name: `p${index}` })));
    const records = await Promise.all(made.map((uuid) => api.read(uuid)));
    expect(records.filter((record) => record['is_default'])).toHaveLength(1);
  });
});

describe('extensions', () => {
  it('are kept, and everything is on until told otherwise', async () => {
    const uuid = await api.made({ name: 'p' });
    const all = {
      enable_all_plugins: true,
      enable_all_mcp_servers: true,
      available_plugins: [],
      available_mcp_servers: [],
    };
    expectDone(await api.get(`/${uuid}/extensions`), { ...all, bound_plugins: [], bound_mcp_servers: [] });
    const some = {
      bound_plugins: [{ author: 'a', name: 'b' }],
      bound_mcp_servers: [STRANGE],
      enable_all_mcp_servers: false,
    };
    expectDone(await api.put(`/${uuid}/extensions`, some), null);
    expectDone(await api.get(`/${uuid}/extensions`), { ...all, ...some });
  });

  it.each([
    [{ bound_mcp_servers: ['x'] }, 'bound_mcp_servers must be a list of UUIDs'],
    [{ bound_plugins: [{ author: 1, name: 'b' }] }, 'Field bound_plugins.0.author must be a string'],
    [{ enable_all_plugins: 'yes' }, 'Field enable_all_plugins must be a boolean'],
  ])('refuse %j', async (body, message) => {
    const uuid = await api.made({ name: 'p' });
    expectRefused(await api.put(`/${uuid}/extensions`, body), 400, message);
  });
});

describe('metadata', () => {
  it('lists four groups, and says what has no effect', async () => {
    const { body } = await api.get('/_/metadata');
    const groups = body.data.configs as {
      name: string;
      stages: { name: string; config: Record<string, unknown>[] }[];
    }[];
    expect(groups.map(({ name }) => name)).toEqual(['trigger', 'safety', 'ai', 'output']);
    const setting = (group: string, stage: string, name: string) =>
      groups
        .find((each) => each.name === group)
        ?.stages.find((each) => each.name === stage)
        ?.config.find((each) => each['name'] === name);
    expect(setting('ai', 'local-agent', 'max-round')).toMatchObject({ type: 'integer', default: 10, min: 0 });
    expect(setting('ai', 'local-agent', 'max-round')).not.toHaveProperty('unsupported');
    expect(setting('trigger', 'group-respond-rules', 'at')).toMatchObject({
      unsupported: true,
      description: { en_US: 'Stored, but without effect on this server.' },
    });
  });
});

describe('refusals', () => {
  it.each([
    [{}, 'name is required'],
    [{ name: '' }, 'name is required'],
    [{ name: 'p', config: [] }, 'Field config must be an object'],
    [{ name: 'p', config: { ai: [] } }, 'config.ai must be an object'],
    [{ name: 'p', config: { ai: { 'local-agent': 1 } } }, 'config.ai.local-agent must be an object'],
    [agent({ 'max-round': 'ten' }), 'config.ai.local-agent.max-round must be an integer'],
    [agent({ 'max-round': -1 }), 'config.ai.local-agent.max-round must be at least 0'],
    [agent({ model: 5 }), 'config.ai.local-agent.model must be a string, or an object of a string `primary` and a list of strings `fallbacks`'], // prettier-ignore
    [agent({ prompt: [{ role: 'tool', content: '' }] }), 'config.ai.local-agent.prompt must be a list of objects with a `role` (system, user or assistant) and a string `content`'], // prettier-ignore
    [agent({ 'knowledge-bases': 'x' }), 'config.ai.local-agent.knowledge-bases must be a list of strings'],
    [{ name: 'p', config: { safety: { 'rate-limit': { strategy: 'x' } } } }, 'config.safety.rate-limit.strategy must be one of: drop, wait'], // prettier-ignore
  ])('says of %j what is wrong', async (body, message) => {
    expectRefused(await api.post('', body), 400, message);
  });

  it('bounds names and configurations', async () => {
    expectRefused(await api.post('', { name: 'x'.repeat(256) }), 400, 'Field name is too long');
    const large = { name: 'p', config: { x: 'y'.repeat(300_000) } };
    expectRefused(await api.post('', large), 400, 'config must be at most 262144 bytes of JSON');
  });

  it.each(['get', 'delete'] as const)('answers 404 to %s of what there is not', async (verb) => {
    expectRefused(await api[verb](`/${STRANGE}`), 404, 'Resource not found');
    expectRefused(await api[verb]('/not-a-uuid'), 404, 'Resource not found');
  });

  it('keeps tenants apart', async () => {
    const uuid = await api.made({ name: 'p' });
    const stranger = pipelineApi(testApp, (await aUser(testApp)).headers);
    const answers = [
      await stranger.get(`/${uuid}`),
      await stranger.put(`/${uuid}`, { name: 'mine' }),
      await stranger.delete(`/${uuid}`),
      await stranger.post(`/${uuid}/copy`),
      await stranger.put(`/${uuid}/extensions`, {}),
      await stranger.get(`/${uuid}/runs`),
      await stranger.say(uuid, 'Hello'),
      await stranger.get(`/${uuid}/chat/messages/person`),
      await stranger.post(`/${uuid}/chat/reset/person`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array(9).fill(404));
    expect((await api.read(uuid))['name']).toBe('p');
  });
});

function agent(settings: object): object {
  return { name: 'p', config: { ai: { 'local-agent': settings } } };
}
