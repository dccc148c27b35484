import { webhookSecret } from '../../../src/bots/adapters/telegram/telegram-webhook.js';
import { aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { TelegramStandIn } from '../../support/telegram-stand-in.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { expectDone, expectRefused } from '../langbot/langbot-world.js';
import { aGate, botsApi, ScriptedPipelines, unless } from './bots-world.js';

const environment = { OUTBOUND_ALLOW: '127.0.0.1/32', PUBLIC_URL: 'https://keys.test' };

describe('Telegram bots', () => {
  let testApp: TestApp;
  let owner: Actor;
  let bots: ReturnType<typeof botsApi>;
  let telegram: TelegramStandIn;
  let pipelines: ScriptedPipelines;

  beforeAll(async () => {
    testApp = await startTestApp({ environment });
  });

  beforeEach(async () => {
    owner = await aUser(testApp);
    bots = botsApi(testApp, owner);
    pipelines = new ScriptedPipelines();
    pipelines.installIn(testApp);
    telegram = await new TelegramStandIn().start();
  });

  afterEach(async () => {
    for (const { uuid } of (await bots.list()).body.data.bots as { uuid: string }[]) await bots.remove(uuid);
    await telegram.stop();
  });

  afterAll(() => testApp.close());

  const configOf = (more: object = {}) => ({ token: telegram.token, api_root: telegram.url, ...more });
  const aBot = (more: object = {}) =>
    bots.made({ name: 'T', adapter: 'telegram', enable: true, config: configOf(more) });
  const running = (uuid: string) =>
    eventually(async () =>
      expect((await bots.read(uuid)).adapter_runtime_values).toMatchObject({
        status: 'running',
        bot_account_id: '@stand_in_bot',
        last_error: null,
      }),
    );

  it('answer a person by long polling', async () => {
    const uuid = await aBot();
    await running(uuid);
    telegram.say('Hello');
    await eventually(() => expect(telegram.texts()).toEqual(['You said: Hello']));
    expect(telegram.callsOf('sendMessage')).toMatchObject([{ chat_id: '42', text: 'You said: Hello' }]);
    expect(pipelines.runs).toMatchObject([
      {
        session: { origin: `bot:${uuid}`, type: 'person', id: '42' },
        messages: [{ content: 'Hello' }],
        history: 'kept',
      },
    ]);
    telegram.say('More');
    await eventually(() => expect(telegram.texts()).toEqual(['You said: Hello', 'You said: More']));
    expect(JSON.stringify(await bots.logs(uuid))).not.toContain(telegram.token);
  });

  it('answer a group, quoting what they answer', async () => {
    await running(await aBot());
    telegram.say('All', { id: -1001, type: 'supergroup' });
    await eventually(() =>
      expect(telegram.callsOf('sendMessage')).toMatchObject([
        { chat_id: '-1001', text: 'You said: All', reply_parameters: { message_id: 1 } },
      ]),
    );
    expect(pipelines.runs[0]?.session).toMatchObject({ type: 'group', id: '-1001' });
  });

  it('cut long answers into messages', async () => {
    pipelines.script = async function* () {
      yield 'word '.repeat(1_000);
      await Promise.resolve();
    };
    await running(await aBot());
    telegram.say('Hello');
    await eventually(() => expect(telegram.callsOf('sendMessage')).toHaveLength(2));
    expect(telegram.texts().join(' ')).toBe('word '.repeat(1_000).trim());
  });

  it('show an answer while it grows', async () => {
    const gate = aGate();
    pipelines.script = async function* (_question, signal) {
      yield 'First';
      await unless(signal, gate.opened);
      yield ' and last';
    };
    await running(await aBot({ 'enable-stream-reply': true }));
    telegram.say('Hello');
    await eventually(() => expect(telegram.texts()).toEqual(['First']));
    gate.open();
    await eventually(() => expect(telegram.texts()).toEqual(['First and last']));
    expect(telegram.callsOf('sendMessage')).toHaveLength(1);
  });

  it('wait where Telegram wants them to', async () => {
    await running(await aBot());
    const parameters = { retry_after: 1 };
    telegram.refusals.push({ method: 'sendMessage', error_code: 429, description: 'Too Many Requests', parameters });
    telegram.say('Hello');
    await eventually(() => expect(telegram.texts()).toEqual(['You said: Hello']));
  });

  it('say what Telegram refuses, and try again', async () => {
    telegram.refusals.push({ method: 'getUpdates', error_code: 409, description: 'Conflict: another poller' });
    const uuid = await aBot();
    await eventually(async () =>
      expect((await bots.read(uuid)).adapter_runtime_values).toMatchObject({
        status: 'error',
        last_error: 'Telegram refused getUpdates: 409 Conflict: another poller',
        next_try_at: expect.stringMatching(/^\d{4}-/) as string,
      }),
    );
    await running(uuid);
    telegram.say('Hello');
    await eventually(() => expect(telegram.texts()).toEqual(['You said: Hello']));
  });

  it('say that a token is wrong, and harm no other bot', async () => {
    const bad = await aBot({ token: '1:wrong' });
    const good = await aBot();
    await running(good);
    await eventually(async () =>
      expect((await bots.read(bad)).adapter_runtime_values).toMatchObject({
        status: 'error',
        last_error: 'Telegram refused getMe: 401 Unauthorized',
      }),
    );
  });

  it('read on where they were after a restart', async () => {
    const uuid = await aBot();
    await running(uuid);
    telegram.say('Hello');
    await eventually(() => expect(telegram.texts()).toEqual(['You said: Hello']));
    await bots.update(uuid, { name: 'Again' }).expect(200);
    await eventually(() => expect(telegram.callsOf('getMe')).toHaveLength(2));
    telegram.say('More');
    await eventually(() => expect(telegram.texts()).toEqual(['You said: Hello', 'You said: More']));
    expect(telegram.callsOf('getUpdates').at(-1)).toMatchObject({ offset: 103 });
  });

  it('take nothing that another process has read', async () => {
    const uuid = await aBot();
    await running(uuid);
    // It has read where to go on from only once it asks.
    await eventually(() => expect(telegram.callsOf('getUpdates')).not.toEqual([]));
    await testApp.dataSource.query(`UPDATE bot_states SET update_offset = 200 WHERE bot_id = $1`, [uuid]);
    telegram.say('Hello');
    await eventually(async () =>
      expect(await bots.texts(uuid)).toContain('Failed, next try in 1 s: Another process reads the updates'),
    );
    await eventually(() => expect(telegram.callsOf('getUpdates').at(-1)).toMatchObject({ offset: 200 }));
    expect(pipelines.runs).toEqual([]);
  });

  it('take words that the database can’t hold', async () => {
    await running(await aBot());
    telegram.say('Hel\ud800lo\0');
    await eventually(() => expect(telegram.texts()).toEqual(['You said: Hello']));
  });

  it('take updates at their address in webhook mode', async () => {
    const uuid = await aBot({ mode: 'webhook' });
    await running(uuid);
    const secret = webhookSecret(uuid, configOf({ mode: 'webhook' }));
    expect(telegram.callsOf('setWebhook')).toMatchObject([
      { url: `https://keys.test/bots/${uuid}`, secret_token: secret, allowed_updates: ['message'] },
    ]);
    expect((await bots.read(uuid)).adapter_runtime_values).toMatchObject({
      webhook_url: `/bots/${uuid}`,
      webhook_full_url: `https://keys.test/bots/${uuid}`,
    });
    const update = telegram.updateOf('Hello');
    const post = (token: string) =>
      testApp.http.post(`/bots/${uuid}`).set('x-telegram-bot-api-secret-token', token).send(update);
    const forged = await post('x');
    expect({ status: forged.status, body: forged.body as unknown }).toEqual({
      status: 403,
      body: { error: 'The secret token is wrong' },
    });
    await post(secret).expect(200, { ok: true });
    await post(secret).expect(200, { ok: true });
    await eventually(() => expect(telegram.texts()).toEqual(['You said: Hello']));
    expect(pipelines.runs).toHaveLength(1);
  });

  it('send unasked, and say what they can’t send', async () => {
    const uuid = await aBot();
    const send = (message_chain: object[]) =>
      bots.send('post', `/${uuid}/send_message`, { target_type: 'person', target_id: '7', message_chain });
    expectDone(
      await send([
        { type: 'At', target: 'ann' },
        { type: 'Plain', text: 'hello' },
        { type: 'Image', url: 'https://example.com/a.png' },
      ]),
      { sent: true },
    );
    expect(telegram.callsOf('sendMessage')).toMatchObject([{ chat_id: '7', text: '@ann hello' }]);
    expect(telegram.callsOf('sendPhoto')).toMatchObject([{ chat_id: '7', photo: 'https://example.com/a.png' }]);
    expectRefused(await send([{ type: 'Voice', url: 'x' }]), 400, "message_chain[0].type can't be sent: Voice");
    telegram.refusals.push({ method: 'sendMessage', error_code: 400, description: 'Bad Request: chat not found' });
    expectRefused(
      await send([{ type: 'Plain', text: 'x' }]),
      424,
      'Not sent: Telegram refused sendMessage: 400 Bad Request: chat not found',
    );
  });
});
