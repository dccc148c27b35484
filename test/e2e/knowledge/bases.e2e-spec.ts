import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { startEmbeddingServer, type EmbeddingServer } from '../../support/embedding-server.js';
import { startFakeProvider, type FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { aGate } from '../../support/gate.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { expectDone, expectRefused } from '../langbot/langbot-world.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { connect as connectFake } from '../gateway/gateway-world.js';
import {
  aBase,
  BASES,
  beginImport,
  connect,
  filesOf,
  finished,
  imported,
  MODEL,
  retrieve,
  upload,
} from './knowledge-world.js';

const UUID = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);

describe('knowledge bases', () => {
  let app: TestApp;
  let server: EmbeddingServer;
  let fake: FakeProvider;
  let owner: Actor;

  beforeAll(async () => {
    server = await startEmbeddingServer();
    fake = await startFakeProvider({ kind: 'openai' });
    app = await startTestApp({
      environment: { ...ALLOW_LOOPBACK, BUILTIN_EMBEDDING_URL: server.url, BUILTIN_EMBEDDING_MODEL: 'bag-32' },
    });
  });

  beforeEach(async () => {
    server.status = null;
    server.beforeAnswer = () => undefined;
    owner = await aUser(app);
    await connect(app, owner, server, [
      { name: MODEL, type: 'embedding' },
      { name: 'bag-16', type: 'embedding' },
      { name: 'talker', type: 'chat' },
    ]);
  });

  afterAll(async () => {
    await app.close();
    await Promise.all([server.close(), fake.close()]);
  });

  const send = (method: 'post' | 'put', path: string, body: object | string) =>
    app.http[method](`${BASES}${path}`).set(owner.headers).set('content-type', 'application/json').send(body);

  it('are made, shown, changed and removed', async () => {
    const id = await aBase(app, owner, { description: 'For all', emoji: '📚', top_k: 7 });
    const shown = {
      uuid: id,
      name: 'Handbook',
      description: 'For all',
      emoji: '📚',
      embedding_model_uuid: MODEL,
      top_k: 7,
      created_at: TIME,
      updated_at: TIME,
    };
    expectDone(await app.http.get(`${BASES}/${id}`).set(owner.headers), { base: shown });
    expectDone(await send('put', `/${id}`, { name: 'New', top_k: 3, embedding_model_uuid: MODEL }), {});
    expectDone(await app.http.get(BASES).set(owner.headers), { bases: [{ ...shown, name: 'New', top_k: 3 }] });
    expectDone(await app.http.delete(`${BASES}/${id}`).set(owner.headers), {});
    expectRefused(await app.http.get(`${BASES}/${id}`).set(owner.headers), 404, 'Resource not found');
    const trail = await auditTrail(app.dataSource, `knowledge-base:${id}`);
    expect(trail.map(({ action }) => action)).toEqual([
      'knowledge-base.created',
      'knowledge-base.changed',
      'knowledge-base.deleted',
    ]);
  });

  it('take the built-in model where no default is set', async () => {
    const id = await aBase(app, owner, { embedding_model_uuid: '' });
    const { body } = await app.http.get(`${BASES}/${id}`).set(owner.headers);
    expect(body.data.base.embedding_model_uuid).toBe('bag-32@Builtin');
    await imported(app, owner, id, 'a.txt', 'Mice eat cheese.');
    expect(await retrieve(app, owner, id, { query: 'cheese' })).toHaveLength(1);
  });

  it('take a model by its id, and a key as well as a session', async () => {
    const models = await app.http.get('/api/v1/provider/models/embedding').set(owner.headers).expect(200);
    const model = (models.body.data.models as { name: string; uuid: string }[]).find(({ name }) => name === 'bag-16')!;
    const key = await aKey(app, owner);
    const made = await app.http
      .post(BASES)
      .set({ 'x-api-key': key.token })
      .send({ name: 'B', embedding_model_uuid: model.uuid })
      .expect(200);
    await imported(app, owner, made.body.data.uuid as string, 'a.txt', 'Mice eat cheese.');
    expect(await retrieve(app, owner, made.body.data.uuid as string, { query: 'cheese' })).toHaveLength(1);
  });

  const name = 'x';
  it.each([
    ['no name', {}, 'name is required'],
    ['a blank name', { name: '  ' }, 'name must not be blank'],
    ['a name that is no text', { name: 7 }, 'Field name must be a string'],
    ['a name too long', { name: 'n'.repeat(256) }, 'Field name is too long'],
    ['a description that is no text', { name, description: [] }, 'Field description must be a string'],
    ['a top_k that is none', { name, top_k: 'many' }, 'Field top_k must be an integer'],
    ['a top_k of 0', { name, top_k: 0 }, 'top_k must be at least 1'],
    ['a top_k of 101', { name, top_k: 101 }, 'top_k must be at most 100'],
    ['settings that are none', { name, retrieval_settings: 'x' }, 'Field retrieval_settings must be an object'],
    [
      'an unknown model',
      { name, embedding_model_uuid: 'nope' },
      'Field embedding_model_uuid names no embedding model that can be used: The model `nope` does not exist or you do not have access to it.',
    ],
    [
      'a chat model',
      { name, embedding_model_uuid: 'talker' },
      'Field embedding_model_uuid names no embedding model that can be used: The model `talker` is of type chat; this endpoint needs embedding',
    ],
    ['no object', '[]', 'Invalid request body'],
    ['no JSON', '{', 'Invalid request body'],
  ])('refuse %s', async (_, body, message) => {
    expectRefused(await send('post', '', body), 400, message);
  });

  it.each([
    ['no question', {}, 'Query is required and cannot be empty'],
    ['a blank question', { query: ' ' }, 'Query is required and cannot be empty'],
    ['a question that is no text', { query: 7 }, 'Field query must be a string'],
    ['a question too long', { query: 'q'.repeat(8001) }, 'Field query is too long'],
    ['a top_k of 0', { query: 'q', top_k: 0 }, 'top_k must be at least 1'],
  ])('refuse %s', async (_, body, message) => {
    expectRefused(await send('post', `/${await aBase(app, owner)}/retrieve`, body), 400, message);
  });

  it('refuse files that are none', async () => {
    const id = await aBase(app, owner);
    expectRefused(await send('post', `/${id}/files`, {}), 400, 'File ID is required');
    expectRefused(await send('post', `/${id}/files`, { file_id: 7 }), 400, 'Field file_id must be a string');
    expectRefused(
      await send('post', `/${id}/files`, { file_id: '../../etc/passwd' }),
      400,
      'file_id names no uploaded document',
    );
  });

  it.each(['x', UUID, '%2e%2e', '0'])('know none called %s', async (id) => {
    const { headers } = owner;
    const answers = await Promise.all([
      app.http.get(`${BASES}/${id}`).set(headers),
      send('put', `/${id}`, { name: 'x' }),
      app.http.delete(`${BASES}/${id}`).set(headers),
      app.http.get(`${BASES}/${id}/files`).set(headers),
      send('post', `/${id}/files`, { file_id: 'x' }),
      app.http.delete(`${BASES}/${id}/files/${UUID}`).set(headers),
      send('post', `/${id}/retrieve`, { query: 'x' }),
    ]);
    for (const answer of answers) expectRefused(answer, 404, 'Resource not found');
  });

  it('are nobody else’s', async () => {
    const id = await aBase(app, owner);
    const file = await imported(app, owner, id, 'a.txt', 'A secret recipe.');
    const uploaded = await upload(app, owner, 'b.txt', 'Another secret.');
    const stranger = await aUser(app);
    await connect(app, stranger, server);
    const own = await aBase(app, stranger);
    const { headers } = stranger;
    expectDone(await app.http.get(`${BASES}/${own}/files`).set(headers), { files: [] });
    expect(await retrieve(app, stranger, own, { query: 'secret recipe' })).toEqual([]);
    for (const answer of await Promise.all([
      app.http.get(`${BASES}/${id}`).set(headers),
      app.http.put(`${BASES}/${id}`).set(headers).send({ name: 'x' }),
      app.http.delete(`${BASES}/${id}`).set(headers),
      app.http.get(`${BASES}/${id}/files`).set(headers),
      app.http.post(`${BASES}/${id}/retrieve`).set(headers).send({ query: 'secret' }),
      app.http.delete(`${BASES}/${id}/files/${file.uuid}`).set(headers),
      app.http.delete(`${BASES}/${own}/files/${file.uuid}`).set(headers),
      app.http.get(`/api/v1/system/tasks/${file.task_id}`).set(headers),
    ])) {
      expect(answer.status).toBe(404);
    }
    const taken = await app.http.post(`${BASES}/${own}/files`).set(headers).send({ file_id: uploaded });
    expectRefused(taken, 400, 'file_id names no uploaded document');
    expect(await filesOf(app, owner, id)).toHaveLength(1);
  });

  it('answer by meaning and by words, as many as wanted', async () => {
    const id = await aBase(app, owner, { top_k: 2 });
    for (const text of ['Cats like warm milk.', 'Dogs like long walks.', 'The part ZX81 is out of stock.']) {
      await imported(app, owner, id, 'a.txt', text);
    }
    const [first, second, ...rest] = await retrieve(app, owner, id, { query: 'cats like milk' });
    expect(first).toMatchObject({
      metadata: { text: 'Cats like warm milk.' },
      content: [{ type: 'text', text: 'Cats like warm milk.' }],
      score: 2 / 61,
    });
    expect(first!.distance).toBeCloseTo(1 - 3 / Math.sqrt(12), 5);
    expect([second?.metadata.text, rest]).toEqual(['Dogs like long walks.', []]);
    const [exact] = await retrieve(app, owner, id, { query: 'What is ZX81?', top_k: 1 });
    expect(exact?.metadata.text).toBe('The part ZX81 is out of stock.');
    expect(await retrieve(app, owner, id, { query: 'like', retrieval_settings: { top_k: 3 } })).toHaveLength(3);
  });

  it('let a rerank model choose', async () => {
    await connectFake(app, owner, fake, [{ name: 'judge', type: 'rerank' }]);
    const id = await aBase(app, owner);
    await imported(app, owner, id, 'a.txt', 'Cats like warm milk.');
    const [best] = await retrieve(app, owner, id, { query: 'milk', rerank_model: 'judge' });
    expect(best).toMatchObject({ metadata: { text: 'Cats like warm milk.' }, score: 0.9 });
    const refused = await send('post', `/${id}/retrieve`, { query: 'milk', rerank_model: 'nope' });
    expectRefused(refused, 400, 'The model `nope` does not exist or you do not have access to it.');
  });

  it('say that a model fails', async () => {
    const id = await aBase(app, owner);
    await imported(app, owner, id, 'a.txt', 'Cats like warm milk.');
    server.status = 400;
    const answer = await send('post', `/${id}/retrieve`, { query: 'milk' });
    expect([answer.status, answer.body.code]).toEqual([400, RetCode.REFUSED]);
    expect(answer.body.msg).toContain('The embedding server refuses');
  });

  it('forget files that are removed', async () => {
    const id = await aBase(app, owner);
    const file = await imported(app, owner, id, 'a.txt', 'Cats like warm milk.');
    await imported(app, owner, id, 'b.txt', 'Dogs like long walks.');
    expect(await retrieve(app, owner, id, { query: 'milk' })).toHaveLength(2);
    expectDone(await app.http.delete(`${BASES}/${id}/files/${file.uuid}`).set(owner.headers), {});
    const left = await retrieve(app, owner, id, { query: 'milk' });
    expect(left.map(({ metadata }) => metadata.text)).toEqual(['Dogs like long walks.']);
    await app.http.delete(`${BASES}/${id}`).set(owner.headers).expect(200);
    const chunks = await app.dataSource.query(`SELECT 1 FROM knowledge_chunks WHERE base_id = $1`, [id]);
    expect(chunks).toEqual([]);
  });

  it('embed everything anew for another model', async () => {
    const id = await aBase(app, owner);
    const before = await imported(app, owner, id, 'a.txt', 'Cats like warm milk.');
    await retrieve(app, owner, id, { query: 'milk' });
    expectDone(await send('put', `/${id}`, { embedding_model_uuid: 'bag-16' }), {});
    await settled(id);
    const [file] = await filesOf(app, owner, id);
    expect(file).toMatchObject({ uuid: before.uuid, status: 'completed' });
    expect(file!.task_id).toBeGreaterThan(before.task_id);
    const [best] = await retrieve(app, owner, id, { query: 'Cats like warm milk.' });
    expect(best!.distance).toBeCloseTo(0, 5);
    const lengths = await app.dataSource.query(
      `SELECT length(embedding) / 4 AS length FROM knowledge_chunks WHERE base_id = $1`,
      [id],
    );
    expect(lengths).toEqual([{ length: 16 }]);
  });

  async function settled(base: string): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      const files = await filesOf(app, owner, base);
      if (files.every(({ status }) => status === 'completed')) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
    throw new Error('Files are not completed');
  }

  it('are removed with imports that go on', async () => {
    const id = await aBase(app, owner);
    const begun = aGate();
    const go = aGate();
    server.beforeAnswer = () => {
      begun.open();
      return go.opened;
    };
    const task = await beginImport(app, owner, id, await upload(app, owner, 'a.txt', 'Cats like warm milk.'));
    await begun.opened;
    expectDone(await app.http.delete(`${BASES}/${id}`).set(owner.headers), {});
    go.open();
    const { runtime } = await finished(app, owner, task);
    expect(runtime.exception).toBe('The knowledge base was deleted');
    for (const table of ['knowledge_files', 'knowledge_chunks']) {
      expect(await app.dataSource.query(`SELECT 1 FROM ${table} WHERE base_id = $1`, [id])).toEqual([]);
    }
  });
});
