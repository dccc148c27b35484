const LINES_A_PAGE = 20;
const MOST_PAGES = 50;
const LONGEST_LINE = 2048;

/** A place in the log: pages count from 0 and are never used again. */
export interface LogPlace {
  page: number;
  offset: number;
}

/** The last lines that this process logged, as they were written: whatever is secret has been cut out before. */
export class RecentLines {
  private pages: string[][] = [[]];
  private first = 0;

  /** One line of JSON, as a stream of the logger gets it. */
  write(line: string): void {
    let page = this.pages.at(-1) ?? [];
    if (page.length === LINES_A_PAGE) {
      page = [];
      this.pages.push(page);
    }
    page.push(line.trimEnd().slice(0, LONGEST_LINE));
    if (this.pages.length <= MOST_PAGES) return;
    this.pages.shift();
    this.first += 1;
  }

  /** What came from a place on, and where the next call is to begin. */
  since({ page, offset }: LogPlace): { text: string; end: LogPlace } {
    const from = Math.max(0, page - this.first);
    const lines = this.pages
      .slice(from)
      .flatMap((held, index) => (this.first + from + index === page ? held.slice(offset) : held));
    const end = { page: this.first + this.pages.length - 1, offset: this.pages.at(-1)?.length ?? 0 };
    return { text: lines.map((line) => `${line}\n`).join(''), end };
  }
}

/** Of this process, whose loggers all write here. */
export const RECENT_LINES = new RecentLines();
