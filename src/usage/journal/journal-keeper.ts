import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { newUuid } from '../../kernel/ids.js';
import { Repeating } from '../../kernel/repeating.js';
import { listJournals } from './journal-files.js';
import { readPiece } from './journal-reader.js';
import { JournalTables } from './journal-tables.js';
import { isAlive, ownIdentity } from './process-identity.js';
import { UsageJournal } from './usage-journal.js';

/** Batches that are rarer are larger, and while the database has one, requests beside it on the same machine wait longer. */
const DRAIN_MS = 250;
const CONFIRM_MS = 5_000;
/** A process that can't be seen from here, and has not confirmed its journal for so long, is dead. */
export const SILENT_SECONDS = 15;

/** Told when this process goes on with another journal: what it held under the former one is no longer its own. */
type ReplacedListener = () => void;

/** Keeps this process's journal, reads it into the tables, and those of processes on this machine that have died. */
@Injectable()
export class JournalKeeper implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(JournalKeeper.name);
  private readonly folder: string;
  private readonly listeners: ReplacedListener[] = [];
  private current: UsageJournal | null = null;
  /** Journals that this process has written, and left. */
  private readonly former = new Set<string>();
  /** When the database last could not be asked. */
  private awayAt = -Infinity;
  /** When the database was asked that last took this process for living. */
  private confirmedAt = -Infinity;
  private drained = 0;
  private rejected = 0;
  private lostBefore = 0;
  private hasFailed = false;
  private readonly drains = new Repeating(
    () => this.drainOwn(),
    (failure) => this.logger.warn(`Usage is not in the tables yet: ${failure}`),
  );
  /** In no turn with what may take long: others would take this process for dead meanwhile. */
  private readonly confirmations = new Repeating(
    () => this.confirm(),
    (failure) => this.logger.debug(`The journal was not confirmed: ${failure}`),
  );
  private readonly takeovers = new Repeating(
    () => this.takeOver(),
    (failure) => this.logger.debug(`Journals of others were not looked at: ${failure}`),
  );

  constructor(
    private readonly tables: JournalTables,
    { dataDir }: AppConfig,
  ) {
    this.folder = join(dataDir, 'journal');
  }

  async onModuleInit(): Promise<void> {
    await this.begin();
    this.drains.start(DRAIN_MS);
    this.confirmations.start(CONFIRM_MS);
    // The dead of before: soon, and again and again, since they may only have died a moment ago.
    this.takeovers.start(CONFIRM_MS);
    void this.tend();
  }

  /** After the server has closed, so that the last streams are counted. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.confirmations.stop(), this.takeovers.stop()]);
    const { current } = this;
    current?.close();
    await this.drains.stop();
    if (!current) return;
    try {
      await this.drain();
      if (this.drained < current.written) return;
      await this.tables.close(current.id);
      await this.remove(current.id);
    } catch (error) {
      this.logger.warn(`The journal is left for the next start: ${String(error)}`);
    }
  }

  /** Of this process. */
  get journal(): UsageJournal {
    if (!this.current) throw new Error('The journal is not open yet');
    return this.current;
  }

  /** Bytes that are in the journal and not in the tables. */
  get pendingBytes(): number {
    return this.current ? this.current.written - this.drained : 0;
  }

  /** Lines that no table took, or no disk. */
  get lostLines(): number {
    return this.rejected + this.lostBefore + (this.current?.lostLines ?? 0);
  }

  /** Whether silence means anything: just after the database was away, everybody has been silent. */
  get canTellSilence(): boolean {
    return performance.now() - this.awayAt > SILENT_SECONDS * 1000;
  }

  /** Whether nobody can have taken this process for dead yet: then what it holds is its own. */
  get isConfirmed(): boolean {
    return performance.now() - this.confirmedAt < SILENT_SECONDS * 1000;
  }

  whenReplaced(listener: ReplacedListener): void {
    this.listeners.push(listener);
  }

  /** Reads all that has been written until now into the tables; what can't be read now is read next time. Never rejects. */
  drain(): Promise<void> {
    return this.drains.run();
  }

  /** Confirms that this process lives, and takes over what others left. Never rejects. */
  async tend(): Promise<void> {
    await this.confirmations.run();
    await this.takeovers.run();
  }

  private async begin(): Promise<void> {
    // A folder for each ledger: a journal is never read into another database than the one it was written for.
    const folder = join(this.folder, await this.tables.findLedger());
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const id = newUuid();
    const askedAt = performance.now();
    await this.tables.open(id, ownIdentity());
    this.confirmedAt = askedAt;
    this.current = new UsageJournal(folder, id, (error) => this.fail(`Usage can't be written down: ${String(error)}`));
    this.drained = 0;
  }

  private async drainOwn(): Promise<void> {
    const { current } = this;
    if (!current) return;
    current.flush();
    if (current.written === this.drained) return;
    this.drained = await this.read(current.folder, current.id, { from: this.drained, to: current.written });
    await this.removeFull(current);
    this.hasFailed = false;
  }

  /**
   * Up to `to` at least. What comes meanwhile is left for the next time: under load there is always some, and a batch of
   * few lines costs the database, and this process, nearly as much as one of many.
   *
   * @returns how far it is in the tables now
   */
  private async read(folder: string, journalId: string, { from, to }: { from: number; to: number }): Promise<number> {
    let written = from;
    while (written < to) {
      const piece = await readPiece(folder, journalId, written);
      if (piece === null) break;
      const { written: now, rejected } = await this.tables.write(journalId, piece);
      for (const line of rejected) this.logger.error(`A line of the journal is unreadable: ${line.slice(0, 200)}`);
      this.rejected += rejected.length;
      written = now;
    }
    return written;
  }

  private async confirm(): Promise<void> {
    const { current } = this;
    if (!current) return;
    const askedAt = performance.now();
    try {
      if (await this.tables.confirm(current.id)) {
        this.confirmedAt = askedAt;
        return;
      }
      this.logger.warn('This process was silent for so long that others took it for dead; it begins another journal');
      await this.replace(current);
      for (const listener of this.listeners) listener();
    } catch (error) {
      this.awayAt = performance.now();
      throw error;
    }
  }

  /**
   * In turn with reading: whatever was begun concerns the former one. The next is open before the former is closed, since
   * requests go on ending meanwhile; what the former has left is taken over like that of others.
   */
  private replace(former: UsageJournal): Promise<void> {
    return this.drains.inTurn(async () => {
      await this.begin();
      former.close();
      this.former.add(former.id);
      this.lostBefore += former.lostLines;
    });
  }

  private async takeOver(): Promise<void> {
    const { current } = this;
    if (!current) return;
    const others = [...(await listJournals(current.folder)).keys()].filter((id) => id !== current.id);
    if (others.length === 0) return;
    for (const { id, owner, isSilent, isLongClosed } of await this.tables.listOwners(others, SILENT_SECONDS)) {
      const lives = this.former.has(id) ? false : isAlive(owner);
      if (lives === false) await this.inherit(current.folder, id, true);
      // It may live after all, and write until it finds out: its file stays as long.
      else if (lives === null && isSilent && this.canTellSilence) await this.inherit(current.folder, id, isLongClosed);
    }
  }

  /** One that can't be read keeps the others from nothing. Never rejects. */
  private async inherit(folder: string, journalId: string, isOver: boolean): Promise<void> {
    try {
      const from = await this.tables.findWritten(journalId);
      await this.read(folder, journalId, { from, to: Infinity });
      await this.tables.close(journalId);
      if (!isOver) return;
      await this.remove(journalId);
      this.former.delete(journalId);
      this.logger.log(`The journal ${journalId} of a process that ended was read to its end`);
    } catch (error) {
      this.logger.debug(`The journal ${journalId} was not taken over: ${String(error)}`);
    }
  }

  private async removeFull({ folder, id, currentStart }: UsageJournal): Promise<void> {
    if (currentStart === 0) return;
    const files = (await listJournals(folder)).get(id) ?? [];
    for (const [index, { path }] of files.entries()) {
      const next = files[index + 1];
      if (next !== undefined && next.start <= this.drained) await rm(path, { force: true });
    }
  }

  private async remove(journalId: string): Promise<void> {
    const files = this.current ? ((await listJournals(this.current.folder)).get(journalId) ?? []) : [];
    for (const { path } of files) await rm(path, { force: true });
  }

  /** Said once, until it goes again: it may last, and comes with each line. */
  private fail(message: string): void {
    if (!this.hasFailed) this.logger.warn(message);
    this.hasFailed = true;
  }
}
