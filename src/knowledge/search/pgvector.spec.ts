import { Logger } from '@nestjs/common';
import type { SystemDb } from '../../database/system-db.js';
import type { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import { Pgvector } from './pgvector.js';
import { PgvectorRepository } from './pgvector.repository.js';
import type { ExactScan } from './exact-scan.js';
import { VectorIndex } from './vector-index.js';

Logger.overrideLogger(false);

type Query = readonly [sql: string, parameters?: readonly unknown[]];

const BASE = { tenantId: 't', id: 'b' };
const SEARCHED = { ...BASE, embeddingVersion: 3, dimension: 2, revision: 1, removals: 0 };
const VECTORS = [{ id: 'c', vector: Float32Array.of(0.5, -1) }];

/** A database that answers what it is told, in the order of the list the first that fits. */
function aWorld(answers: readonly (readonly [fragment: string, answer: () => unknown[]])[]) {
  const queries: Query[] = [];
  const tx = {
    query: (sql: string, parameters?: unknown[]) => {
      queries.push(parameters === undefined ? [sql] : [sql, parameters]);
      const [, answer] = answers.find(([fragment]) => sql.includes(fragment)) ?? [];
      return Promise.resolve().then(() => answer?.() ?? []);
    },
  } as unknown as Tx;
  const database = { run: (_: string, work: (tx: Tx) => Promise<unknown>) => work(tx) };
  const pgvector = new Pgvector(
    database as unknown as SystemDb,
    database as unknown as TenantDb,
    new PgvectorRepository(),
  );
  const scan = { nearest: () => Promise.resolve([{ id: 'scanned', cosine: 1 }]) } as unknown as ExactScan;
  const index = new VectorIndex(scan, pgvector);
  const nearest = (dimension: number) =>
    index.nearest({ ...SEARCHED, dimension }, new Float32Array(dimension), 5, new AbortController().signal);
  const said = (fragment: string) => queries.filter(([sql]) => sql.includes(fragment));
  return { tx, pgvector, index, nearest, said };
}

const AVAILABLE = ['pg_available_extensions', () => [{}]] as const;
const THERE = ['to_regclass', () => [{ there: true }]] as const;

it('leaves the search to the scan, and writes nothing, where the database has no pgvector', async () => {
  const { tx, pgvector, index, nearest, said } = aWorld([['to_regclass', () => [{ there: false }]]]);
  await pgvector.onApplicationBootstrap();
  await index.add(tx, BASE, 3, VECTORS);
  expect(await nearest(2)).toEqual([{ id: 'scanned', cosine: 1 }]);
  expect(said('CREATE')).toEqual([]);
  expect(said('INSERT')).toEqual([]);
});

it('leaves the search to the scan where the extension can not be made', async () => {
  const refuse = () => {
    throw new Error('permission denied');
  };
  const { pgvector, nearest } = aWorld([AVAILABLE, ['CREATE EXTENSION', refuse]]);
  await pgvector.onApplicationBootstrap();
  expect(pgvector.canSearch()).toBe(false);
  expect(await nearest(2)).toEqual([{ id: 'scanned', cosine: 1 }]);
});

it('makes the table, and copies what is there to it', async () => {
  const missing = [
    [{ id: 'c', tenantId: 't', baseId: 'b', version: 3, embedding: Buffer.from(VECTORS[0]!.vector.buffer) }],
  ];
  const { pgvector, said } = aWorld([AVAILABLE, ['LEFT JOIN knowledge_vectors', () => missing.pop() ?? []]]);
  await pgvector.onApplicationBootstrap();
  while (!pgvector.canSearch()) await Promise.resolve();
  await pgvector.onApplicationShutdown();
  expect(said('CREATE').map(([sql]) => sql.split('(')[0]?.trim())).toEqual([
    'CREATE EXTENSION IF NOT EXISTS vector',
    'CREATE TABLE IF NOT EXISTS knowledge_vectors',
    'CREATE INDEX IF NOT EXISTS knowledge_vectors_base_idx ON knowledge_vectors',
  ]);
  expect(said('INSERT').map(([, parameters]) => parameters)).toEqual([['t', 'b', 3, ['c'], ['[0.5,-1]']]]);
});

it('answers from the table, but for vectors that are too long for it', async () => {
  const { pgvector, nearest, said } = aWorld([
    AVAILABLE,
    ['<=>', () => [{ id: 'c', distance: 0.25 }, { id: 'zeros', distance: NaN }]], // prettier-ignore
  ]);
  await pgvector.onApplicationBootstrap();
  while (!pgvector.canSearch()) await Promise.resolve();
  expect(await nearest(2)).toEqual([
    { id: 'c', cosine: 0.75 },
    { id: 'zeros', cosine: 0 },
  ]);
  expect(said('<=>').map(([, parameters]) => parameters)).toEqual([['t', 'b', 3, '[0,0]', 5]]);
  expect(await nearest(16_001)).toEqual([{ id: 'scanned', cosine: 1 }]);
});

it('adds vectors to a table that another process has made since this one started', async () => {
  const { tx, pgvector, index, said } = aWorld([THERE]);
  await pgvector.onApplicationBootstrap();
  expect(pgvector.canSearch()).toBe(false);
  await index.add(tx, BASE, 3, VECTORS);
  expect(said('INSERT').map(([, parameters]) => parameters)).toEqual([['t', 'b', 3, ['c'], ['[0.5,-1]']]]);
});
