import { aKey, aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { expectDone, expectRefused } from '../langbot/langbot-world.js';
import { botsApi, failing, ScriptedPipelines } from './bots-world.js';

describe('bots in place of a model', () => {
  let testApp: TestApp;
  let owner: Actor;
  let bots: ReturnType<typeof botsApi>;
  let pipelines: ScriptedPipelines;

  beforeAll(async () => {
    testApp = await startTestApp();
  });

  beforeEach(async () => {
    pipelines = new ScriptedPipelines();
    pipelines.installIn(testApp);
    owner = await aUser(testApp);
    bots = botsApi(testApp, owner);
  });

  afterAll(() => testApp.close());

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const chat = (headers: Record<string, string>, body: object = {}) =>
    testApp.http
      .post('/v1/chat/completions')
      .set(headers)
      .send({ messages: [{ role: 'user', content: 'Hello' }], ...body });

  it('answer under their name and their id, plain and streamed', async () => {
    const uuid = await bots.made({ name: 'Helper', adapter: 'openai', enable: true });
    const whole = await chat(owner.headers, { model: 'bot:Helper' }).expect(200);
    expect(whole.body).toMatchObject({
      object: 'chat.completion',
      model: 'bot:Helper',
      choices: [{ message: { role: 'assistant', content: 'You said: Hello' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    });
    const streamed = await chat(owner.headers, { model: `bot:${uuid}`, stream: true }).expect(200);
    expect(streamed.text).toContain('"content":"You said: "');
    expect(streamed.text.trimEnd().endsWith('data: [DONE]')).toBe(true);
    expect(pipelines.runs.map(({ history }) => history)).toEqual(['given', 'given']);
    const listed = await testApp.http.get('/v1/models').set(owner.headers).expect(200);
    expect(listed.body.data).toMatchObject([{ id: 'bot:Helper' }]);
  });

  it('are told apart by id where they share a name', async () => {
    const one = await bots.made({ name: 'Twin', adapter: 'openai', enable: true });
    const other = await bots.made({ name: 'Twin', adapter: 'openai', enable: true });
    const response = await chat(owner.headers, { model: 'bot:Twin' });
    expect({ status: response.status, error: response.body.error as unknown }).toEqual({
      status: 400,
      error: {
        message: `Several bots are called Twin; name one as bot:${one}, bot:${other}`,
        type: 'invalid_request_error',
        param: 'model',
        code: 'model_ambiguous',
      },
    });
    await chat(owner.headers, { model: `bot:${other}` }).expect(200);
  });

  it('are not there while disabled, of another adapter, or of another tenant', async () => {
    await bots.made({ name: 'Off', adapter: 'openai' });
    await bots.made({ name: 'T', adapter: 'telegram', config: { token: 'x' } });
    await bots.made({ name: 'On', adapter: 'openai', enable: true });
    const stranger = await aUser(testApp);
    const codes: unknown[] = [];
    for (const [headers, model] of [
      [owner.headers, 'bot:Off'],
      [owner.headers, 'bot:T'],
      [stranger.headers, 'bot:On'],
    ] as const) {
      const { status, body } = await chat(headers, { model });
      codes.push([status, body.error.code]);
    }
    expect(codes).toEqual(Array(3).fill([404, 'model_not_found']));
  });

  it('say what a run failed with', async () => {
    const uuid = await bots.made({ name: 'Bad', adapter: 'openai', enable: true });
    pipelines.script = failing;
    const response = await chat(owner.headers, { model: 'bot:Bad' });
    expect({ status: response.status, message: response.body.error.message as unknown }).toEqual({
      status: 502,
      message: 'The model is away',
    });
    expect(await bots.texts(uuid)).toContain('Not answered: The model is away');
  });

  describe('for a publishable token', () => {
    let uuid: string;
    let key: { id: string; token: string };
    let beta: string;

    beforeEach(async () => {
      uuid = await bots.made({ name: 'Page', adapter: 'openai', enable: true });
      await bots.made({ name: 'Other', adapter: 'openai', enable: true });
      key = await aKey(testApp, owner);
      const bound = await bots.send('post', `/${uuid}/embed`, { key_id: key.id }).expect(200);
      beta = bound.body.data.beta as string;
      expectDone(bound, { key_id: key.id, beta });
    });

    const refused = async (body: object = {}) => {
      const { status } = await chat(bearer(beta), body);
      return status;
    };

    it('are one bot alone', async () => {
      expect(beta).toMatch(/^[A-Za-z0-9_-]{32}$/);
      for (const model of [undefined, 'bot:Page', `bot:${uuid}`]) {
        const response = await chat(bearer(beta), { model }).expect(200);
        expect(response.body.choices[0].message.content).toBe('You said: Hello');
      }
      for (const model of ['bot:Other', 'gpt-4o', 'default', 'pipeline:x']) expect(await refused({ model })).toBe(403);
    });

    it('open no other door', async () => {
      const statuses: number[] = [];
      for (const [method, path] of [
        ['get', '/v1/models'],
        ['post', '/v1/messages'],
        ['post', '/v1/embeddings'],
        ['get', '/api/v1/platform/bots'],
        ['get', '/api/v1/keys/self'],
        ['get', '/v1/user/tenant_info'],
      ] as const)
        statuses.push((await testApp.http[method](path).set(bearer(beta))).status);
      statuses.push((await chat({ 'x-api-key': beta })).status);
      expect(statuses).toEqual(Array(7).fill(401));
    });

    it('end with the binding, the key and the bot', async () => {
      expect(await refused()).toBe(200);
      expectDone(await bots.send('delete', `/${uuid}/embed/${key.id}`), null);
      expect(await refused()).toBe(401);
      expectRefused(await bots.send('delete', `/${uuid}/embed/${key.id}`), 404, 'Resource not found');
      await bots.send('post', `/${uuid}/embed`, { key_id: key.id }).expect(200);
      expect(await refused()).toBe(200);
      await bots.update(uuid, { enable: false }).expect(200);
      expect(await refused()).toBe(401);
      await bots.update(uuid, { enable: true }).expect(200);
      expect(await refused()).toBe(200);
      await testApp.http.patch(`/api/v1/keys/${key.id}`).set(owner.headers).send({ paused: true }).expect(200);
      expect(await refused()).toBe(401);
      await testApp.http.delete(`/api/v1/keys/${key.id}`).set(owner.headers).expect(200);
      expect(await refused()).toBe(401);
    });

    it('move with the key to another bot', async () => {
      const third = await bots.made({ name: 'Third', adapter: 'openai', enable: true });
      expect(await refused({ model: 'bot:Page' })).toBe(200);
      expectDone(await bots.send('post', `/${third}/embed`, { key_id: key.id }), { key_id: key.id, beta });
      expect(await refused({ model: 'bot:Page' })).toBe(403);
      expect(await refused({ model: 'bot:Third' })).toBe(200);
    });

    it('change places with those of another bot', async () => {
      const keys = [await aKey(testApp, owner), await aKey(testApp, owner)];
      const pair = [
        await bots.made({ name: 'A', adapter: 'openai' }),
        await bots.made({ name: 'B', adapter: 'openai' }),
      ];
      const bind = (bot: number, key: number) => bots.send('post', `/${pair[bot]}/embed`, { key_id: keys[key]!.id });
      await bind(0, 0).expect(200);
      await bind(1, 1).expect(200);
      const lock = testApp.dataSource.createQueryRunner();
      await lock.startTransaction();
      await lock.query('SELECT FROM api_keys WHERE id = ANY ($1) FOR UPDATE', [keys.map(({ id }) => id)]);
      const binding = [bind(0, 1), bind(1, 0)].map((request) => request.then(({ status }) => status));
      await eventually(async () => {
        const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        expect(await testApp.dataSource.query(waiting)).toHaveLength(2);
      });
      await lock.commitTransaction();
      await lock.release();
      expect(await Promise.all(binding)).toEqual([200, 200]);
    });

    it('leave the first of two bots that are bound at once', async () => {
      const other = await aKey(testApp, owner);
      const pair = [
        await bots.made({ name: 'A', adapter: 'openai' }),
        await bots.made({ name: 'B', adapter: 'openai' }),
      ];
      const lock = testApp.dataSource.createQueryRunner();
      await lock.startTransaction();
      await lock.query('SELECT FROM api_keys WHERE id = $1 FOR UPDATE', [other.id]);
      const binding = pair.map((bot) => bots.send('post', `/${bot}/embed`, { key_id: other.id }).then((r) => r.status));
      await eventually(async () => {
        const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        expect(await testApp.dataSource.query(waiting)).toHaveLength(2);
      });
      await lock.commitTransaction();
      await lock.release();
      expect(await Promise.all(binding)).toEqual([200, 200]);
      // Each changed once for its own binding; the one that lost the key, once more.
      const versions = await testApp.dataSource.query<object[]>(
        `SELECT version FROM bots WHERE id = ANY ($1) ORDER BY version`,
        [pair],
      );
      expect(versions).toEqual([{ version: 2 }, { version: 3 }]);
    });

    it('are refused for strangers’ keys and for other adapters', async () => {
      const stranger = await aUser(testApp);
      const theirs = await aKey(testApp, stranger);
      expectRefused(await bots.send('post', `/${uuid}/embed`, { key_id: theirs.id }), 404, 'Resource not found');
      expectRefused(await bots.send('post', `/${uuid}/embed`, {}), 400, 'key_id is required');
      const telegram = await bots.made({ name: 'T', adapter: 'telegram', config: { token: 'x' } });
      expectRefused(
        await bots.send('post', `/${telegram}/embed`, { key_id: key.id }),
        400,
        "Only bots of adapter openai can be embedded, and this one's is telegram",
      );
    });
  });
});
