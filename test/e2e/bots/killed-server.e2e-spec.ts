import { aUser } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { aGate, type Gate } from '../../support/gate.js';
import { startServerProcess } from '../../support/server-process.js';
import { TelegramStandIn } from '../../support/telegram-stand-in.js';
import { startTestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { aScriptedModel, beginAnswer, config, pipelineApi } from '../pipelines/pipeline-world.js';
import { botsApi, PostBox } from './bots-world.js';

const LOST = 'The server stopped while this was answered';
const NEVER = new Promise<never>(() => undefined);

interface State {
  session: string;
  status: string;
  attempts: number;
  error: string | null;
}

it('answers once, or says that it did not, when a server is killed while bots answer', async () => {
  const world = await startTestApp({ environment: ALLOW_LOOPBACK });
  const owner = await aUser(world);
  const model = await aScriptedModel(world, owner);
  const [box, telegram] = [await new PostBox().start(), await new TelegramStandIn().start()];
  const pipeline = await pipelineApi(world, owner.headers).made({ name: 'p', ...config({}) });
  const secrets = { inbound_secret: 'x', signature_required: false, callback_url: box.url };
  const common = { enable: true, use_pipeline_uuid: pipeline };
  const web = await botsApi(world, owner).made({ name: 'W', adapter: 'http_bot', config: secrets, ...common });
  const account = { token: telegram.token, api_root: telegram.url };
  const chat = await botsApi(world, owner).made({ name: 'T', adapter: 'telegram', config: account, ...common });
  await world.app.close();

  const post = (http: typeof world.http, session: string, path = '') =>
    http.post(`/bots/${web}${path}`).send({ session_id: session, message: [{ type: 'Plain', text: 'Hi' }] });
  const states = (): Promise<State[]> =>
    world.dataSource.query(
      `SELECT session_id AS session, status, attempts, error FROM bot_messages WHERE bot_id = ANY ($1) ORDER BY id`,
      [[web, chat]],
    );

  const first = await startServerProcess(world.databaseUrl, ALLOW_LOOPBACK);
  // Two whose answers are on their way: nobody can know whether they arrived.
  const [calledBack, saidInChat] = [aGate(), aGate()];
  box.beforeAnswer = () => (calledBack.open(), NEVER);
  telegram.beforeAnswer = ({ method }) => (method === 'sendMessage' ? (saidInChat.open(), NEVER) : undefined);
  model.answers = [{ says: ['Told'] }];
  await post(first.http, 'on its way').expect(202);
  telegram.say('Hi', { id: 43, type: 'private' });
  await Promise.all([calledBack.opened, saidInChat.opened]);
  // Three whose model has begun.
  const begun = [aGate(), aGate(), aGate()];
  const hanging = ({ open }: Gate) => ({
    byHand: (response: Parameters<typeof beginAnswer>[0]) => beginAnswer(response, 'Hel', open),
  });
  model.answers = begun.map(hanging);
  await post(first.http, 'asked').expect(202);
  await begun[0]!.opened;
  const cut = post(first.http, 'waits', '/sync').then(
    () => 'answered',
    () => 'cut',
  );
  await begun[1]!.opened;
  telegram.say('Hi', { id: 42, type: 'private' });
  await begun[2]!.opened;
  await first.kill();
  expect(await cut).toBe('cut');

  box.beforeAnswer = telegram.beforeAnswer = () => undefined;
  model.answers = [{ says: ['Hello'] }];
  // As if a minute had passed.
  const back = `- interval '1 minute'`;
  await world.dataSource.query(`UPDATE bot_messages SET alive_until = alive_until ${back}`);
  await world.dataSource.query(`UPDATE pipeline_runs SET alive_until = alive_until ${back}`);
  await world.dataSource.query(`UPDATE bot_states SET held_until = held_until ${back}`);
  const second = await startServerProcess(world.databaseUrl, ALLOW_LOOPBACK);
  await eventually(async () =>
    expect(await states()).toEqual([
      { session: 'on its way', status: 'failed', attempts: 1, error: LOST },
      { session: '43', status: 'failed', attempts: 1, error: LOST },
      { session: 'asked', status: 'done', attempts: 2, error: null },
      { session: 'waits', status: 'failed', attempts: 1, error: LOST },
      { session: '42', status: 'done', attempts: 2, error: null },
    ]),
  );
  expect(box.received.map(({ body }) => body['session_id'])).toEqual(['on its way', 'asked']);
  expect(telegram.callsOf('sendMessage').map(({ chat_id, text }) => [chat_id, text])).toEqual([
    ['43', 'Told'],
    ['42', 'Hello'],
  ]);

  // Nothing is stuck: sessions go on, and Telegram's next update is taken.
  for (const session of ['on its way', 'asked', 'waits']) await post(second.http, session).expect(202);
  telegram.say('Hi', { id: 43, type: 'private' });
  await eventually(() => expect(telegram.texts()).toEqual(['Told', 'Hello', 'Hello']));
  await eventually(async () =>
    expect((await states()).slice(5).map(({ status }) => status)).toEqual(Array(4).fill('done')),
  );
  const onSecond = { ...world, http: second.http };
  const logged = async (bot: string) => (await botsApi(onSecond, owner).logs(bot)).map(({ text, message_session_id }) => `${message_session_id}: ${text}`); // prettier-ignore
  expect((await logged(web)).filter((line) => line.includes('Not answered')).sort()).toEqual([
    `person_on its way: Not answered: ${LOST}`,
    `person_waits: Not answered: ${LOST}`,
  ]);
  expect((await logged(chat)).filter((line) => line.includes('Not answered'))).toEqual([
    `person_43: Not answered: ${LOST}`,
  ]);
  const runs = await pipelineApi(onSecond, owner.headers).runs(pipeline);
  const ends = runs.map(({ status }) => status).reverse();
  expect(ends.slice(0, 5)).toEqual(['succeeded', 'succeeded', 'interrupted', 'interrupted', 'interrupted']);
  expect(ends.slice(5)).toEqual(Array(6).fill('succeeded'));

  await second.kill();
  await Promise.all([model.close(), box.stop(), telegram.stop(), world.dataSource.destroy()]);
});
