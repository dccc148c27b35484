import { holdAlone } from '../exclusive-lock.js';
import { securePartition } from '../row-level-security.js';
import type { Tx } from '../transactions.js';
import { partitionAfter, partitionAt, partitionNamed, type Partition, type Period } from './partition.js';

/** A table that is partitioned by range of a `timestamptz`, one partition for each day, month or year in UTC. */
export interface PartitionedTable {
  table: string;
  period: Period;
  /** How long a row stays at least; it goes with the last of its partition. Null: for ever. */
  keepDays: number | null;
}

/** Asked before a partition goes, while nothing can be written into it; false: it is to stay for now. */
export type BeforeDrop = (tx: Tx, partition: Partition) => Promise<boolean>;

/** Days should last over holidays without any process, months and years over a forgotten installation's. */
const AHEAD: Readonly<Record<Period, number>> = { day: 14, month: 3, year: 2 };
const PARTITIONS_LOCK = 7_305_116_050;
/** Who drops a partition waits for all that use the table, and all others wait behind: not for long. */
const PATIENCE_MS = 2_000;
const DAY_MS = 86_400_000;

/** Makes a table's partitions before they are needed, and drops those whose time is over. By the database's clock. */
export class PartitionKeeper {
  constructor(private readonly kept: PartitionedTable) {}

  /** Seldom has anything to do, and takes no lock then. */
  async ensureAhead(tx: Tx): Promise<void> {
    const { table, period } = this.kept;
    const wanted = [partitionAt(table, period, await clockOf(tx))];
    for (let count = 0; count < AHEAD[period]; count++) wanted.push(partitionAfter(wanted[count] as Partition));
    await this.ensure(tx, wanted);
  }

  /** For a row of that time, which may be long ago: before it is written. */
  async ensureFor(tx: Tx, time: Date): Promise<void> {
    await this.ensure(tx, [partitionAt(this.kept.table, this.kept.period, time)]);
  }

  /**
   * In constant time, the oldest first, up to one that is to stay.
   * @returns what was dropped
   * @throws ConflictError, through the seam, when others use the table for too long
   */
  async dropExpired(tx: Tx, beforeDrop: BeforeDrop = () => Promise.resolve(true)): Promise<Partition[]> {
    if (!(await this.hasExpired(tx))) return [];
    await actAsOwner(tx);
    await holdAlone(tx, PARTITIONS_LOCK, PATIENCE_MS);
    const dropped: Partition[] = [];
    for (const partition of await this.listExpired(tx)) {
      // Readers go on; a writer into this very partition waits, and fails afterwards.
      await tx.query(`LOCK TABLE "${partition.name}" IN SHARE MODE`);
      if (!(await beforeDrop(tx, partition))) break;
      await dropPartition(tx, partition);
      dropped.push(partition);
    }
    return dropped;
  }

  /** The oldest first. */
  async list(tx: Tx): Promise<Partition[]> {
    const { table, period } = this.kept;
    const found = await tx.query<{ name: string }[]>(
      `SELECT child.relname AS name FROM pg_inherits i JOIN pg_class child ON child.oid = i.inhrelid
       WHERE i.inhparent = to_regclass($1)`,
      [table],
    );
    const partitions = found.flatMap(({ name }) => partitionNamed(table, period, name) ?? []);
    return partitions.sort((one, other) => one.from.getTime() - other.from.getTime());
  }

  private async ensure(tx: Tx, wanted: readonly Partition[]): Promise<void> {
    if ((await this.missingOf(tx, wanted)).length === 0) return;
    await actAsOwner(tx);
    await holdAlone(tx, PARTITIONS_LOCK, PATIENCE_MS);
    for (const partition of await this.missingOf(tx, wanted)) await this.make(tx, partition);
  }

  private async missingOf(tx: Tx, wanted: readonly Partition[]): Promise<Partition[]> {
    const there = new Set((await this.list(tx)).map(({ name }) => name));
    return wanted.filter(({ name }) => !there.has(name));
  }

  /** Made first and attached then: those who write meanwhile need not wait, as they would for `PARTITION OF`. */
  private async make(tx: Tx, { name, from, until }: Partition): Promise<void> {
    const { table } = this.kept;
    await tx.query(`CREATE TABLE "${name}" (LIKE "${table}" INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED)`); // prettier-ignore
    await securePartition(tx, name);
    await tx.query(
      `ALTER TABLE "${table}" ATTACH PARTITION "${name}"
       FOR VALUES FROM ('${from.toISOString()}') TO ('${until.toISOString()}')`,
    );
  }

  private async hasExpired(tx: Tx): Promise<boolean> {
    return (await this.listExpired(tx)).length > 0;
  }

  private async listExpired(tx: Tx): Promise<Partition[]> {
    const { keepDays } = this.kept;
    if (keepDays === null) return [];
    const end = (await clockOf(tx)).getTime() - keepDays * DAY_MS;
    return (await this.list(tx)).filter(({ until }) => until.getTime() <= end);
  }
}

export async function dropPartition(tx: Tx, { name }: Partition): Promise<void> {
  await tx.query(`DROP TABLE "${name}"`);
}

/**
 * So that partitions neither change nor go until the transaction ends, for whoever reads a table in many steps.
 * @throws ConflictError, through the seam, when they are being changed for longer than the patience
 */
export async function holdPartitions(tx: Tx): Promise<void> {
  await holdAlone(tx, PARTITIONS_LOCK, PATIENCE_MS);
}

/** Whatever role the seam works as: tables belong to the user that connects. */
async function actAsOwner(tx: Tx): Promise<void> {
  await tx.query(`SELECT set_config('role', 'none', true)`);
}

async function clockOf(tx: Tx): Promise<Date> {
  const [row] = await tx.query<[{ now: Date }]>('SELECT now() AS now');
  return row.now;
}
