const SECOND_MS = 1000;

/** What node adds to the head of each answer, in its words and order. Made once a second. */
export class AnswerStamp {
  private second = 0;
  private dateLine = '';
  private stayLines = '';
  private readonly keepAliveLine: string;

  constructor(keepAliveMs: number) {
    this.keepAliveLine = `Keep-Alive: timeout=${Math.floor(keepAliveMs / SECOND_MS)}\r\n`;
  }

  /** For a connection that the head itself speaks of. */
  date(): string {
    this.renew();
    return this.dateLine;
  }

  /** For one that takes another request. */
  stay(): string {
    this.renew();
    return this.stayLines;
  }

  /** For one that ends with the answer. */
  close(): string {
    return `${this.date()}Connection: close\r\n`;
  }

  private renew(): void {
    const now = Date.now();
    const second = Math.floor(now / SECOND_MS);
    if (second === this.second) return;
    this.second = second;
    this.dateLine = `Date: ${new Date(now).toUTCString()}\r\n`;
    this.stayLines = `${this.dateLine}Connection: keep-alive\r\n${this.keepAliveLine}`;
  }
}
