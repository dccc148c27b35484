import { Injectable } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { KeptPlans } from '../../database/kept-plans.js';
import { PartitionKeeper } from '../../database/partitions/partition-keeper.js';
import { SystemDb } from '../../database/system-db.js';
import type { Tx } from '../../database/transactions.js';
import { HELD_BATCH, LEASE_CHANGED, USAGE_BATCH } from '../usage-batch.sql.js';
import { usageTables } from '../usage-tables.js';
import { takeApart, UnreadableLineError } from './journal-line.js';
import { halvesOf, linesOf, type JournalPiece } from './journal-reader.js';

/** What a piece of a journal came to. */
export interface Written {
  /** How much of the journal the tables hold now. */
  written: number;
  /** Lines that no table takes. */
  rejected: readonly string[];
}

/** A journal, and the process that writes it, see `process-identity.ts`. */
export interface JournalOwner {
  id: string;
  owner: string;
  isSilent: boolean;
  /** So long that its process, did it live, would have found out and gone on with another. */
  isLongClosed: boolean;
}

/** Within this a process that others took for dead has found out, whatever the database was up to. */
const FOUND_OUT_SECONDS = 60;

/** A row that others hold is not waited for longer: all the others would wait as well. */
const PATIENCE_MS = '1000';

/** Reads pieces of journals into the tables, each once: how far it has come is written in the transaction of the rows. */
@Injectable()
export class JournalTables {
  constructor(
    private readonly systemDb: SystemDb,
    private readonly plans: KeptPlans,
  ) {}

  /** The books that journals are read into. */
  findLedger(): Promise<string> {
    return this.systemDb.run('find the ledger', async (tx) => {
      const [row] = await tx.query<[{ id: string }]>('SELECT id FROM usage_ledgers');
      return row.id;
    });
  }

  open(journalId: string, owner: string): Promise<void> {
    return this.systemDb.run('open a journal', (tx) => open(tx, journalId, owner));
  }

  /** @returns false when others have closed it, since they took its process for dead */
  async confirm(journalId: string): Promise<boolean> {
    const found = await this.systemDb.run('confirm a journal', (tx) =>
      tx.query<[unknown[], number]>(
        'UPDATE usage_journals SET seen_at = now() WHERE id = $1 AND closed_at IS NULL RETURNING id',
        [journalId],
      ),
    );
    return found[1] > 0;
  }

  /** Whose they are, and whether nothing has been heard of them for so long; what is not known, or closed, is silent. */
  listOwners(journalIds: readonly string[], forSeconds: number): Promise<JournalOwner[]> {
    return this.systemDb.run('find whose journals are left', (tx) =>
      tx.query<JournalOwner[]>(
        `SELECT given.id, coalesce(j.owner, '') AS owner,
           coalesce(j.closed_at IS NOT NULL OR j.seen_at < now() - make_interval(secs => $2), true) AS "isSilent",
           coalesce(j.closed_at < now() - make_interval(secs => ${FOUND_OUT_SECONDS}), false) AS "isLongClosed"
         FROM unnest($1::uuid[]) AS given (id) LEFT JOIN usage_journals j ON j.id = given.id`,
        [journalIds, forSeconds],
      ),
    );
  }

  /** How much of it is in the tables. */
  async findWritten(journalId: string): Promise<number> {
    const [row] = await this.systemDb.run('find how far a journal was read', (tx) =>
      tx.query<{ written: string }[]>('SELECT written FROM usage_journals WHERE id = $1', [journalId]),
    );
    return Number(row?.written ?? 0);
  }

  /** What one line of many is refused for does not keep the others out. */
  write(journalId: string, piece: JournalPiece): Promise<Written> {
    return this.writeInto(journalId, piece, false);
  }

  /**
   * Nothing more is to come: what was reserved by requests that have not ended is taken for spent, and what is left of
   * all that was granted goes back; of minutes nothing, since nobody noted what was used of them.
   */
  close(journalId: string): Promise<void> {
    return this.systemDb.run('close a journal', async (tx) => {
      await tx.query(
        `SELECT 1 FROM meter_windows w JOIN meter_leases l USING (meter_id, window_start)
         WHERE l.journal_id = $1 ORDER BY w.meter_id, w.window_start FOR NO KEY UPDATE OF w`,
        [journalId],
      );
      await tx.query(
        `WITH settled AS (
           UPDATE meter_leases l SET lost = l.lost + l.reserved, reserved = 0, granted = l.spent + l.lost + l.reserved,
             changed_at = ${LEASE_CHANGED}
           FROM meter_leases former JOIN limit_meters m ON m.id = former.meter_id
           WHERE m.period <> 'minute' AND l.journal_id = $1 AND former.journal_id = $1
             AND former.meter_id = l.meter_id AND former.window_start = l.window_start
           RETURNING l.meter_id, l.window_start, former.granted - l.granted AS freed
         )
         UPDATE meter_windows w SET granted = w.granted - settled.freed
         FROM settled WHERE w.meter_id = settled.meter_id AND w.window_start = settled.window_start`,
        [journalId],
      );
      await tx.query('UPDATE usage_journals SET closed_at = coalesce(closed_at, now()) WHERE id = $1', [journalId]);
    });
  }

  /** @param isMade whether there are partitions for all times that may have some */
  private async writeInto(journalId: string, piece: JournalPiece, isMade: boolean): Promise<Written> {
    try {
      return { written: await this.insert(journalId, piece), rejected: [] };
    } catch (error) {
      if (!isOfTheData(error)) throw error;
      if (isMade || !isMissingPartition(error)) return this.writeParts(journalId, piece, isMade);
      await this.makePartitions(linesOf(piece));
      return this.writeInto(journalId, piece, true);
    }
  }

  private async insert(journalId: string, { from, to, lines }: JournalPiece): Promise<number> {
    const { requests, held } = takeApart(lines);
    return this.systemDb.run('write usage', async (tx) => {
      await tx.query(`SELECT set_config('lock_timeout', $1, true)`, [PATIENCE_MS]);
      const written = await this.hold(tx, journalId);
      if (written !== from) return written;
      if (requests) await this.plans.run(tx, USAGE_BATCH, [requests]);
      // Last: whoever asks for more of a budget waits for those rows.
      if (held.length > 0) await this.plans.run(tx, HELD_BATCH, [JSON.stringify(held), journalId]);
      await tx.query('UPDATE usage_journals SET written = $2 WHERE id = $1', [journalId, to]);
      return to;
    });
  }

  /** Nobody else reads the same journal meanwhile. */
  private async hold(tx: Tx, journalId: string): Promise<number> {
    const read = () =>
      tx.query<{ written: string }[]>('SELECT written FROM usage_journals WHERE id = $1 FOR UPDATE', [journalId]);
    let [row] = await read();
    if (!row) {
      // Of a database that was set back to before the journal began.
      await open(tx, journalId, '');
      [row] = await read();
    }
    return Number(row?.written);
  }

  private async writeParts(journalId: string, piece: JournalPiece, isMade: boolean): Promise<Written> {
    const halves = halvesOf(piece);
    if (!halves) {
      const { from, to, lines } = piece;
      return {
        written: await this.insert(journalId, { from, to, lines: lines.subarray(0, 0) }),
        rejected: linesOf(piece),
      };
    }
    const [first, second] = halves;
    const one = await this.writeInto(journalId, first, isMade);
    if (one.written !== first.to) return one;
    const other = await this.writeInto(journalId, second, isMade);
    return { written: other.written, rejected: [...one.rejected, ...other.rejected] };
  }

  /** For requests of a time that no partition was made for: a journal that lay about for long. */
  private async makePartitions(lines: readonly string[]): Promise<void> {
    const days = new Set(lines.flatMap((line) => dayIn(line)));
    for (const day of days) {
      for (const table of usageTables(null)) {
        const keeper = new PartitionKeeper(table);
        await this.systemDb.run('make a partition for old usage', (tx) => keeper.ensureFor(tx, new Date(day)));
      }
    }
  }
}

function open(tx: Tx, journalId: string, owner: string): Promise<void> {
  return tx.query('INSERT INTO usage_journals (id, owner) VALUES ($1, $2) ON CONFLICT DO NOTHING', [journalId, owner]);
}

const DAY_MS = 86_400_000;
/** A clock that says otherwise is wrong, and would have partitions made without end. */
const MOST_DAYS_OFF = 400;

function dayIn(line: string): number[] {
  try {
    const { a } = JSON.parse(line) as { a?: unknown };
    if (typeof a !== 'number' || Math.abs(a - Date.now()) > MOST_DAYS_OFF * DAY_MS) return [];
    return [Math.floor(a / DAY_MS) * DAY_MS];
  } catch {
    return [];
  }
}

function sqlStateOf(error: unknown): string {
  return error instanceof QueryFailedError ? ((error.driverError as { code?: string }).code ?? '') : '';
}

function isMissingPartition(error: unknown): boolean {
  return sqlStateOf(error) === '23514' && /no partition/.test(String(error));
}

/**
 * Data exceptions, and rows that break a rule of their table. That what a row names is gone (23503) is none of it: it was
 * deleted at this very moment, and the next time is not asked for.
 */
function isOfTheData(error: unknown): boolean {
  return error instanceof UnreadableLineError || /^(22|23(?!503))/.test(sqlStateOf(error));
}
