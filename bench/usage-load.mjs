/** Very many requests, straight into the tables of usage, partition by partition. */
import { PartitionKeeper } from '../dist/database/partitions/partition-keeper.js';
import { SystemDb } from '../dist/database/system-db.js';
import { usageTables } from '../dist/usage/usage-tables.js';
import { withBarePartitions } from './bulk.mjs';
import { countsOf, daysUntil, fillSql, seedModels } from './usage-events.mjs';
import { ADD_UP_MODELS, addUpKeysSql, addUpSql } from './usage-sums.mjs';

const ALL = usageTables(null);
const [EVENTS, HOURS, DAYS, USER_DAYS] = ALL;

/** The usage of a server, as it grows. */
export class UsageRows {
  days;
  rows = 0;
  #server;
  #seed;

  /** @param {number} until when the ninety days are over */
  constructor(server, { seed, until }) {
    this.#server = server;
    this.#seed = seed;
    this.days = daysUntil(until);
  }

  async begin() {
    await seedModels(this.#server.sql, this.#server.people);
  }

  /** Those that are missing, by the keys that there are now. */
  async growTo(rows) {
    const [had, wanted] = [countsOf(this.days, this.rows), countsOf(this.days, rows)];
    await this.fill(this.days.map((day, index) => ({ day, range: [had[index], wanted[index]] })));
    this.rows = rows;
  }

  /** @param {{day: import('./usage-events.mjs').EventDay, range: number[]}[]} pieces */
  async fill(pieces) {
    const { crew, people, keys } = this.#server;
    const world = { people, keys: keys.count, seed: this.#seed };
    const dates = pieces.map(({ day }) => new Date(day.from));
    for (const table of ALL) await this.#ensure(table, dates);
    const partitions = await this.#list(EVENTS);
    const pieceOf = ({ from, until }) => pieces.find(({ day }) => day.from >= from && day.from < until);
    await withBarePartitions(crew, partitions.filter(pieceOf), async (sql, partition) => {
      const { day, range } = pieceOf(partition);
      await sql(fillSql(partition.name, day, world, range));
    });
  }

  /** The sums of all that there is, made anew. */
  async addUp() {
    const { crew } = this.#server;
    const [events, days] = [await this.#list(EVENTS), await this.#list(DAYS)];
    // A year first, since one of the crew has it alone.
    await withBarePartitions(
      crew,
      [...days, ...(await this.#list(HOURS))],
      async (sql, { table, name, from, until }) => {
        await sql(`TRUNCATE "${name}"`);
        const unit = table === DAYS.table ? 'day' : 'hour';
        for (const part of events.filter((day) => day.from >= from && day.from < until)) {
          await sql(addUpSql(unit, name, part.name));
        }
      },
    );
    await withBarePartitions(crew, await this.#list(USER_DAYS), async (sql, { name, from }) => {
      await sql(`TRUNCATE "${name}"`);
      await sql(addUpKeysSql(name, days.find((year) => year.from.getTime() === from.getTime()).name));
    });
    await crew.sql(ADD_UP_MODELS);
  }

  /** As autovacuum would leave them. */
  async settle() {
    const { crew } = this.#server;
    await crew.each(await this.#listAll(ALL.toReversed()), (sql, { name }) => sql(`VACUUM ANALYZE "${name}"`));
    for (const { table } of ALL) await crew.sql(`ANALYZE ${table}`);
  }

  /** @returns how many rows there are, and how much room they and their indexes take */
  async sizes() {
    const sizes = [];
    for (const { table } of ALL) {
      const [{ rows }] = await this.#server.sql(`SELECT count(*)::int AS rows FROM ${table}`);
      const [{ bytes }] = await this.#server.sql(
        `SELECT sum(pg_total_relation_size(inhrelid)) AS bytes FROM pg_inherits WHERE inhparent = $1::regclass`,
        [table],
      );
      sizes.push({ table, rows, megabytes: Math.round(Number(bytes) / 2 ** 20) });
    }
    return sizes;
  }

  async #ensure(table, dates) {
    const keeper = new PartitionKeeper(table);
    const systemDb = this.#server.read(SystemDb);
    for (const date of dates) await systemDb.run('bench: make a partition', (tx) => keeper.ensureFor(tx, date));
  }

  async #listAll(tables) {
    const lists = [];
    for (const table of tables) lists.push(await this.#list(table));
    return lists.flat();
  }

  #list(table) {
    return this.#server.read(SystemDb).run('bench: list partitions', (tx) => new PartitionKeeper(table).list(tx));
  }
}
