import { closeSync, openSync, writeSync } from 'node:fs';
import type { HeldTally } from './held-tally.js';
import { journalPath } from './journal-files.js';
import { heldLine } from './journal-line.js';

/** A file that has grown beyond this is followed by another, and goes once it is in the tables. */
const FULL_BYTES = 16 * 1024 * 1024;
/** Of lines that can't be written, since the disk is full, so many bytes are kept; what comes then is lost, and counted. */
const MOST_KEPT_BYTES = 64 * 1024 * 1024;
/** Of characters, of which each is three bytes at most: a reader takes no more than a megabyte for a line. */
const MOST_JOINED = 256 * 1024;

/**
 * What this process has to tell the tables, a line each, in a local file: written at the end of the turn in which it
 * happened, before any other request is looked at, and without waiting for the disk. What has been written outlives the
 * process, not the loss of the machine's power.
 */
export class UsageJournal {
  private file: number;
  private fileStart = 0;
  private lines: string[] = [];
  /** Of what is held of budgets: what is reserved and settled in this turn. */
  private held: HeldTally[] = [];
  private waiting: Waiting | null = null;
  private steps: (() => void)[] = [];
  /** What could not be written yet; the first of it may be the rest of a line. */
  private unwritten: Buffer[] = [];
  private unwrittenBytes = 0;
  private isClosed = false;
  private isScheduled = false;
  private end = 0;
  private lost = 0;

  constructor(
    readonly folder: string,
    readonly id: string,
    private readonly onFailure: (error: unknown) => void,
    private readonly writeTo: (file: number, bytes: Buffer) => number = writeSync,
  ) {
    this.file = openSync(journalPath(folder, id, 0), 'ax', 0o600);
  }

  /** Bytes that can be read. */
  get written(): number {
    return this.end;
  }

  /** Where the file that is being written begins. */
  get currentStart(): number {
    return this.fileStart;
  }

  get lostLines(): number {
    return this.lost;
  }

  /** @param line without its end */
  append(line: string): void {
    this.lines.push(line);
    this.schedule();
  }

  /** Notes what is reserved of a budget, or settled. What a request settles is read together with its line, see `textOf`. */
  change(tally: HeldTally, reserved: number, spent: number): void {
    if (this.isClosed) {
      this.lost += 1;
      return;
    }
    if (tally.add(reserved, spent)) return;
    this.held.push(tally);
    this.schedule();
  }

  /** Once all that came until now has been tried to be written, at the end of the turn. @returns whether it is */
  whenWritten(): Promise<boolean> {
    this.waiting ??= startWaiting();
    this.schedule();
    return this.waiting.written;
  }

  /** Done once all that came until now has been tried to be written, whether it is or not. */
  afterWriting(step: () => void): void {
    this.steps.push(step);
    this.schedule();
  }

  /** What comes later is lost: the number of a closed file may be another's by then. */
  close(): void {
    if (this.isClosed) return;
    this.flush();
    this.isClosed = true;
    closeSync(this.file);
  }

  /** Writes what has come together. */
  flush(): void {
    this.flushLines();
    this.waiting?.end(!this.isClosed && this.unwritten.length === 0);
    this.waiting = null;
    const { steps } = this;
    if (steps.length === 0) return;
    this.steps = [];
    for (const step of steps) this.take(step);
  }

  /** One that throws keeps neither the others waiting, nor what comes from being written. */
  private take(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.onFailure(error);
    }
  }

  private flushLines(): void {
    const { lines, held } = this;
    if (lines.length + held.length > 0) {
      const text = Buffer.from(textOf(lines, held));
      const isTooMuch = this.unwritten.length > 0 && this.unwrittenBytes + text.length > MOST_KEPT_BYTES;
      if (this.isClosed || isTooMuch) this.lost += lines.length + held.length;
      else this.keep(text);
      this.lines = [];
      this.held = [];
    }
    if (!this.isClosed && this.unwritten.length > 0) this.tryToWrite();
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(this.onTurn);
  }

  private readonly onTurn = (): void => {
    this.isScheduled = false;
    this.flush();
  };

  private keep(bytes: Buffer): void {
    this.unwritten.push(bytes);
    this.unwrittenBytes += bytes.length;
  }

  private tryToWrite(): void {
    try {
      this.write();
    } catch (error) {
      this.onFailure(error);
    }
  }

  private write(): void {
    let first = this.unwritten[0];
    while (first !== undefined) {
      const count = this.writeTo(this.file, first);
      this.end += count;
      this.unwrittenBytes -= count;
      if (count < first.length) this.unwritten[0] = first.subarray(count);
      else this.unwritten.shift();
      first = this.unwritten[0];
    }
    if (this.end - this.fileStart >= FULL_BYTES) this.turnOver();
  }

  private turnOver(): void {
    const next = openSync(journalPath(this.folder, this.id, this.end), 'ax', 0o600);
    closeSync(this.file);
    this.file = next;
    this.fileStart = this.end;
  }
}

/**
 * What a turn has to tell. Requests and what they have settled are in the tables at once or not at all, whenever the process
 * is killed or a reader ends: so they are one line, objects between commas. What would be too long for one is a line each.
 */
function textOf(lines: readonly string[], held: readonly HeldTally[]): string {
  if (held.length === 0) return `${lines.join('\n')}\n`;
  const all = [...lines, ...held.map((tally) => heldLine(tally.take()))];
  const joined = all.join();
  return `${joined.length <= MOST_JOINED ? joined : all.join('\n')}\n`;
}

/** For the end of a turn: one promise for all who wait. */
interface Waiting {
  written: Promise<boolean>;
  end: (isWritten: boolean) => void;
}

function startWaiting(): Waiting {
  let end: Waiting['end'] = () => undefined;
  const written = new Promise<boolean>((resolve) => (end = resolve));
  return { written, end };
}
