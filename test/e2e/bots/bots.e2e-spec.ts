import { aKey, aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { storedText } from '../../support/stored-text.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { expectDone, expectRefused } from '../langbot/langbot-world.js';
import { BotLog } from '../../../src/bots/logs/bot-log.js';
import { botsApi, PIPELINE, ScriptedPipelines } from './bots-world.js';

const NOBODY = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';
const SECRET = 'inbound-secret-of-the-bot-1234';

/** How many sessions of the database wait for a lock. */
async function waitingForLocks({ dataSource }: TestApp): Promise<number> {
  const [row] = await dataSource.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return row?.count ?? 0;
}

describe('bots', () => {
  let testApp: TestApp;
  let owner: Actor;
  let bots: ReturnType<typeof botsApi>;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { OUTBOUND_ALLOW: '127.0.0.1/32', PUBLIC_URL: 'https://keys.test' } });
    new ScriptedPipelines().installIn(testApp);
  });

  beforeEach(async () => {
    owner = await aUser(testApp);
    bots = botsApi(testApp, owner);
  });

  afterAll(() => testApp.close());

  const httpBot = (more: object = {}) => ({
    name: 'Web',
    adapter: 'http_bot',
    adapter_config: { inbound_secret: SECRET, callback_url: 'http://127.0.0.1:9/callback' },
    ...more,
  });

  it('takes the guide’s example as it is, by key', async () => {
    const { token } = await aKey(testApp, owner);
    const body = { name: 'My Telegram Bot', adapter: 'telegram', config: { token: 'your-telegram-token' } };
    const created = await testApp.http.post('/api/v1/platform/bots').set('x-api-key', token).send(body);
    expect(created.status).toBe(200);
    const uuid = created.body.data.uuid as string;
    expectDone(created, { uuid });
    const shown = await bots.read(uuid);
    expect(shown).toMatchObject({
      uuid,
      name: 'My Telegram Bot',
      description: '',
      adapter: 'telegram',
      config: { token: 'your-tel…oken' },
      adapter_config: { token: 'your-tel…oken' },
      enable: false,
      use_pipeline_uuid: PIPELINE.uuid,
      use_pipeline_name: 'Answers',
      adapter_runtime_values: { bot_account_id: null, webhook_url: null, status: 'stopped', last_error: null },
    });
    const listed = await testApp.http.get('/api/v1/platform/bots').set('x-api-key', token);
    expect(listed.body.data.bots).toMatchObject([{ uuid }]);
    const logs = await testApp.http
      .post(`/api/v1/platform/bots/${uuid}/logs`)
      .set('x-api-key', token)
      .send({ from_index: -1, max_count: 10 });
    expectDone(logs, { logs: [], total_count: 0 });
  });

  it('seals secrets, and keeps those that come back masked', async () => {
    const uuid = await bots.made(httpBot());
    const { adapter_config: masked } = await bots.read(uuid);
    expect(masked).toEqual({ inbound_secret: 'inbound-…1234', callback_url: 'http://127.0.0.1:9/callback' });
    expectDone(await bots.update(uuid, { name: 'Renamed', adapter_config: masked }), null);
    expect(await bots.read(uuid)).toMatchObject({ name: 'Renamed', adapter_config: masked });
    expect(await storedText(testApp.dataSource)).not.toContain(SECRET);
    expectRefused(
      await bots.update(uuid, { config: { inbound_secret: 'another-…mask', callback_url: 'http://127.0.0.1:9/' } }),
      400,
      'Field config.inbound_secret is masked; send the secret itself',
    );
    expectDone(await bots.update(uuid, { config: { ...(masked as object), inbound_secret: 'short' } }), null);
    expect(await bots.read(uuid)).toMatchObject({ config: { inbound_secret: '***' } });
  });

  it('will not send a token that it masked to another address', async () => {
    const uuid = await bots.made({ name: 'T', adapter: 'telegram', config: { token: '123456:abcdefghijklm' } });
    const config = { token: '123456:a…jklm', api_root: 'http://127.0.0.1:1' };
    expectRefused(
      await bots.update(uuid, { config }),
      400,
      'Field config sends secrets to another address; send them anew, not masked',
    );
  });

  it.each([
    [{ adapter: 'http_bot' }, 'name is required'],
    [{ name: 'x' }, 'adapter is required'],
    [{ name: 7, adapter: 'telegram' }, 'Field name must be a string'],
    [{ name: 'x', adapter: 'nope' }, 'Field adapter must be one that GET /api/v1/platform/adapters names'],
    [{ name: 'x', adapter: 'telegram', config: [] }, 'Field config must be an object'],
    [{ name: 'x', adapter: 'telegram', config: { token: 7 } }, 'Field config.token must be a string'],
    [{ name: 'x', adapter: 'telegram', enable: 'yes' }, 'Field enable must be a boolean'],
    [
      { name: 'x', adapter: 'telegram', enable: true },
      'Field config.token is required to enable a bot of adapter telegram',
    ],
    [
      { name: 'x', adapter: 'http_bot', config: { callback_timeout: 0 } },
      'Field config.callback_timeout must be from 1 to 120',
    ],
    [
      { name: 'x', adapter: 'http_bot', config: { callback_url: 'http://10.0.0.1/' } },
      'Field config.callback_url: Address 10.0.0.1 is not allowed; set OUTBOUND_ALLOW=10.0.0.1/32',
    ],
    [
      { name: 'x', adapter: 'discord', enable: true, config: { client_id: 'a', token: 'b' } },
      'Field enable must be false: adapter discord can be stored, and not enabled on this server',
    ],
    [{ name: 'x', adapter: 'telegram', use_pipeline_uuid: 'x' }, 'Field use_pipeline_uuid must be a UUID'],
  ])('refuses %j', async (body, message) => {
    expectRefused(await bots.create(body), 400, message);
    expectDone(await bots.list(), { bots: [] });
  });

  it('knows no pipeline and no bot of others', async () => {
    const uuid = await bots.made(httpBot());
    expectRefused(await bots.update(uuid, { use_pipeline_uuid: NOBODY }), 404, 'Resource not found');
    const stranger = botsApi(testApp, await aUser(testApp));
    for (const id of [uuid, NOBODY, 'nonsense']) {
      expectRefused(await stranger.get(id), 404, 'Resource not found');
      expectRefused(await stranger.update(id, { name: 'x' }), 404, 'Resource not found');
      expectRefused(await stranger.remove(id), 404, 'Resource not found');
      expectRefused(await stranger.send('post', `/${id}/logs`, {}), 404, 'Resource not found');
      expectRefused(await stranger.send('post', `/${id}/embed`, { key_id: NOBODY }), 404, 'Resource not found');
    }
  });

  it('stores an adapter that can’t run, and says so in its log when it is to be enabled', async () => {
    const uuid = await bots.made({ name: 'D', adapter: 'discord', config: { client_id: 'a', token: 'b' } });
    const message = 'Field enable must be false: adapter discord can be stored, and not enabled on this server';
    expectRefused(await bots.update(uuid, { enable: true }), 400, message);
    expect(await bots.logs(uuid)).toMatchObject([{ seq_id: 0, level: 'error', text: `Not enabled: ${message}` }]);
  });

  it('runs while it is enabled, and starts again when it is changed', async () => {
    const uuid = await bots.made(httpBot({ enable: true }));
    await eventually(async () => {
      expect((await bots.read(uuid)).adapter_runtime_values).toMatchObject({ status: 'running' });
      expect(await bots.texts(uuid)).toEqual(['Started']);
    });
    await bots.update(uuid, { description: 'again' }).expect(200);
    await eventually(async () => expect(await bots.texts(uuid)).toEqual(['Started', 'Stopped', 'Started']));
    await bots.update(uuid, { enable: false }).expect(200);
    await eventually(async () => expect(await bots.texts(uuid)).toEqual(['Started', 'Stopped', 'Started', 'Stopped']));
    expectDone(await bots.remove(uuid), null);
    expectRefused(await bots.get(uuid), 404, 'Resource not found');
  });

  it('holds 200 entries of its log at most, and never uses a number again', async () => {
    const uuid = await bots.made(httpBot());
    const bot = { id: uuid, tenantId: owner.tenantId };
    for (let n = 0; n < 201; n += 1) await testApp.app.get(BotLog).write(bot, 'info', `line ${n}`);
    const window = async (body: object) => {
      const { logs, total_count } = (await bots.send('post', `/${uuid}/logs`, body)).body.data as {
        logs: { seq_id: number }[];
        total_count: number;
      };
      return { seqs: logs.map((entry) => entry.seq_id), total_count };
    };
    expect(await window({})).toEqual({ seqs: [191, 192, 193, 194, 195, 196, 197, 198, 199, 200], total_count: 151 });
    expect(await window({ from_index: 51, max_count: 5 })).toEqual({ seqs: [50, 51], total_count: 151 });
    expect(await window({ from_index: 49, max_count: 5 })).toEqual({ seqs: [], total_count: 151 });
    expect(await window({ from_index: 202, max_count: 5 })).toEqual({ seqs: [50], total_count: 151 });
    expect(await window({ from_index: 300, max_count: 5 })).toEqual({ seqs: [], total_count: 151 });
    expect(await window({ max_count: 0 })).toEqual({ seqs: [], total_count: 151 });
    expectRefused(await bots.send('post', `/${uuid}/logs`, { max_count: -1 }), 400, 'max_count must be at least 0');
  });

  it('does not keep its log from waiting for its row before it has taken its number', async () => {
    const uuid = await bots.made(httpBot());
    const removing = testApp.dataSource.createQueryRunner();
    await removing.startTransaction();
    await removing.query('SELECT FROM bots WHERE id = $1 FOR UPDATE', [uuid]);
    const writing = testApp.app.get(BotLog).write({ id: uuid, tenantId: owner.tenantId }, 'info', 'meanwhile');
    await eventually(async () => expect(await waitingForLocks(testApp)).toBe(1));
    // As the removal of a bot goes on: were the log's number taken already, both would wait for one another.
    const state = removing.query('SELECT 1 FROM bot_states WHERE bot_id = $1 FOR UPDATE NOWAIT', [uuid]);
    await expect(state).resolves.toHaveLength(1);
    await removing.commitTransaction();
    await removing.release();
    await writing;
    expect(await bots.texts(uuid)).toEqual(['meanwhile']);
  });

  it('takes a configuration anew for another adapter, so that no secret reaches an address of somebody’s choice', async () => {
    const token = '123456:abcdefghijklm';
    const uuid = await bots.made({ name: 'T', adapter: 'telegram', config: { token } });
    const message = 'Field config is required to change the adapter';
    expectRefused(await bots.update(uuid, { adapter: 'kook' }), 400, message);
    expectDone(await bots.update(uuid, { adapter: 'kook', config: { token: 'another' } }), null);
  });

  it('has administrators', async () => {
    const uuid = await bots.made(httpBot());
    const added = await bots.send('post', `/${uuid}/admins`, { launcher_type: 'person', launcher_id: 4711 });
    const id = added.body.data.id as number;
    expectDone(added, { id });
    expectRefused(
      await bots.send('post', `/${uuid}/admins`, { launcher_type: 'person', launcher_id: '4711' }),
      409,
      'This administrator is there already',
    );
    expectRefused(
      await bots.send('post', `/${uuid}/admins`, { launcher_type: '' }),
      400,
      'launcher_type and launcher_id are required',
    );
    const admins = await testApp.http.get(`/api/v1/platform/bots/${uuid}/admins`).set(owner.headers);
    expectDone(admins, { admins: [{ id, launcher_type: 'person', launcher_id: '4711' }] });
    expectDone(await bots.send('delete', `/${uuid}/admins/${id}`), null);
    expectRefused(await bots.send('delete', `/${uuid}/admins/${id}`), 404, 'Resource not found');
  });

  it('lists adapters, with what they take', async () => {
    const all = await testApp.http.get('/api/v1/platform/adapters').set(owner.headers).expect(200);
    expect(all.body.data.adapters).toHaveLength(20);
    const one = await testApp.http.get('/api/v1/platform/adapters/telegram').set(owner.headers).expect(200);
    expect(one.body.data.adapter).toMatchObject({ name: 'telegram', runnable: true, icon: 'telegram.svg' });
    expect(one.body.data.adapter.spec.config[0]).toMatchObject({ name: 'token', type: 'string', required: true });
    expectRefused(await testApp.http.get('/api/v1/platform/adapters/x').set(owner.headers), 404, 'Resource not found');
    const debug = await testApp.http.get('/api/v1/platform/adapters/webchat').set(owner.headers).expect(200);
    expect(debug.body.data.adapter.name).toBe('webchat');
    const icon = await testApp.http.get('/api/v1/platform/adapters/telegram/icon').expect(200);
    expect(icon.headers['content-type']).toBe('image/svg+xml');
  });

  it.each([
    [{}, 'target_type is required'],
    [{ target_type: 'person' }, 'target_id is required'],
    [{ target_type: 'person', target_id: '1' }, 'message_chain is required'],
    [
      { target_type: 'friend', target_id: '1', message_chain: [{ type: 'Plain', text: 'x' }] },
      'target_type must be either "person" or "group"',
    ],
    [{ target_type: 'person', target_id: '1', message_chain: [{}] }, 'message_chain[0].type is required'],
    [{ target_type: 'person', target_id: '1', message_chain: [{ type: 'Plain', text: 'x' }] }, 'The bot is disabled'],
  ])('refuses to send %j', async (body, message) => {
    const uuid = await bots.made(httpBot());
    expectRefused(await bots.send('post', `/${uuid}/send_message`, body), 400, message);
  });

  it('says that a bot of /v1 sends nothing unasked', async () => {
    const uuid = await bots.made({ name: 'x', adapter: 'openai', enable: true });
    const body = { target_type: 'person', target_id: '1', message_chain: [{ type: 'Plain', text: 'x' }] };
    expectRefused(
      await bots.send('post', `/${uuid}/send_message`, body),
      400,
      "A bot of adapter openai can't send messages unasked",
    );
  });
});
