import { pipeline } from 'node:stream/promises';
import { hasColours, type Io } from '../io.js';
import { printable, printableJson, printableLines, printablePieces } from './printable.js';
import { facts, table, type Column } from './table.js';

/** How it is told that whoever reads our output left. */
const LEFT = ['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'];

/** What commands say: data to stdout, everything else to stderr. */
export class Answer {
  constructor(
    private readonly io: Io,
    private readonly isJson: () => boolean,
  ) {}

  /** A list: a table for people, or the sentence when there is nothing; the data as they are with --json. */
  list<Item>(data: unknown, items: readonly Item[], columns: readonly Column<Item>[], whenEmpty: string): void {
    if (this.isJson()) return void this.json(data);
    if (items.length === 0) return void this.note(whenEmpty);
    this.line(table(columns, items, { bold: this.isColoured }));
  }

  /** One record. */
  record(data: unknown, pairs: readonly (readonly [string, unknown])[]): void {
    if (this.isJson()) return void this.json(data);
    this.line(facts(pairs, { bold: this.isColoured }));
  }

  /** That something is done; with --json what the server answered. */
  done(data: unknown, sentence: string): void {
    if (this.isJson()) return void this.json(data);
    this.line(printable(sentence));
  }

  /** Text whose lines are made here. */
  text(text: string): void {
    this.line(text);
  }

  /** Text of somebody else, of several lines. */
  foreignText(text: string): void {
    this.line(printableLines(text));
  }

  /** A line that begins with something of ours and goes on with somebody else's text. */
  foreign(beginning: string, text: string): void {
    this.line(`${beginning}${printable(text)}`);
  }

  /** A file, as it comes and no faster than it is read. @returns whether it was read to its end */
  async file(pieces: AsyncIterable<Uint8Array>): Promise<boolean> {
    const { stdout } = this.io;
    try {
      await pipeline(stdout.isTTY === true ? printablePieces(pieces) : pieces, stdout, { end: false });
      return true;
    } catch (error) {
      if (LEFT.includes((error as NodeJS.ErrnoException).code ?? '')) return false;
      throw error;
    }
  }

  json(data: unknown): void {
    this.line(printableJson(data));
  }

  /** For people, beside the data. */
  note(sentence: string): void {
    this.io.stderr.write(`${printable(sentence)}\n`);
  }

  get isColoured(): boolean {
    return hasColours(this.io.stdout, this.io.env);
  }

  get isForScripts(): boolean {
    return this.isJson();
  }

  private line(text: string): void {
    this.io.stdout.write(`${text}\n`);
  }
}
