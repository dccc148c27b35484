/** Filling tables as fast as Postgres can: indexes go, and come back afterwards as they were. */
import pg from 'pg';

const SETTINGS = [
  // Row-level security shows and takes rows of all tenants where a reason is given.
  `SET latchkey.reason = 'bench'`,
  'SET synchronous_commit = off',
  `SET work_mem = '256MB'`,
  `SET maintenance_work_mem = '512MB'`,
];

/** Connections that work through a list together. */
export class Crew {
  #clients;

  constructor(clients) {
    this.#clients = clients;
  }

  static async gather(url, size) {
    const clients = [];
    for (let count = 0; count < size; count++) {
      const client = new pg.Client({ connectionString: url, application_name: 'latchkey-bench' });
      await client.connect();
      for (const setting of SETTINGS) await client.query(setting);
      clients.push(client);
    }
    return new Crew(clients);
  }

  /** One statement, on one of them. @returns its rows */
  sql = async (text, parameters) => (await this.#clients[0].query(text, parameters)).rows;

  /** @param work is given a `sql` of its own, and one of the items */
  async each(items, work) {
    const left = [...items];
    const workOff = async (client) => {
      const sql = async (text, parameters) => (await client.query(text, parameters)).rows;
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(sql, item);
    };
    await Promise.all(this.#clients.map(workOff));
  }

  async leave() {
    for (const client of this.#clients) await client.end();
  }
}

const INDEXES = `
  SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i
  WHERE i.indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`;
const PRIMARY_KEY = `
  SELECT quote_ident(conname) AS name, pg_get_constraintdef(oid) AS made FROM pg_constraint
  WHERE conrelid = $1::regclass AND contype = 'p'`;

/** Does the work while the table has no indexes but those of constraints, and makes them again. */
export async function withoutIndexes(crew, table, work) {
  const indexes = await dropIndexes(crew.sql, table);
  await work();
  await crew.each(indexes, (sql, { made }) => sql(made));
}

/**
 * Fills partitions while they stand alone and bare, several at once; their table takes them in again with the indexes
 * that it has by the migrations.
 *
 * @param {import('../dist/database/partitions/partition.js').Partition[]} partitions that are attached
 * @param fill is given a `sql` and the partition
 */
export async function withBarePartitions(crew, partitions, fill) {
  for (const { table, name } of partitions) await crew.sql(`ALTER TABLE "${table}" DETACH PARTITION "${name}"`);
  await crew.each(partitions, async (sql, partition) => {
    const { name } = partition;
    const indexes = await dropIndexes(sql, name);
    const [key] = await sql(PRIMARY_KEY, [name]);
    await sql(`ALTER TABLE "${name}" DROP CONSTRAINT ${key.name}`);
    await fill(sql, partition);
    await sql(`ALTER TABLE "${name}" ADD CONSTRAINT ${key.name} ${key.made}`);
    for (const { made } of indexes) await sql(made);
  });
  for (const { table, name, from, until } of partitions) {
    const range = `FROM ('${from.toISOString()}') TO ('${until.toISOString()}')`;
    await crew.sql(`ALTER TABLE "${table}" ATTACH PARTITION "${name}" FOR VALUES ${range}`);
  }
}

async function dropIndexes(sql, table) {
  const indexes = await sql(INDEXES, [table]);
  for (const { name } of indexes) await sql(`DROP INDEX ${name}`);
  return indexes;
}
