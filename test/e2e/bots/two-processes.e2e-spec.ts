import { aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { TelegramStandIn } from '../../support/telegram-stand-in.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { aGate, botsApi, PostBox, ScriptedPipelines, unless } from './bots-world.js';

const environment = { OUTBOUND_ALLOW: '127.0.0.1/32' };

/** A process that is told to end waits for what it is answering. */
const LONGEST_CLOSE_MS = 120_000;

describe('bots of two processes', () => {
  let testApp: TestApp;
  let other: TestApp;
  let owner: Actor;
  let bots: ReturnType<typeof botsApi>;
  let pipelines: ScriptedPipelines;

  beforeEach(async () => {
    other = await startTestApp({ environment });
    // The last one judges credentials for both.
    testApp = await startTestApp({ environment, databaseUrl: other.databaseUrl });
    owner = await aUser(testApp);
    bots = botsApi(testApp, owner);
    pipelines = new ScriptedPipelines();
    pipelines.installIn(testApp);
    pipelines.installIn(other);
  });

  afterEach(async () => {
    await testApp.close();
    await other.close();
  }, LONGEST_CLOSE_MS);

  it('run in one of them, and in another when that one has gone', async () => {
    const telegram = await new TelegramStandIn().start();
    const config = { token: telegram.token, api_root: telegram.url };
    const uuid = await bots.made({ name: 'T', adapter: 'telegram', enable: true, config });
    await eventually(async () => expect(await bots.texts(uuid)).toEqual(['Started as @stand_in_bot']));
    const hold = (until: string) =>
      testApp.dataSource.query(`UPDATE bot_states SET holder = bot_id, held_until = ${until} WHERE bot_id = $1`, [
        uuid,
      ]);
    // As if a third process had taken it, and died.
    await hold(`now() + interval '1 hour'`);
    await eventually(async () => expect(await bots.texts(uuid)).toEqual(['Started as @stand_in_bot', 'Stopped']));
    await hold(`now() - interval '1 second'`);
    await eventually(() => expect(telegram.callsOf('getMe')).toHaveLength(2));
    telegram.say('Hello');
    await eventually(() => expect(telegram.texts()).toEqual(['You said: Hello']));
    expect(pipelines.runs).toHaveLength(1);
    await telegram.stop();
  });

  it('answer what a process that was killed had begun', async () => {
    const box = await new PostBox().start();
    const config = { inbound_secret: 'x', callback_url: box.url, signature_required: false };
    const uuid = await bots.made({ name: 'W', adapter: 'http_bot', enable: true, config });
    const stuck = new ScriptedPipelines();
    const started = aGate();
    stuck.script = async function* (_question, signal) {
      started.open();
      await unless(signal, new Promise(() => undefined));
      yield '';
    };
    for (const app of [testApp, other]) stuck.installIn(app);
    const body = { session_id: 's', message: [{ type: 'Plain', text: 'before' }] };
    await testApp.http.post(`/bots/${uuid}`).send(body).expect(202);
    await started.opened;
    for (const app of [testApp, other]) pipelines.installIn(app);
    const holder = async () => {
      const rows = await other.dataSource.query<{ status: string; attempts: number }[]>(
        `SELECT status, attempts FROM bot_messages WHERE bot_id = $1`,
        [uuid],
      );
      return rows;
    };
    expect(await holder()).toEqual([{ status: 'answering', attempts: 1 }]);
    // As if the process had been killed: it says nothing more, and its lease runs out.
    await other.dataSource.query(`UPDATE bot_messages SET alive_until = now() - interval '1 s' WHERE bot_id = $1`, [
      uuid,
    ]);
    const third = await startTestApp({ environment, databaseUrl: other.databaseUrl });
    pipelines.installIn(third);
    await eventually(() =>
      expect(box.received.map(({ body: sent }) => sent['message'])).toEqual([
        [{ type: 'Plain', text: 'You said: before' }],
      ]),
    );
    await eventually(async () => expect(await holder()).toEqual([{ status: 'done', attempts: 2 }]));
    await third.close();
    await box.stop();
  });

  it('leave alone a message that another process has by now', async () => {
    const box = await new PostBox().start();
    const config = { inbound_secret: 'x', callback_url: box.url, signature_required: false };
    const uuid = await bots.made({ name: 'W', adapter: 'http_bot', enable: true, config });
    const [started, resumed] = [aGate(), aGate()];
    pipelines.script = async function* () {
      started.open();
      await resumed.opened;
      yield 'late';
    };
    const say = (session: string) =>
      testApp.http.post(`/bots/${uuid}`).send({ session_id: session, message: [{ type: 'Plain', text: 'Hello' }] });
    await say('s').expect(202);
    await started.opened;
    // As if the process had stood still, and another one had taken over.
    await other.dataSource.query(
      `UPDATE bot_messages SET attempts = 2, alive_until = now() + interval '1 hour' WHERE bot_id = $1`,
      [uuid],
    );
    resumed.open();
    await say('another').expect(202);
    await eventually(() => expect(box.received.map(({ body }) => body['session_id'])).toEqual(['another']));
    await eventually(async () => expect((await bots.texts(uuid)).at(-1)).toBe('Answered'));
    const rows = await other.dataSource.query<object[]>(
      `SELECT session_id, status, attempts, sent FROM bot_messages WHERE bot_id = $1 ORDER BY id`,
      [uuid],
    );
    expect(rows).toEqual([
      { session_id: 's', status: 'answering', attempts: 2, sent: 0 },
      { session_id: 'another', status: 'done', attempts: 1, sent: 1 },
    ]);
    expect((await bots.texts(uuid)).filter((text) => text.includes('nswered'))).toEqual(['Answered']);
    await box.stop();
  });

  it('leave room for those of other tenants', async () => {
    const box = await new PostBox().start();
    const config = { inbound_secret: 'x', callback_url: box.url, signature_required: false };
    const aBot = { name: 'W', adapter: 'http_bot', enable: true, config };
    const message = (session: string, text: string) => ({ session_id: session, message: [{ type: 'Plain', text }] });
    const waiting: string[] = [];
    pipelines.script = async function* (question, signal) {
      if (question === 'slow') {
        waiting.push(question);
        await unless(signal, new Promise(() => undefined));
      }
      yield question;
    };
    const all: string[] = [];
    // Both processes could be kept busy by one tenant.
    for (let count = 0; count < 16; count += 1) all.push(await bots.made(aBot));
    for (const uuid of all)
      for (const session of ['a', 'b', 'c', 'd'])
        await testApp.http.post(`/bots/${uuid}`).send(message(session, 'slow')).expect(202);
    await eventually(() => expect(waiting).toHaveLength(16));
    const stranger = await aUser(testApp);
    const theirs = await botsApi(testApp, stranger).made(aBot);
    await testApp.http.post(`/bots/${theirs}`).send(message('theirs', 'fast')).expect(202);
    await eventually(() => expect(box.received.map(({ body }) => body['session_id'])).toEqual(['theirs']));
    expect(waiting).toHaveLength(16);
    for (const uuid of all) await bots.remove(uuid).expect(200);
    await box.stop();
  });
});
