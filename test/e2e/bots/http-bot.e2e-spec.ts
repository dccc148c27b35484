import { signatureOf } from '../../../src/bots/adapters/http-bot/signature.js';
import { aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { expectDone, expectRefused } from '../langbot/langbot-world.js';
import { aGate, botsApi, failing, PIPELINE, PostBox, ScriptedPipelines, unless } from './bots-world.js';

const SECRET = 'inbound-secret-of-the-bot-1234';
const OUTBOUND = 'outbound-secret-of-the-bot-567';
const NOBODY = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';
const environment = { OUTBOUND_ALLOW: '127.0.0.1/32' };

const hello = (session = 's1', text = 'Hello') => ({
  session_id: session,
  sender: { id: 'u1', name: 'Ann' },
  message: [{ type: 'Plain', text }],
});

describe('HTTP bots', () => {
  let testApp: TestApp;
  let owner: Actor;
  let bots: ReturnType<typeof botsApi>;
  let box: PostBox;
  let pipelines: ScriptedPipelines;
  let uuid: string;

  beforeAll(async () => {
    testApp = await startTestApp({ environment });
    owner = await aUser(testApp);
    bots = botsApi(testApp, owner);
  });

  beforeEach(async () => {
    pipelines = new ScriptedPipelines();
    pipelines.installIn(testApp);
    box = await new PostBox().start();
    uuid = await bots.made(aBot());
  });

  afterEach(() => box.stop());
  afterAll(() => testApp.close());

  function aBot(more: object = {}) {
    const config = { inbound_secret: SECRET, outbound_secret: OUTBOUND, callback_url: box.url, ...more };
    return { name: 'Web', adapter: 'http_bot', enable: true, config };
  }

  function post(path: string, body: object | string, headers: Record<string, string> = {}, bot = uuid) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const timestamp = String(Math.floor(Date.now() / 1000));
    return testApp.http
      .post(`/bots/${bot}${path}`)
      .set({
        'content-type': 'application/json',
        'x-lb-timestamp': timestamp,
        'x-lb-signature': signatureOf(SECRET, timestamp, text),
        ...headers,
      })
      .send(text);
  }

  it('answers by a signed callback', async () => {
    const accepted = await post('', hello());
    expect({ status: accepted.status, body: accepted.body as unknown }).toEqual({
      status: 202,
      body: {
        code: 0,
        msg: 'accepted',
        data: {
          session_id: 's1',
          accepted_message_id: expect.stringMatching(/^in_[0-9a-f]{32}$/) as string,
          aggregating: true,
        },
      },
    });
    await eventually(() => expect(box.received).toHaveLength(1));
    const [{ headers, text, body }] = box.received as [(typeof box.received)[0]];
    expect(body).toEqual({
      session_id: 's1',
      reply_to: accepted.body.data.accepted_message_id as string,
      sequence: 1,
      is_final: true,
      stream: false,
      message: [{ type: 'Plain', text: 'You said: Hello' }],
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    });
    expect(headers['x-lb-signature']).toBe(signatureOf(OUTBOUND, String(headers['x-lb-timestamp']), text));
    expect(pipelines.runs).toMatchObject([
      {
        pipelineId: PIPELINE.uuid,
        caller: { tenantId: owner.tenantId, userId: owner.user.id },
        session: { origin: `bot:${uuid}`, type: 'person', id: 's1' },
        messages: [{ role: 'user', content: 'Hello' }],
        history: 'kept',
      },
    ]);
    await eventually(async () =>
      expect((await bots.texts(uuid)).sort()).toEqual(['Answered', 'Received: Hello', 'Started']),
    );
  });

  it('answers at once on /sync, groups too', async () => {
    const response = await post('/sync', { ...hello('g1'), session_type: 'group' });
    expect({ status: response.status, body: response.body as unknown }).toEqual({
      status: 200,
      body: {
        code: 0,
        msg: 'ok',
        data: {
          session_id: 'g1',
          reply_to: expect.stringMatching(/^in_[0-9a-f]{32}$/) as string,
          message: [{ type: 'Plain', text: 'You said: Hello' }],
        },
      },
    });
    expect(pipelines.runs[0]?.session).toEqual({ origin: `bot:${uuid}`, type: 'group', id: 'g1' });
    expect(box.received).toEqual([]);
  });

  it('refuses a second request that waits in the same session, and answers the first with what there is', async () => {
    const gate = aGate();
    const started = aGate();
    pipelines.script = async function* (_question, signal) {
      yield 'So far';
      started.open();
      await unless(signal, gate.opened);
    };
    await bots.update(uuid, { config: { ...aBot().config, callback_timeout: 1 } }).expect(200);
    const first = post('/sync', hello()).then((response) => response);
    await started.opened;
    const second = await post('/sync', hello());
    expect({ status: second.status, body: second.body as unknown }).toEqual({
      status: 409,
      body: { code: 40901, msg: 'Another request waits for an answer in this session', data: null },
    });
    expect((await first).body.data.message).toEqual([{ type: 'Plain', text: 'So far' }]);
    gate.open();
  });

  it('keeps the order of a session', async () => {
    const gate = aGate();
    pipelines.script = async function* (question, signal) {
      if (question === 'one') await unless(signal, gate.opened);
      yield question;
    };
    for (const text of ['one', 'two', 'three']) await post('', hello('s1', text)).expect(202);
    await post('', hello('s2', 'other')).expect(202);
    const said = () => box.received.map(({ body }) => (body['message'] as { text: string }[])[0]?.text);
    await eventually(() => expect(said()).toEqual(['other']));
    gate.open();
    await eventually(() => expect(said()).toEqual(['other', 'one', 'two', 'three']));
  });

  it('takes a message of one key once', async () => {
    const key = { 'x-lb-idempotency-key': 'k1' };
    await post('', hello(), key).expect(202);
    const again = await post('', hello(), key);
    expect({ status: again.status, body: again.body as unknown }).toEqual({
      status: 409,
      body: { code: 40901, msg: 'A message with this idempotency key was accepted already', data: null },
    });
    await testApp.dataSource.query(`UPDATE bot_idempotency_keys SET expires_at = now() WHERE bot_id = $1`, [uuid]);
    await post('', hello(), key).expect(202);
  });

  it('tries a callback again that failed, and none that was refused', async () => {
    box.statuses.push(503);
    await post('', hello('s1', 'again')).expect(202);
    await eventually(() => expect(box.received).toHaveLength(2));
    expect(box.received[0]?.text).toBe(box.received[1]?.text);
    box.statuses.push(404);
    await post('', hello('s2', 'refused')).expect(202);
    await eventually(async () =>
      expect((await bots.texts(uuid)).at(-1)).toBe('Not answered: The callback failed: status 404'),
    );
    expect(box.received).toHaveLength(3);
  });

  it('tells people what the pipeline wants them to be told of a failure', async () => {
    pipelines.script = failing;
    await post('', hello()).expect(202);
    await eventually(() =>
      expect(box.received[0]?.body['message']).toEqual([{ type: 'Plain', text: 'Something went wrong' }]),
    );
    await eventually(async () => expect((await bots.texts(uuid)).at(-1)).toBe('Not answered: The model is away'));
    pipelines.failureText = null;
    expect((await post('/sync', hello())).body.data.message).toEqual([]);
  });

  it('forgets a session', async () => {
    const response = await post('/reset', { session_id: 's1' });
    expect({ status: response.status, body: response.body as unknown }).toEqual({
      status: 200,
      body: { code: 0, msg: 'reset', data: { session_id: 's1', removed: true } },
    });
    expect(pipelines.forgotten).toEqual([{ origin: `bot:${uuid}`, type: 'person', id: 's1' }]);
  });

  it.each([
    ['', 'not json', 'The body must be JSON'],
    ['', '[]', 'The body must be an object'],
    ['', {}, 'session_id is required'],
    ['', { session_id: 7 }, 'session_id is required'],
    ['', { session_id: 'x'.repeat(129) }, 'session_id must have at most 128 characters'],
    ['', { session_id: 's', session_type: 'x' }, 'session_type must be either "person" or "group"'],
    ['', { session_id: 's' }, 'message is required'],
    ['', { session_id: 's', message: 'x' }, 'message must be a list'],
    ['', { session_id: 's', message: [] }, 'message must not be empty'],
    ['', { session_id: 's', message: [{ type: 'Plain' }] }, 'message[0].text is required'],
    [
      '/sync',
      { session_id: 's', message: [{ type: 'Plain', text: '\0' }] },
      'message.0.text contains invalid characters',
    ],
    [
      '',
      { session_id: 's', message: [{ type: 'Plain', text: '\ud800' }] },
      'message.0.text contains invalid characters',
    ],
    [
      '',
      `{"session_id":"s","message":[{"type":"X","x":${'['.repeat(9000)}${']'.repeat(9000)}}]}`,
      'The body is nested too deeply',
    ],
    ['/reset', {}, 'session_id is required'],
    ['/other', {}, 'Unknown path: use /sync, /reset or none'],
  ])('refuses on %s %j', async (path, body, msg) => {
    const response = await post(path, body);
    expect({ status: response.status, body: response.body as unknown }).toEqual({
      status: 400,
      body: { code: 40001, msg, data: null },
    });
  });

  it('refuses what is signed wrongly, or not at all, unless it need not be', async () => {
    const wrong = await post('', hello(), { 'x-lb-signature': 'sha256=00' });
    expect({ status: wrong.status, body: wrong.body as unknown }).toEqual({
      status: 401,
      body: { code: 40101, msg: 'X-LB-Signature is wrong', data: null },
    });
    const bare = await testApp.http.post(`/bots/${uuid}`).send(hello());
    expect(bare.body.code).toBe(40101);
    const open = await bots.made(aBot({ signature_required: false }));
    await testApp.http.post(`/bots/${open}/sync`).send(hello()).expect(200);
  });

  it('refuses a body above 1 MiB', async () => {
    const response = await post('', hello('s1', 'x'.repeat(1024 * 1024)));
    expect({ status: response.status, code: response.body.code as unknown }).toEqual({ status: 413, code: 41301 });
  });

  it('says who can’t be talked to', async () => {
    const disabled = await bots.made({ ...aBot(), enable: false });
    const model = await bots.made({ name: 'x', adapter: 'openai', enable: true });
    const answers: unknown[] = [];
    for (const id of [NOBODY, 'nonsense', disabled, model]) {
      const { status, body } = await post('', hello(), {}, id);
      answers.push({ status, body: body as unknown });
    }
    expect(answers).toEqual([
      { status: 404, body: { error: 'Bot not found' } },
      { status: 404, body: { error: 'Bot not found' } },
      { status: 403, body: { error: 'Bot is disabled' } },
      { status: 501, body: { error: 'Adapter does not support unified webhook' } },
    ]);
  });

  it('sends unasked', async () => {
    const body = { target_type: 'person', target_id: 's9', message_chain: [{ type: 'Plain', text: 'Psst' }] };
    expectDone(await bots.send('post', `/${uuid}/send_message`, body), { sent: true });
    expect(box.received[0]?.body).toMatchObject({
      session_id: 's9',
      reply_to: '',
      sequence: 1,
      message: body.message_chain,
    });
    box.statuses.push(500);
    expectRefused(
      await bots.send('post', `/${uuid}/send_message`, body),
      424,
      'Not sent: The callback failed: status 500',
    );
  });

  it('tells webhooks what it was told', async () => {
    const hook = await new PostBox().start();
    const created = await testApp.http
      .post('/api/v1/webhooks')
      .set(owner.headers)
      .send({ name: 'Archive', url: hook.url });
    const id = created.body.data.webhook.id as number;
    await post('/sync', hello()).expect(200);
    await eventually(() => expect(hook.received).toHaveLength(1));
    expect(hook.received[0]?.body).toMatchObject({
      event: 'bot.person_message',
      bot_uuid: uuid,
      adapter: 'http_bot',
      session_id: 's1',
      sender: { id: 'u1', name: 'Ann' },
      message: [{ type: 'Plain', text: 'Hello' }],
    });
    await testApp.http.delete(`/api/v1/webhooks/${id}`).set(owner.headers).expect(200);
    await hook.stop();
  });

  it('stops answering at once when it is disabled', async () => {
    const started = aGate();
    pipelines.script = async function* (_question, signal) {
      yield 'never';
      started.open();
      await unless(signal, new Promise(() => undefined));
    };
    await post('', hello()).expect(202);
    await post('', hello('s1', 'waits')).expect(202);
    await started.opened;
    await bots.update(uuid, { enable: false }).expect(200);
    await eventually(async () => expect(await bots.texts(uuid)).toContain('Not answered: The bot was stopped'));
    const rows = await testApp.dataSource.query<{ status: string; error: string }[]>(
      `SELECT status, error FROM bot_messages WHERE bot_id = $1`,
      [uuid],
    );
    expect(rows).toEqual([
      { status: 'failed', error: 'The bot was disabled' },
      { status: 'failed', error: 'The bot was disabled' },
    ]);
  });
});
