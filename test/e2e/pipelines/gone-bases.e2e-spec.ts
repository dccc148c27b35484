import { aUser, type Actor } from '../../support/actors.js';
import { startEmbeddingServer, type EmbeddingServer } from '../../support/embedding-server.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { botsApi, PostBox } from '../bots/bots-world.js';
import { aBase, BASES, connect } from '../knowledge/knowledge-world.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { aScriptedModel, config, pipelineApi, type ScriptedModel } from './pipeline-world.js';

const GONE = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';
const WARNING = `The knowledge base ${GONE} is gone: the run went on without it`;

describe('knowledge bases that are gone', () => {
  let testApp: TestApp;
  let owner: Actor;
  let model: ScriptedModel;
  let embeddings: EmbeddingServer;
  let api: ReturnType<typeof pipelineApi>;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
    owner = await aUser(testApp);
    model = await aScriptedModel(testApp, owner);
    embeddings = await startEmbeddingServer();
    await connect(testApp, owner, embeddings);
    api = pipelineApi(testApp, owner.headers);
  });

  afterAll(async () => {
    await Promise.all([model.close(), embeddings.close(), testApp.close()]);
  });

  it('are told of in the run and in the log of the bot', async () => {
    const pipeline = await api.made({ name: 'p', ...config({ 'knowledge-bases': ['__none__', GONE] }) });
    await api.say(pipeline, 'Hi').expect(200);
    const box = await new PostBox().start();
    const settings = { inbound_secret: 'x', signature_required: false, callback_url: box.url };
    const common = { enable: true, use_pipeline_uuid: pipeline };
    const bots = botsApi(testApp, owner);
    const bot = await bots.made({ name: 'W', adapter: 'http_bot', config: settings, ...common });
    const message = { session_id: 's', message: [{ type: 'Plain', text: 'Hi' }] };
    await testApp.http.post(`/bots/${bot}`).send(message).expect(202);
    await eventually(() => expect(box.received).toHaveLength(1));
    const runs = await api.runs(pipeline);
    expect(runs.map(({ status, warnings }) => ({ status, warnings }))).toEqual([
      { status: 'succeeded', warnings: [WARNING] },
      { status: 'succeeded', warnings: [WARNING] },
    ]);
    expect(await bots.logs(bot)).toContainEqual(
      expect.objectContaining({ level: 'warning', text: WARNING, message_session_id: 'person_s' }),
    );
    await box.stop();
  });

  it('are taken out of the pipelines of their tenant when they are removed', async () => {
    const [base, other] = [await aBase(testApp, owner), await aBase(testApp, owner)];
    const uses = await api.made({ name: 'uses', ...config({ 'knowledge-bases': [other, base] }) });
    const formerly = await api.made({ name: 'formerly', ...config({ 'knowledge-base': base }) });
    const not = await api.made({ name: 'not', ...config({ 'knowledge-bases': [other] }) });
    const stranger = await aUser(testApp);
    const theirApi = pipelineApi(testApp, stranger.headers);
    const theirs = await theirApi.made({ name: 'theirs', ...config({ 'knowledge-bases': [base] }) });
    const before = await api.read(not);
    await testApp.http.delete(`${BASES}/${base}`).set(owner.headers).expect(200);
    const agent = async (from: typeof api, uuid: string) =>
      ((await from.read(uuid))['config'] as { ai: { 'local-agent': Record<string, unknown> } }).ai['local-agent'];
    expect((await agent(api, uses))['knowledge-bases']).toEqual([other]);
    expect(await agent(api, formerly)).toMatchObject({ model: 'm', 'knowledge-bases': [] });
    expect(await agent(api, formerly)).not.toHaveProperty('knowledge-base');
    expect(await api.read(not)).toEqual(before);
    expect((await agent(theirApi, theirs))['knowledge-bases']).toEqual([base]);
    await api.say(uses, 'Hi').expect(200);
    expect((await api.runs(uses)).map(({ warnings }) => warnings)).toEqual([[]]);
    const audited = await testApp.dataSource.query<{ subject: string }[]>(
      `SELECT subject FROM audit_events WHERE details ->> 'removed_base' = $1 ORDER BY subject`,
      [base],
    );
    expect(audited.map(({ subject }) => subject)).toEqual([`pipeline:${uses}`, `pipeline:${formerly}`].sort());
  });
});
