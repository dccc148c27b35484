import { TenantDb } from '../../../src/database/tenant-db.js';
import { KnowledgeRetrieval } from '../../../src/knowledge/knowledge-retrieval.js';
import { ChunksRepository } from '../../../src/knowledge/search/chunks.repository.js';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { startEmbeddingServer, type EmbeddingServer } from '../../support/embedding-server.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { aBase, BASES, connect, imported, upload } from './knowledge-world.js';

describe('questions to bases', () => {
  let app: TestApp;
  let server: EmbeddingServer;
  let owner: Actor;
  let base: string;

  beforeAll(async () => {
    app = await startTestApp({ environment: ALLOW_LOOPBACK });
    server = await startEmbeddingServer();
    owner = await aUser(app);
    await connect(app, owner, server);
    base = await aBase(app, owner);
    await imported(app, owner, base, 'a.txt', 'The blue key opens the cellar.');
  });

  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const ask = (baseIds: readonly string[], query: string) =>
    app.app.get(KnowledgeRetrieval).retrieve({
      caller: { tenantId: owner.tenantId, userId: owner.user.id },
      baseIds,
      query,
      signal: new AbortController().signal,
    });

  it('pass over what can be no base', async () => {
    const gone = '01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10';
    expect(await ask(['no base', base, gone], 'Which key?')).toEqual({
      chunks: [expect.objectContaining({ baseId: base })],
      missing: ['no base', gone],
    });
  });

  it('are taken as they come from a chat: with zero characters, and longer than a model reads', async () => {
    expect((await ask([base], 'blue\0 key\ud800')).chunks).toHaveLength(1);
    expect((await ask([base], `cellar ${'word '.repeat(400_000)}`)).chunks).toHaveLength(1);
    expect(server.batches.at(-1)?.[0]).toHaveLength(8_000);
  });

  it('find by words what their signs say', async () => {
    const byWords = (question: string) =>
      app.app
        .get(TenantDb)
        .run(owner.tenantId, (tx) => app.app.get(ChunksRepository).searchText(tx, owner.tenantId, base, question, 5));
    expect(await byWords('-garden')).toEqual([]);
    expect(await byWords('cellar -garden')).toHaveLength(1);
    expect(await byWords('cellar -blue')).toEqual([]);
    expect(await byWords('"key blue"')).toEqual([]);
    expect(await byWords('"blue key" or garden')).toHaveLength(1);
    expect(await byWords('the key of the cellar')).toHaveLength(1);
  });

  it('need the right to call models', async () => {
    const reader = await aKey(app, owner, { scopes: ['resources:read'] });
    const caller = await aKey(app, owner, { scopes: ['inference'] });
    const asked = async (headers: Record<string, string>) =>
      (await app.http.post(`${BASES}/${base}/retrieve`).set(headers).send({ query: 'key' })).status;
    expect(await asked({ authorization: `Bearer ${reader.token}` })).toBe(403);
    expect(await asked({ authorization: `Bearer ${caller.token}` })).toBe(200);
  });

  it('of which files are added only before or after whoever changes the base', async () => {
    const fileId = await upload(app, owner, 'b.txt', 'more');
    const other = app.dataSource.createQueryRunner();
    await other.startTransaction();
    await other.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`knowledge-base:${base}`]);
    const added = app.http
      .post(`${BASES}/${base}/files`)
      .set(owner.headers)
      .send({ file_id: fileId })
      .then(({ status }) => status);
    await eventually(async () => {
      const waiting = await app.dataSource.query(
        `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
         WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted`,
      );
      expect(waiting).toHaveLength(1);
    });
    await other.query('DELETE FROM knowledge_bases WHERE id = $1', [base]);
    await other.commitTransaction();
    await other.release();
    expect(await added).toBe(404);
    expect(await app.dataSource.query('SELECT 1 FROM knowledge_files')).toEqual([]);
  });
});
