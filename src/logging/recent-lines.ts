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

/** The last lines that this process has logged, for administrators who can't reach its output. */
export class RecentLines {
  private lines: string[] = [];
  private dropped = 0;

  add(line: string): void {
    this.lines.push(line.slice(0, LONGEST_LINE));
    if (this.lines.length < 2 * MOST_LINES) return;
    this.dropped += this.lines.length - MOST_LINES;
    this.lines = this.lines.slice(-MOST_LINES);
  }

  /** Everything from a place on that is still kept, and the place behind it. */
  from({ page, offset }: LogPlace): { text: string; end: LogPlace } {
    const lines = this.lines.slice(Math.max(0, page * PAGE + offset - this.dropped));
    const next = this.dropped + this.lines.length;
    return { text: lines.join(''), end: { page: Math.floor(next / PAGE), offset: next % PAGE } };
  }
}

/** Of this process. */
export const recentLines = new RecentLines();
