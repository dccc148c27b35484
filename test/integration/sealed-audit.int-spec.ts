import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { execFile } from 'node:child_process';
import process from 'node:process';
import { Client } from 'pg';
import { describeDatabase, migrate } from '../../src/database/database.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { PartitionKeeper } from '../../src/database/partitions/partition-keeper.js';
import { ENTITIES } from '../../src/entities.js';
import { type AuditParts, startAuditParts } from '../support/audit-parts.js';
import { aGate } from '../support/gate.js';
import { type ClonedDatabase, cloneDatabase } from '../support/template-database.js';
import { TEST_SECRET_KEY } from '../support/test-app.js';

const GOOD = { findings: 0, told: [] };

describe('the sealed audit trail', () => {
  let database: ClonedDatabase;
  let owner: Client;
  let parts: AuditParts;

  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  beforeEach(async () => {
    database = await cloneDatabase();
    owner = new Client({ connectionString: database.url });
    owner.on('error', () => undefined);
    await owner.connect();
    parts = await startAuditParts(database.url);
  });

  afterEach(async () => {
    await parts.close();
    await owner.end();
    await database.drop();
  });

  const sql = async <T>(statement: string, values: unknown[] = []): Promise<T[]> =>
    (await owner.query(statement, values)).rows as T[];

  const record = (...subjects: string[]) =>
    parts.systemDb.run('test', async (tx) => {
      for (const subject of subjects) await parts.record(tx, subject);
    });

  async function recordAndSeal(...subjects: string[]): Promise<void> {
    await record(...subjects);
    await parts.sealer.seal();
  }

  async function idOf(subject: string): Promise<string> {
    const [row] = await sql<{ id: string }>('SELECT id FROM audit_events WHERE subject = $1', [subject]);
    return row!.id;
  }

  const anchorNow = async () => (await parts.verify()).chain!.anchor;

  it('is as it was recorded', async () => {
    await recordAndSeal('a', 'b', 'c');
    await record('d');
    expect(await parts.verify()).toMatchObject({ ...GOOD, checked: 4, unsealed: 1, chain: { adopted: 0 } });
    expect(await sql('SELECT number FROM audit_seals ORDER BY number')).toEqual([
      { number: '1' },
      { number: '2' },
      { number: '3' },
    ]);
  });

  it('knows details again, however the database writes them', async () => {
    const details = fc.sample(fc.dictionary(fc.string(), fc.jsonValue()), { numRuns: 300, seed: 10 });
    const storable = details.filter((one) => !/\\u(0000|d[89a-f])/i.test(JSON.stringify(one)));
    expect(storable.length).toBeGreaterThan(200);
    await parts.systemDb.run('test', async (tx) => {
      for (const one of storable) {
        await parts.audit.record(tx, { ...{ actor: 'system', action: 'test.done', subject: 'any', tenantId: null }, details: one }); // prettier-ignore
      }
    });
    await parts.sealer.seal();
    expect(await parts.verify()).toMatchObject({ ...GOOD, checked: storable.length });
  });

  it('writes nothing while nothing is new', async () => {
    await recordAndSeal('a');
    const state = () => sql('SELECT xmin, ctid, * FROM audit_chain');
    const before = await state();
    await parts.sealer.seal();
    expect(await state()).toEqual(before);
  });

  it('has nothing of a change that was taken back', async () => {
    const change = parts.systemDb.run('test', async (tx) => {
      await parts.record(tx, 'a');
      throw new Error('no');
    });
    await expect(change).rejects.toThrow('no');
    await recordAndSeal('b');
    expect(await parts.verify()).toMatchObject({ ...GOOD, checked: 1, unsealed: 0 });
  });

  it('checks more than a page, and seals more than a batch', async () => {
    const subjects = Array.from({ length: 1_203 }, (_, index) => `s${index}`);
    await recordAndSeal(...subjects);
    expect(await parts.verify()).toMatchObject({ ...GOOD, checked: 1_203, unsealed: 0 });
    await sql(`UPDATE audit_events SET actor = 'user:other' WHERE subject = 's1201'`);
    expect((await parts.verify()).told).toEqual([`${await idOf('s1201')} edited: It does not say what was recorded`]);
  });

  describe('shows what somebody with the database did:', () => {
    beforeEach(() => recordAndSeal('a', 'b', 'c', 'd'));

    const EDITS: [string, string][] = [
      ['tenant', `tenant_id = 'other'`],
      ['actor', `actor = 'user:other'`],
      ['action', `action = 'test.undone'`],
      ['subject', `subject = 'x'`],
      ['details', `details = '{"a": {}, "b": [1, 0.2]}'`],
    ];

    it.each(EDITS)('an edited %s', async (_column, edit) => {
      const id = await idOf('b');
      await sql(`UPDATE audit_events SET ${edit} WHERE id = $1`, [id]);
      expect((await parts.verify()).told).toEqual([`${id} edited: It does not say what was recorded`]);
    });

    it('an edited time', async () => {
      const id = await idOf('b');
      const [row] = await sql<{ at: Date }>(
        `UPDATE audit_events SET at = at + interval '1 millisecond' WHERE id = $1 RETURNING at`,
        [id],
      );
      expect((await parts.verify()).told).toEqual([`${id} edited: Its time was changed to ${row!.at.toISOString()}`]);
    });

    it('no edit where only the order of the details is another', async () => {
      await sql(`UPDATE audit_events SET details = '{"b": [1, 0.1], "a": {}}'`);
      expect(await parts.verify()).toMatchObject(GOOD);
    });

    it('two that changed places', async () => {
      const [a, b] = [await idOf('a'), await idOf('b')];
      await sql(
        `UPDATE audit_events e SET subject = o.subject FROM audit_events o
         WHERE (e.id, o.id) IN (($1, $2), ($2, $1))`,
        [a, b],
      );
      expect((await parts.verify()).told).toEqual([
        `${a} edited: It does not say what was recorded`,
        `${b} edited: It does not say what was recorded`,
      ]);
    });

    it('a missing event', async () => {
      const id = await idOf('c');
      await sql('DELETE FROM audit_events WHERE id = $1', [id]);
      expect((await parts.verify()).told).toEqual([`${id} missing: It was recorded, and is gone`]);
    });

    const insert = () =>
      sql<{ id: string }>(
        `INSERT INTO audit_events (id, at, actor, action, subject)
         VALUES (gen_random_uuid(), now(), 'system', 'test.done', 'forged') RETURNING id`,
      );

    it('an inserted event', async () => {
      const [forged] = await insert();
      const says = 'It was never recorded, or its seal was taken away';
      expect((await parts.verify()).told).toEqual([`${forged!.id} inserted: ${says}`]);
    });

    it('an inserted event that claims to be older than the chain, before it is sealed and after', async () => {
      const [forged] = await insert();
      await sql('INSERT INTO audit_unsealed (at, event_id) SELECT at, id FROM audit_events WHERE id = $1', [
        forged!.id,
      ]);
      const told = [`${forged!.id} inserted: It was not recorded by Latchkey`];
      expect((await parts.verify()).told).toEqual(told);
      await parts.sealer.seal();
      expect((await parts.verify()).told).toEqual(told);
    });

    it('an inserted event with a seal from before the first', async () => {
      const [forged] = await insert();
      await sql(
        `INSERT INTO audit_seals SELECT -1, now(), id, at, sha256('x'), sha256('y') FROM audit_events WHERE id = $1`,
        [forged!.id],
      );
      const says = 'It was never recorded, or its seal was taken away';
      expect((await parts.verify()).told).toEqual([`${forged!.id} inserted: ${says}`]);
    });

    it('an inserted event with a voucher of its own', async () => {
      const [forged] = await insert();
      await sql(
        `INSERT INTO audit_unsealed (at, event_id, mac) SELECT at, id, sha256('x') FROM audit_events WHERE id = $1`,
        [forged!.id],
      );
      await parts.sealer.seal();
      expect((await parts.verify()).told).toEqual([`${forged!.id} edited: It does not say what was recorded`]);
    });

    it('an event that was edited, or went, before it was sealed', async () => {
      await record('e', 'f');
      const [e, f] = [await idOf('e'), await idOf('f')];
      await sql(`UPDATE audit_events SET actor = 'user:other' WHERE id = $1`, [e]);
      await sql(`DELETE FROM audit_events WHERE id = $1`, [f]);
      const told = [`${e} edited: It does not say what was recorded`, `${f} missing: It was recorded, and is gone`];
      expect((await parts.verify()).told).toEqual(told);
      await parts.sealer.seal();
      expect((await parts.verify()).told).toEqual(told);
    });

    it('a deleted seal', async () => {
      await sql('DELETE FROM audit_seals WHERE number = 2');
      expect((await parts.verify()).told).toEqual([
        '- seal missing: Seal 2 is gone',
        `${await idOf('b')} inserted: It was never recorded, or its seal was taken away`,
      ]);
    });

    it('an event that went with its seal', async () => {
      await sql(`DELETE FROM audit_events WHERE subject = 'b'`);
      await sql('DELETE FROM audit_seals WHERE number = 2');
      expect((await parts.verify()).told).toEqual(['- seal missing: Seal 2 is gone']);
    });

    it('an event that went with its seal, the others moved up', async () => {
      await sql(`DELETE FROM audit_events WHERE subject = 'b'`);
      await sql('DELETE FROM audit_seals WHERE number = 2');
      await sql('UPDATE audit_seals SET number = number - 1 WHERE number > 2');
      const { told } = await parts.verify();
      expect(told).toEqual([
        `${await idOf('c')} seal broken: Seal 2 was changed or moved`,
        `${await idOf('d')} seal broken: Seal 3 was changed or moved`,
        '- seal missing: Seal 4 is gone',
      ]);
    });

    it('a changed seal', async () => {
      await sql(`UPDATE audit_seals SET mac = sha256('x') WHERE number = 3`);
      const id = await idOf('c');
      expect((await parts.verify()).told).toEqual([
        `${id} seal broken: Seal 3 was changed or moved`,
        `${id} edited: It does not say what was recorded`,
      ]);
    });

    it('seals that changed places', async () => {
      await sql('UPDATE audit_seals SET number = 9 WHERE number = 2');
      await sql('UPDATE audit_seals SET number = 2 WHERE number = 3');
      await sql('UPDATE audit_seals SET number = 3 WHERE number = 9');
      expect((await parts.verify()).told).toEqual([
        `${await idOf('c')} seal broken: Seal 2 was changed or moved`,
        `${await idOf('b')} seal broken: Seal 3 was changed or moved`,
        `${await idOf('d')} seal broken: Seal 4 was changed or moved`,
      ]);
    });

    it('a seal of its own', async () => {
      await sql(
        `INSERT INTO audit_seals SELECT 4, sealed_at + interval '1 second', event_id, event_at, mac, chain
         FROM audit_seals WHERE number = 1`,
      );
      await sql(
        `INSERT INTO audit_seals SELECT 7, sealed_at, event_id, event_at, mac, chain FROM audit_seals WHERE number = 1`,
      );
      expect((await parts.verify()).told).toEqual([
        `${await idOf('a')} seal broken: There is another seal 4, or it should have been dropped`,
        '- seal broken: Seal 7 is not of the chain',
      ]);
    });

    it('a tail that was cut off', async () => {
      await sql(`DELETE FROM audit_events WHERE subject IN ('c', 'd')`);
      await sql('DELETE FROM audit_seals WHERE number > 2');
      expect((await parts.verify()).told).toEqual(['- seal missing: Seals 3 to 4 are gone']);
    });

    it('a changed state, upon which nothing is built any more', async () => {
      await sql('UPDATE audit_chain SET number = 3');
      await recordAndSeal('e');
      expect(await parts.verify()).toMatchObject({
        told: [
          '- chain broken: The state of the chain was changed',
          '- chain broken: Seal 3 is not the newest that was made',
          '- seal broken: Seal 4 is not of the chain',
        ],
        unsealed: 1,
      });
      expect(await parts.metrics.render()).toContain('\nlatchkey_audit_seal_failures_total 1\n');
    });

    it('a state that is gone', async () => {
      await sql('DELETE FROM audit_chain');
      await recordAndSeal('e');
      expect(await parts.verify()).toMatchObject({
        told: ['- chain broken: The state of the chain is gone'],
        chain: null,
      });
    });

    describe('only by an anchor kept outside:', () => {
      it('a tail that was cut off together with the state', async () => {
        await sql('CREATE TABLE kept AS SELECT * FROM audit_chain');
        await recordAndSeal('e', 'f');
        const anchor = await anchorNow();
        await sql('DELETE FROM audit_seals WHERE number > 4');
        await sql(`DELETE FROM audit_events WHERE subject IN ('e', 'f')`);
        await sql('DELETE FROM audit_chain');
        await sql('INSERT INTO audit_chain SELECT * FROM kept');
        expect(await parts.verify()).toMatchObject(GOOD);
        const told = ['- chain broken: The chain does not go through seal 6, the anchor'];
        expect((await parts.verify(anchor)).told).toEqual(told);
        await recordAndSeal('g', 'h', 'i');
        expect(await parts.verify()).toMatchObject(GOOD);
        expect((await parts.verify(anchor)).told).toEqual(told);
      });

      it('a chain that was begun anew over edited events, which tells how many it took as they were', async () => {
        const anchor = await anchorNow();
        await sql('DELETE FROM audit_chain');
        await sql('TRUNCATE audit_seals, audit_unsealed');
        await sql(`UPDATE audit_events SET actor = 'user:other'`);
        await sql('INSERT INTO audit_unsealed (at, event_id) SELECT at, id FROM audit_events');
        expect((await parts.verify(anchor)).told).toEqual(['- chain broken: Nothing is sealed; the anchor is seal 4']);
        await recordAndSeal('e');
        expect(await parts.verify()).toMatchObject({ ...GOOD, checked: 5, chain: { adopted: 4 } });
        expect((await parts.verify(anchor)).told).toEqual([
          '- chain broken: The chain does not go through seal 4, the anchor',
        ]);
      });
    });

    it('nothing to an anchor that the chain went through', async () => {
      const anchor = await anchorNow();
      await recordAndSeal('e');
      expect(await parts.verify(anchor)).toMatchObject(GOOD);
      expect(await parts.verify(await anchorNow())).toMatchObject(GOOD);
    });
  });

  describe('with several processes', () => {
    let other: AuditParts;

    beforeEach(async () => {
      other = await startAuditParts(database.url);
    });

    afterEach(() => other.close());

    it('is one chain, whoever seals', async () => {
      for (let round = 0; round < 5; round++) {
        await Promise.all([
          record(...Array.from({ length: 40 }, (_, index) => `${round}-${index}`)),
          ...[parts, other, parts, other].map(({ sealer }) => sealer.seal()),
        ]);
      }
      await parts.sealer.seal();
      expect(await other.verify()).toMatchObject({ ...GOOD, checked: 200, unsealed: 0 });
      expect(await parts.metrics.render()).toContain('\nlatchkey_audit_seal_failures_total 0\n');
    });

    it('waits for nobody, and seals what commits late when it does', async () => {
      const [written, committed] = [aGate(), aGate()];
      const late = other.systemDb.run('test', async (tx) => {
        await other.record(tx, 'late');
        written.open();
        await committed.opened;
      });
      await written.opened;
      await recordAndSeal('early');
      expect(await parts.verify()).toMatchObject({ ...GOOD, checked: 1, unsealed: 0 });
      committed.open();
      await late;
      await parts.sealer.seal();
      expect(await parts.verify()).toMatchObject({ ...GOOD, checked: 2, unsealed: 0 });
      expect(await sql('SELECT number FROM audit_seals WHERE event_id = $1', [await idOf('late')])).toEqual([
        { number: '2' },
      ]);
    });

    it('leaves it to whoever is at it, and goes on where one was killed', async () => {
      await recordAndSeal('a');
      await record('b', 'c');
      const [sealed, over] = [aGate(), aGate()];
      const pids: number[] = [];
      const killed = other.systemDb.run('test', async (tx) => {
        await other.chain.sealBatch(tx);
        pids.push(...(await tx.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid')).map(({ pid }) => pid));
        sealed.open();
        await over.opened;
      });
      await sealed.opened;
      await parts.sealer.seal();
      expect(await parts.verify()).toMatchObject({ ...GOOD, checked: 3, unsealed: 2 });
      await sql('SELECT pg_terminate_backend($1, 5000)', [pids[0]]);
      over.open();
      await expect(killed).rejects.toThrow();
      await parts.sealer.seal();
      expect(await parts.verify()).toMatchObject({ ...GOOD, checked: 3, unsealed: 0 });
    });
  });

  describe('with a retention', () => {
    const MONTHS = ['2020-01', '2020-02', '2020-03'];

    beforeEach(async () => {
      for (const table of ['audit_events', 'audit_seals']) {
        const keeper = new PartitionKeeper({ table, period: 'month', keepDays: null });
        for (const month of MONTHS) await parts.systemDb.run('test', (tx) => keeper.ensureFor(tx, new Date(month)));
      }
    });

    /** An event of each month, sealed in it. */
    async function livedThrough(): Promise<void> {
      for (const month of MONTHS) await parts.recordThen(new Date(`${month}-15T00:00:00Z`), month);
    }

    /** A retention by which the events from before that day are over. */
    const until = (day: string) => `${Math.floor((Date.now() - Date.parse(day)) / 86_400_000)}d`;

    const partitions = (table: string) =>
      sql<{ name: string }>(
        `SELECT relname AS name FROM pg_inherits JOIN pg_class ON oid = inhrelid
         WHERE inhparent = to_regclass($1) AND relname LIKE '%_2020_%' ORDER BY relname`,
        [table],
      ).then((rows) => rows.map(({ name }) => name));

    it('drops nothing by default', async () => {
      await livedThrough();
      await parts.keepPartitions('0');
      expect(await partitions('audit_events')).toHaveLength(3);
      expect(await parts.verify()).toMatchObject({ ...GOOD, checked: 3, chain: { droppedBefore: null } });
    });

    it('drops nothing that is not sealed', async () => {
      await livedThrough();
      const id = await idOf('2020-01');
      await sql('INSERT INTO audit_unsealed (at, event_id, mac) SELECT event_at, event_id, mac FROM audit_seals WHERE event_id = $1', [id]); // prettier-ignore
      await parts.keepPartitions('1d');
      expect(await partitions('audit_events')).toHaveLength(3);
      await parts.sealer.seal();
      await parts.keepPartitions('1d');
      expect(await partitions('audit_events')).toEqual([]);
      expect(await parts.verify()).toMatchObject(GOOD);
    });

    it('drops whole months with their seals, says so in the trail, and holds from there on', async () => {
      await livedThrough();
      const former = await anchorNow();
      await recordAndSeal('now');
      const anchor = await anchorNow();
      await parts.keepPartitions('1d');
      await parts.sealer.seal();
      expect([await partitions('audit_events'), await partitions('audit_seals')]).toEqual([[], []]);
      expect(await sql('SELECT subject FROM audit_events ORDER BY at, id')).toEqual([
        { subject: 'now' },
        ...MONTHS.map((month) => ({ subject: `audit:audit_events_${month.replace('-', '_')}` })),
      ]);
      const before = new Date('2020-04-01T00:00:00Z');
      expect(await parts.verify(anchor)).toMatchObject({ ...GOOD, checked: 4, chain: { droppedBefore: before } });
      expect(await parts.verify(former)).toMatchObject(GOOD);
      await sql('DELETE FROM audit_seals WHERE number = 4');
      expect((await parts.verify()).told).toContain('- seal missing: Seal 4 is gone');
    });

    it('keeps the seals of the months that stay, also those of late events that went', async () => {
      await livedThrough();
      const [oldest] = await sql<{ anchor: string }>(
        `SELECT number || ':' || encode(chain, 'hex') AS anchor FROM audit_seals ORDER BY number LIMIT 1`,
      );
      await parts.recordThen(new Date('2020-02-29T23:59:59.999Z'), 'late');
      await parts.keepPartitions(until('2020-03-10'));
      await parts.sealer.seal();
      expect(await partitions('audit_events')).toEqual(['audit_events_2020_03']);
      expect(await partitions('audit_seals')).toEqual(['audit_seals_2020_03']);
      expect(await parts.verify()).toMatchObject({
        ...GOOD,
        chain: { droppedBefore: new Date('2020-03-01T00:00:00Z') },
      });
      await expect(parts.verify(oldest!.anchor)).rejects.toThrow(
        'The seals up to 2 were dropped by retention; the anchor is seal 1',
      );
    });
  });

  describe('that is older than its seals', () => {
    it('is taken as it is found, once', async () => {
      await sql(
        `WITH old AS (
           INSERT INTO audit_events (id, at, actor, action, subject, details)
           SELECT gen_random_uuid(), now(), 'system', 'test.done', 'old', '{"a": [1.5, "x"]}' FROM generate_series(1, 700)
           RETURNING id, at
         ) INSERT INTO audit_unsealed (event_id, at) SELECT id, at FROM old`,
      );
      expect(await parts.verify()).toMatchObject({ ...GOOD, unsealed: 700, chain: null });
      await parts.sealer.seal();
      expect(await parts.verify()).toMatchObject({ ...GOOD, checked: 700, chain: { adopted: 700 } });
    });

    it('moves into months when the server is upgraded', async () => {
      const dataSource = await describeDatabase(database.url, ENTITIES, MIGRATIONS).initialize();
      const isSealed = () => sql<{ name: string }>(`SELECT 1 FROM pg_class WHERE relname = 'audit_seals'`);
      while ((await isSealed()).length > 0) await dataSource.undoLastMigration();
      const OLD = ['2025-11-30T23:59:59.999Z', '2025-12-01T00:00:00Z', '2026-02-28T12:00:00Z'];
      for (const at of OLD) {
        await sql(
          `INSERT INTO audit_events (id, at, actor, action, subject, details)
           VALUES (gen_random_uuid(), $1::text::timestamptz, 'system', 'test.done', $1::text, '{"a": 1}')`,
          [at],
        );
      }
      await migrate(dataSource, () => undefined);
      await dataSource.destroy();
      await recordAndSeal('new');
      expect(await parts.verify()).toMatchObject({ ...GOOD, checked: 4, chain: { adopted: 3 } });
      expect(
        await sql('SELECT tableoid::regclass::text AS partition, subject FROM audit_events ORDER BY at LIMIT 3'),
      ).toEqual([
        { partition: 'audit_events_2025_11', subject: OLD[0] },
        { partition: 'audit_events_2025_12', subject: OLD[1] },
        { partition: 'audit_events_2026_02', subject: OLD[2] },
      ]);
      expect(await sql('SELECT event_at FROM audit_seals ORDER BY number LIMIT 3')).toEqual(
        OLD.map((at) => ({ event_at: new Date(at) })),
      );
    });
  });

  describe('npm run audit:verify', () => {
    /** @returns the exit code, and what was said */
    const run = (...words: string[]) =>
      new Promise<{ code: number; said: string }>((resolve) => {
        const env = { PATH: process.env['PATH'], DATABASE_URL: database.url, SECRET_KEY: TEST_SECRET_KEY };
        const child = execFile(process.execPath, ['dist/audit-verify.js', ...words], { env }, (_error, out, said) =>
          resolve({ code: child.exitCode ?? -1, said: `${out}${said}` }),
        );
      });

    it('says what was checked and the newest anchor, which it takes back', async () => {
      await recordAndSeal('a', 'b');
      const { code, said } = await run();
      expect(said).toMatch(/^Checked: 2 events, from \S+Z to \S+Z$/m);
      expect(said).toMatch(/^The audit trail is as it was recorded$/m);
      const [, anchor = ''] = /^Newest anchor: (2:[0-9a-f]{64})$/m.exec(said) ?? [];
      expect([code, (await run('--anchor', anchor)).code]).toEqual([0, 0]);
    });

    it('ends with 1 when something is wrong, and says what', async () => {
      await recordAndSeal('a');
      await sql(`UPDATE audit_events SET actor = 'user:other'`);
      const [event] = await sql<{ id: string; at: Date }>('SELECT id, at FROM audit_events');
      const { code, said } = await run();
      expect(said).toContain(
        `EDITED  event ${event!.id} of ${event!.at.toISOString()}: It does not say what was recorded\n`,
      );
      expect(code).toBe(1);
    });

    it('ends with 2 when it can not check', async () => {
      expect(await run()).toMatchObject({ code: 2, said: expect.stringContaining('Nothing was sealed yet') });
      expect(await run('--anchor', 'x')).toMatchObject({
        code: 2,
        said: expect.stringContaining("The audit trail can't be checked. --anchor must be what a run before printed"),
      });
    });
  });
});
