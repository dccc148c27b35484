/** Latchkey's own retrieval over a database, without the server around it. */
/* global AbortController */
import 'reflect-metadata';
import { connect, describeDatabase, findRoles, migrate } from '../dist/database/database.js';
import { MIGRATIONS } from '../dist/database/migrations/index.js';
import { SystemDb } from '../dist/database/system-db.js';
import { TenantDb } from '../dist/database/tenant-db.js';
import { Transactions } from '../dist/database/transactions.js';
import { ENTITIES } from '../dist/entities.js';
import { newHexId, newUuid } from '../dist/kernel/ids.js';
import { BasesRepository } from '../dist/knowledge/bases/bases.repository.js';
import { Retrieval } from '../dist/knowledge/retrieval.service.js';
import { ChunksRepository } from '../dist/knowledge/search/chunks.repository.js';
import { ExactScan } from '../dist/knowledge/search/exact-scan.js';
import { Pgvector } from '../dist/knowledge/search/pgvector.js';
import { PgvectorRepository } from '../dist/knowledge/search/pgvector.repository.js';
import { VectorIndex } from '../dist/knowledge/search/vector-index.js';

const STORED_AT_ONCE = 1000;

export async function openKnowledge(url) {
  const dataSource = describeDatabase(url, ENTITIES, MIGRATIONS);
  await connect(dataSource, () => {});
  await migrate(dataSource, () => {});
  const transactions = new Transactions(dataSource, { dispatch: () => {} }, await findRoles(dataSource));
  const tenantDb = new TenantDb(transactions);
  const systemDb = new SystemDb(transactions);
  const chunks = new ChunksRepository();
  const bases = new BasesRepository();
  const vectors = new PgvectorRepository();
  const hasPgvector = await systemDb.run('bench', (tx) => vectors.prepare(tx));
  const pgvector = new Pgvector(systemDb, tenantDb, vectors);
  await pgvector.onApplicationBootstrap();
  const scan = new ExactScan(tenantDb, chunks);
  const index = new VectorIndex(scan, pgvector);
  const tenantId = newHexId();
  const baseId = newUuid();
  let ids = [];
  let asked = null;
  const models = { embed: () => Promise.resolve([asked]) };
  const retrieval = new Retrieval(tenantDb, bases, chunks, index, models, null);
  const base = () => tenantDb.run(tenantId, (tx) => bases.find(tx, tenantId, baseId));

  async function fill(corpus) {
    await dataSource.query(`INSERT INTO tenants (id, name) VALUES ($1, 'bench')`, [tenantId]);
    const made = {
      id: baseId,
      tenantId,
      name: 'bench',
      description: '',
      emoji: null,
      embeddingModel: 'bench',
      topK: 10,
    };
    const fileId = newUuid();
    await tenantDb.run(tenantId, async (tx) => {
      await bases.insert(tx, made);
      await tx.query(
        `INSERT INTO knowledge_files (id, tenant_id, base_id, source_key, file_name, extension, size, task_id, user_id)
         VALUES ($1, $2, $3, 'bench', 'bench.txt', 'txt', 0, 0, $2)`,
        [fileId, tenantId, baseId],
      );
      await chunks.insert(
        tx,
        { tenantId, baseId, id: fileId },
        corpus.chunks.map(({ text }) => text),
      );
    });
    const rows = await dataSource.query(`SELECT id FROM knowledge_chunks WHERE file_id = $1 ORDER BY position`, [
      fileId,
    ]);
    ids = rows.map(({ id }) => id);
    for (let from = 0; from < ids.length; from += STORED_AT_ONCE) {
      const some = corpus.chunks.slice(from, from + STORED_AT_ONCE);
      const batch = some.map(({ vector }, at) => ({ id: ids[from + at], vector }));
      await tenantDb.run(tenantId, async (tx) => {
        await chunks.addVectors(tx, tenantId, baseId, 1, batch);
        await index.add(tx, { tenantId, id: baseId }, 1, batch);
      });
    }
    await dataSource.query('VACUUM ANALYZE knowledge_chunks');
    if (hasPgvector) await dataSource.query('VACUUM ANALYZE knowledge_vectors');
  }

  /** In double precision, one by one. */
  function trueNearest(corpus, question, limit) {
    const scored = corpus.chunks.map(({ vector }, at) => {
      let cosine = 0;
      for (let place = 0; place < vector.length; place++) cosine += vector[place] * question[place];
      return { id: ids[at], cosine };
    });
    return scored
      .sort((one, other) => other.cosine - one.cosine)
      .slice(0, limit)
      .map(({ id }) => id);
  }

  const idsOf = (hits) => hits.map(({ id }) => id);
  return {
    hasPgvector,
    fill,
    trueNearest,
    scan: async ({ vector }, limit) =>
      idsOf(await scan.nearest(await base(), vector, limit, new AbortController().signal)),
    pgvector: async ({ vector }, limit) => idsOf(await pgvector.nearest(await base(), vector, limit)),
    words: ({ text }) => tenantDb.run(tenantId, (tx) => chunks.searchText(tx, tenantId, baseId, text, 50)),
    retrieve: ({ text, vector }, topK) => {
      asked = vector;
      const caller = { tenantId, userId: tenantId };
      return retrieval.retrieve({ caller, baseIds: [baseId], query: text, topK, signal: new AbortController().signal });
    },
    close: async () => {
      await scan.onApplicationShutdown();
      await dataSource.destroy();
    },
  };
}
