import type { QueryRunner } from 'typeorm';
import { newHexId, newUuid } from '../../../src/kernel/ids.js';
import type { RequestsRequest } from '../../../src/usage-reports/usage-requests.js';
import { UsageRequestsRepository } from '../../../src/usage-reports/usage-requests.repository.js';
import type { SumsRequest } from '../../../src/usage-reports/usage-sums.js';
import { UsageSumsRepository } from '../../../src/usage-reports/usage-sums.repository.js';
import { aUser } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { used } from './usage-world.js';

const TENANT = newHexId();
const SUMS: SumsRequest = {
  range: { from: new Date('2026-10-30T20:00:00Z'), to: new Date('2026-11-05T07:00:00Z') },
  keyId: null,
  model: null,
  unit: null,
  subjects: [],
  largest: null,
  limit: 50,
  after: null,
};
const REQUESTS: RequestsRequest = { ...SUMS, range: { from: new Date('2026-11-02T08:00:00Z'), to: new Date('2026-11-04T00:00:00Z') }, status: null, endpoint: null, after: null }; // prettier-ignore

let testApp: TestApp;
let runner: QueryRunner;
let plans: string[];

beforeAll(async () => {
  testApp = await startTestApp();
  const somebody = await aUser(testApp);
  const months = ['2025-06-01', '2026-09-01', '2026-10-30', '2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'];
  await used(testApp, somebody, months.map((day) => ({ at: Date.parse(`${day}T10:00:00Z`) }))); // prettier-ignore
});

beforeEach(async () => {
  plans = [];
  runner = testApp.dataSource.createQueryRunner();
  await runner.startTransaction();
  // Small tables are read from end to end; with that forbidden, a plan that does so has no other way.
  await runner.query('SET LOCAL enable_seqscan = off');
  const run = runner.query.bind(runner);
  runner.query = async <T>(sql: string, values?: unknown[], isStructured?: true): Promise<T> => {
    if (sql.startsWith('SELECT')) {
      const lines = (await run(`EXPLAIN ${sql}`, values)) as { 'QUERY PLAN': string }[];
      plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
    }
    return (await (isStructured ? run(sql, values, isStructured) : run(sql, values))) as T;
  };
});

afterEach(async () => {
  await runner.rollbackTransaction();
  await runner.release();
});

afterAll(() => testApp.close());

const tx = () => runner.manager;
/** Read by that plan; hours and days are named by the month and year that they are kept in. */
const partitionsIn = (plan = '') =>
  [...new Set(plan.match(/\busage_(?:events|hourly|daily|daily_users)_\d{4}[\d_]*\b/g))].sort();
const EDGES = ['usage_hourly_2026_10', 'usage_hourly_2026_11'];

describe('sums', () => {
  const list = (tenantId: string | null, request: Partial<SumsRequest>) =>
    testApp.app.get(UsageSumsRepository).list(tx(), { tenantId, userId: null }, { ...SUMS, ...request });

  it.each<[string, Partial<SumsRequest>, string[]]>([
    ['in total', {}, ['usage_daily_users_2026', ...EDGES]],
    ['by day and model', { unit: 'day', subjects: ['model'] }, ['usage_daily_users_2026', ...EDGES]],
    ['by key', { subjects: ['key'], largest: 'cost' }, ['usage_daily_2026', ...EDGES]],
    ['by the hour', { unit: 'hour' }, EDGES],
    ['of a key', { keyId: newUuid(), subjects: ['model'], largest: 'cost' }, ['usage_daily_2026', ...EDGES]],
    [
      'of a later page',
      { unit: 'day', subjects: ['key'], after: ['2026-10-31T00:00:00.000Z', newUuid()] },
      ['usage_daily_2026', 'usage_hourly_2026_10'],
    ],
  ])('%s are found by an index of the tenant, in the partitions of their time', async (_, request, partitions) => {
    await list(TENANT, request);
    expect(plans).toHaveLength(1);
    expect(plans[0]).not.toContain('Seq Scan');
    expect(plans[0]).toMatch(/Index Cond: .*tenant_id/);
    expect(partitionsIn(plans[0])).toEqual(partitions);
  });

  it.each([
    ['usage_daily_users', '', ['tenant']],
    ['usage_daily', 'gen_random_uuid(),', ['tenant', 'key']],
  ] as const)('of all tenants are found by their time in %s', async (table, key, subjects) => {
    await runner.query(
      `INSERT INTO ${table} SELECT md5(t::text), day, ${key} md5('u'), 'a@OpenAI',
         1, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, array_fill(0::bigint, ARRAY[11])
       FROM generate_series(timestamptz '2026-01-01Z', '2026-11-04Z', '1 day') AS day, generate_series(1, 100) AS t`,
    );
    await runner.query(`ANALYZE ${table}`);
    await list(null, { subjects });
    expect(plans[0]).not.toContain('Seq Scan');
    expect(plans[0]).toContain(`Bitmap Index Scan on ${table}_2026_bucket_idx`);
    expect(partitionsIn(plans[0])).toEqual([`${table}_2026`, ...EDGES]);
  });
});

describe('single requests', () => {
  const list = (userId: string | null, request: Partial<RequestsRequest>) =>
    testApp.app
      .get(UsageRequestsRepository)
      .list(tx(), { tenantId: TENANT, userId }, { ...REQUESTS, ...request }, null);
  const DAYS = ['usage_events_2026_11_02', 'usage_events_2026_11_03'];

  it.each<[string, string | null, Partial<RequestsRequest>, string[]]>([
    ['of a tenant', null, {}, DAYS],
    ['of a user', newHexId(), {}, DAYS],
    ['of a key', null, { keyId: newUuid() }, DAYS],
    ['that failed', null, { status: 'failed', model: 'a@OpenAI', endpoint: 'chat' }, DAYS],
    [
      'of a later page',
      null,
      { after: { at: new Date('2026-11-02T20:00:00Z'), id: 'r' } },
      ['usage_events_2026_11_02'],
    ],
  ])('%s are read along an index, in the partitions of their days', async (_, userId, request, partitions) => {
    await list(userId, request);
    expect(plans).toHaveLength(1);
    expect(plans[0]).not.toContain('Seq Scan');
    expect(plans[0]).not.toContain('Sort');
    expect(plans[0]).toMatch(/Index Cond: .*tenant_id/);
    expect(partitionsIn(plans[0])).toEqual(partitions);
  });
});
