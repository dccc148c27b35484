import { ownCopy } from './own-copy.js';

export type SessionLogLevel = 'debug' | 'info' | 'warning' | 'error';

export interface SessionLogLine {
  at: Date;
  level: SessionLogLevel;
  text: string;
}

const MOST_LINES = 500;
const LONGEST = 512;

/** What happened to a session, in the memory of the process that holds it: the last 500 lines. */
export class SessionLog {
  private readonly lines: SessionLogLine[] = [];

  /** The longest first: one may be a part of another. */
  private hidden: readonly string[] = [];

  /** @param secrets not to be shown */
  constructor(private secrets: readonly string[]) {
    this.hide(secrets);
  }

  /** Others take the place of the secrets so far, which are still hidden: the session before may be talking yet. */
  hide(secrets: readonly string[]): void {
    const both = new Set([...this.secrets, ...secrets]);
    this.hidden = [...both].sort((one, other) => other.length - one.length);
    this.secrets = secrets;
  }

  write(level: SessionLogLevel, text: string): void {
    this.lines.push({ at: new Date(), level, text: this.shown(text) });
    if (this.lines.length > MOST_LINES) this.lines.shift();
  }

  /** A text of whatever origin as it may be shown: bounded, on one line, without secrets. */
  shown(text: string): string {
    const most = 8 * LONGEST + (this.hidden[0]?.length ?? 0);
    const plain = this.hidden.reduce((rest, secret) => rest.replaceAll(secret, '***'), text.slice(0, most));
    // eslint-disable-next-line no-control-regex -- a server may say anything
    return ownCopy(plain.replace(/[\x00-\x1f\x7f]+/g, ' ').slice(0, LONGEST));
  }

  /** The last ones, the oldest first. */
  last(most: number, level?: SessionLogLevel): SessionLogLine[] {
    const wanted = level ? this.lines.filter((line) => line.level === level) : this.lines;
    return most === 0 ? [] : wanted.slice(-most);
  }
}
