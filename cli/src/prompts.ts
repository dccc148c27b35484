import { isUtf8 } from 'node:buffer';
import { Interrupted, UsageFailure } from './failure.js';
import { isInteractive, type Io } from './io.js';
import { printable } from './output/printable.js';

/** Most that is read from a pipe. */
const MOST_BYTES = 4_000_000;

/** Asks whoever sits there. Where nobody does, names the option that says it. */
export class Prompts {
  private isStdinRead = false;

  constructor(private readonly io: Io) {}

  get areAllowed(): boolean {
    return isInteractive(this.io);
  }

  /** @param fallback shown, and taken by pressing Enter; typing replaces it */
  async text(
    question: string,
    insteadOfAsking: string,
    { fallback, isOptional = false }: { fallback?: string; isOptional?: boolean } = {},
  ): Promise<string> {
    this.needsSomebody(question, insteadOfAsking);
    const { text } = await import('@clack/prompts');
    return this.answered(
      await text({
        message: printable(question),
        ...(fallback === undefined ? {} : { placeholder: fallback, defaultValue: fallback }),
        validate: (value) => (isOptional || fallback !== undefined || value ? undefined : 'It is needed'),
        ...this.streams,
      }),
    );
  }

  async secret(question: string, insteadOfAsking: string, { isOptional = false } = {}): Promise<string> {
    this.needsSomebody(question, insteadOfAsking);
    const { password } = await import('@clack/prompts');
    return this.answered(
      await password({
        message: printable(question),
        validate: (value) => (isOptional || value ? undefined : 'It is needed'),
        ...this.streams,
      }),
    );
  }

  /** A new password, asked for twice. */
  async newPassword(question: string, insteadOfAsking: string): Promise<string> {
    for (;;) {
      const first = await this.secret(question, insteadOfAsking);
      if ((await this.secret('The same again', insteadOfAsking)) === first) return first;
      this.io.stderr.write('The two differ; once more.\n');
    }
  }

  /** Asks before something cannot be undone. @throws Interrupted unless the answer is yes */
  async confirm(question: string, { isSure }: { isSure: boolean }): Promise<void> {
    if (isSure) return;
    this.needsSomebody(question, '--yes');
    const { confirm } = await import('@clack/prompts');
    const isYes = await confirm({ message: printable(question), initialValue: false, ...this.streams });
    if (isYes !== true) throw new Interrupted();
  }

  /** All of stdin, which can be read once, without the line's end. */
  async stdin(option: string): Promise<string> {
    if (this.isStdinRead) throw new UsageFailure('Only one value can come from stdin');
    if (this.io.stdin.isTTY) throw new UsageFailure(`${option} reads from a pipe or file, and stdin is a terminal`);
    this.isStdinRead = true;
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of this.io.stdin) {
      pieces.push(Buffer.from(piece));
      bytes += piece.length;
      if (bytes > MOST_BYTES) throw new UsageFailure(`What ${option} reads is too long`);
    }
    return textOf(Buffer.concat(pieces), option).replace(/\r?\n$/, '');
  }

  private needsSomebody(question: string, insteadOfAsking: string): void {
    if (this.areAllowed) return;
    throw new UsageFailure(`${question.replace(/\?$/, '')}: there is no terminal to ask on`, `Give ${insteadOfAsking}`);
  }

  private answered(value: unknown): string {
    if (typeof value === 'symbol') throw new Interrupted();
    return typeof value === 'string' ? value : '';
  }

  private get streams(): { input: never; output: never } {
    return { input: this.io.stdin as never, output: this.io.stderr as never };
  }
}

function textOf(bytes: Buffer, option: string): string {
  if (!isUtf8(bytes)) throw new UsageFailure(`What ${option} reads is no text in UTF-8`);
  return bytes.toString('utf8');
}
