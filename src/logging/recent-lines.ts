/** Of what was logged so many lines are kept. */
const MOST_LINES = 2_000;
const LONGEST_LINE = 4_096;
/** Lines a page, as LangBot counts them. */
const PAGE = 20;

/** What somebody has read up to: the next line to come. */
export interface LogPlace {
  page: number;
  offset: number;
}

/** Lines, and the place behind them. */
export interface LogExcerpt {
  text: string;
  end: LogPlace;
}

/** Where processes that serve together keep their lines. */
export interface SharedLines {
  add(line: string): void;
  read(place: LogPlace): Promise<LogExcerpt>;
}

/** The last lines that were logged, for administrators who can't reach the output. */
export class RecentLines {
  private lines: string[] = [];
  private dropped = 0;
  private shared: SharedLines | null = null;

  /** From now on lines are kept elsewhere, together with those of others. */
  share(shared: SharedLines): void {
    this.shared = shared;
    for (const line of this.lines) shared.add(line);
    this.lines = [];
  }

  add(line: string): void {
    if (this.shared) return void this.shared.add(line.slice(0, LONGEST_LINE));
    this.lines.push(line.slice(0, LONGEST_LINE));
    if (this.lines.length < 2 * MOST_LINES) return;
    this.dropped += this.lines.length - MOST_LINES;
    this.lines = this.lines.slice(-MOST_LINES);
  }

  /** As {@link from}, of all processes that serve together. */
  async read(place: LogPlace): Promise<LogExcerpt> {
    return this.shared ? this.shared.read(place) : this.from(place);
  }

  /** Everything from a place on that is still kept, and the place behind it. */
  from({ page, offset }: LogPlace): LogExcerpt {
    const lines = this.lines.slice(Math.max(0, page * PAGE + offset - this.dropped));
    const next = this.dropped + this.lines.length;
    return { text: lines.join(''), end: { page: Math.floor(next / PAGE), offset: next % PAGE } };
  }
}

/** Of this process. */
export const recentLines = new RecentLines();
