import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

export const BUILT = resolve('cli/dist/latchkey.js');

export interface Spoken {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CallOptions {
  /** What it reads; an empty pipe when left out. */
  stdin?: string;
  env?: Record<string, string>;
}

/** The built command line as somebody with a home folder of their own runs it, without a terminal. */
export class CliHome {
  private constructor(readonly folder: string) {}

  static async make(): Promise<CliHome> {
    return new CliHome(await mkdtemp(join(tmpdir(), 'latchkey-cli-')));
  }

  get settingsPath(): string {
    return join(this.folder, '.config', 'latchkey', 'config.json');
  }

  environment(more: Record<string, string> = {}): Record<string, string> {
    return { PATH: process.env['PATH'] ?? '', HOME: this.folder, ...more };
  }

  async run(words: readonly string[], { stdin = '', env = {} }: CallOptions = {}): Promise<Spoken> {
    const child = spawn(process.execPath, [BUILT, ...words], { cwd: this.folder, env: this.environment(env) });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr };
  }

  /** As `run`, of a command that must do. @returns what it says on stdout, without the line's end */
  async ok(words: readonly string[], options?: CallOptions): Promise<string> {
    const { code, stdout, stderr } = await this.run(words, options);
    if (code !== 0) throw new Error(`latchkey ${words.join(' ')} ended with ${code}: ${stderr}`);
    return stdout.trimEnd();
  }

  /** @returns the data that a command gives with --json */
  async json<Data>(words: readonly string[], options?: CallOptions): Promise<Data> {
    return JSON.parse(await this.ok([...words, '--json'], options)) as Data;
  }

  async signIn(url: string, { email, password }: { email: string; password: string }): Promise<void> {
    await this.ok(['login', url, '--email', email, '--password-stdin'], { stdin: `${password}\n` });
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
