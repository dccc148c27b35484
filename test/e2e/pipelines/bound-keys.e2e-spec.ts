import { aKey, aUser, type Actor } from '../../support/actors.js';
import { startEmbeddingServer, type EmbeddingServer } from '../../support/embedding-server.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { aBase, BASES, connect, imported, MODEL, upload } from '../knowledge/knowledge-world.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { aScriptedModel, config, pipelineApi, type ScriptedModel } from './pipeline-world.js';

const refusal = (model: string) => ({ code: -1, msg: `The API key may not use the model \`${model}\`` });

describe('keys that are held to models', () => {
  let testApp: TestApp;
  let owner: Actor;
  let model: ScriptedModel;
  let embeddings: EmbeddingServer;
  let base: string;
  let pipeline: string;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
    owner = await aUser(testApp);
    model = await aScriptedModel(testApp, owner, ['a', 'b']);
    embeddings = await startEmbeddingServer();
    const models = [
      { name: MODEL, type: 'embedding' },
      { name: 'r', type: 'rerank' },
    ];
    await connect(testApp, owner, embeddings, models);
    base = await aBase(testApp, owner);
    await imported(testApp, owner, base, 'a.txt', 'The keys hang in the hall.');
    pipeline = await pipelineApi(testApp, owner.headers).made({ name: 'p', ...config({ model: 'b' }) });
  });

  afterAll(async () => {
    await Promise.all([model.close(), embeddings.close(), testApp.close()]);
  });

  const headersOf = async (...models: string[]): Promise<{ authorization: string }> => {
    const key = await aKey(testApp, owner, { scopes: ['*'], allowed_models: models });
    return { authorization: `Bearer ${key.token}` };
  };
  const expectForbidden = (response: { status: number; body: unknown }, name: string) =>
    expect({ status: response.status, body: response.body }).toEqual({ status: 403, body: refusal(name) });

  it('may call a pipeline that they name, whatever it uses, and not try it out', async () => {
    const headers = await headersOf('a', 'pipeline:p');
    const ask = (name: string) =>
      testApp.http
        .post('/v1/chat/completions')
        .set(headers)
        .send({ model: name, messages: [{ role: 'user', content: 'Hi' }] });
    await ask('pipeline:p').expect(200);
    await ask('b').expect(403);
    expectForbidden(await pipelineApi(testApp, headers).say(pipeline, 'Hi'), 'b');
    const all = await headersOf('a', 'b');
    await pipelineApi(testApp, all).say(pipeline, 'Hi').expect(200);
  });

  it('keep a fallback that they may not use from being asked', async () => {
    const own = pipelineApi(testApp, owner.headers);
    const uuid = await own.made({ name: 'f', ...config({ model: { primary: 'a', fallbacks: ['b'] } }) });
    const said = model.asked.length;
    model.answers = [{ refuses: 400 }, { says: ['Hello'] }];
    expectForbidden(await pipelineApi(testApp, await headersOf('a')).say(uuid, 'Hi'), 'b');
    expect(model.asked.slice(said).map((asked) => asked.model)).toEqual(['a']);
    model.answers = [{ says: ['Hello'] }];
  });

  it.each([
    ['a model', { model: 'b' }, 'b'],
    ['a fallback', { model: { primary: 'a', fallbacks: ['b'] } }, 'b'],
    ['a rerank model', { model: 'a', 'rerank-model': 'r' }, 'r'],
    ['a model that is not there yet', { model: 'later' }, 'later'],
  ])('make no pipeline with %s outside of their list, and change none to it', async (_what, agent, name) => {
    const api = pipelineApi(testApp, await headersOf('a'));
    expectForbidden(await api.post('', { name: 'n', ...config(agent) }), name);
    const uuid = await api.made({ name: 'n', ...config({ model: 'a' }) });
    expectForbidden(await api.put(`/${uuid}`, config(agent)), name);
    await api.put(`/${uuid}`, { name: 'm', ...config({ model: 'a' }) }).expect(200);
  });

  it('copy no pipeline that uses others, and put no bot in front of it', async () => {
    const headers = await headersOf('a');
    expectForbidden(await pipelineApi(testApp, headers).post(`/${pipeline}/copy`), 'b');
    const bot = { name: 'B', adapter: 'openai', use_pipeline_uuid: pipeline };
    const make = (body: object) => testApp.http.post('/api/v1/platform/bots').set(headers).send(body);
    expectForbidden(await make(bot), 'b');
    const mine = await pipelineApi(testApp, headers).made({ name: 'mine', ...config({ model: 'a' }) });
    const made = await make({ ...bot, use_pipeline_uuid: mine }).expect(200);
    const path = `/api/v1/platform/bots/${(made.body.data as { uuid: string }).uuid}`;
    expectForbidden(await testApp.http.put(path).set(headers).send({ use_pipeline_uuid: pipeline }), 'b');
  });

  it('neither make nor ask nor fill bases with other models', async () => {
    const headers = await headersOf('a');
    const post = (path: string, body: object) => testApp.http.post(`${BASES}${path}`).set(headers).send(body);
    expectForbidden(await post('', { name: 'n', embedding_model_uuid: MODEL }), MODEL);
    expectForbidden(await post(`/${base}/retrieve`, { query: 'keys' }), MODEL);
    const fileId = await upload(testApp, owner, 'b.txt', 'More.');
    expectForbidden(await post(`/${base}/files`, { file_id: fileId }), MODEL);
    const reranked = { query: 'keys', rerank_model: 'r' };
    const both = await headersOf(MODEL);
    const ask = (body: object) => testApp.http.post(`${BASES}/${base}/retrieve`).set(both).send(body);
    await ask({ query: 'keys' }).expect(200);
    expectForbidden(await ask(reranked), 'r');
  });
});
