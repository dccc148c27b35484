import { access, chmod, constants, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import process from 'node:process';
import { Failure } from '../failure.js';
import type { Io } from '../io.js';
import { printable } from '../output/printable.js';
import { locked } from './lock.js';
import { NO_SETTINGS, parseSettings, type Settings } from './settings.js';

const FOR_OTHERS = 0o077;

/** `$XDG_CONFIG_HOME/latchkey/config.json`: only its owner may read it, and it is replaced whole or not at all. */
export class SettingsFile {
  readonly path: string;

  constructor(private readonly io: Io) {
    this.path = join(configHome(io.env), 'latchkey', 'config.json');
  }

  async read(): Promise<Settings> {
    const text = await this.text();
    if (text === null) return NO_SETTINGS;
    try {
      return parseSettings(text);
    } catch (error) {
      const why = error instanceof SyntaxError ? 'it is no JSON' : (error as Error).message;
      throw new Failure(`${this.path} cannot be used: ${why}`, {
        hint: 'Mend the file, or remove it and sign in again with `latchkey login`',
      });
    }
  }

  /** Finds out that something can be stored, before there is something to store. @throws Failure when it cannot */
  async demandWritable(): Promise<void> {
    try {
      await this.makeFolder();
      await access(dirname(this.path), constants.W_OK);
    } catch (error) {
      throw new Failure(`${this.path} cannot be written: ${(error as Error).message}`, {
        hint: 'Set XDG_CONFIG_HOME to a folder that you may write to, or LATCHKEY_URL and LATCHKEY_API_KEY instead',
      });
    }
    await this.read();
  }

  /** Changes what is stored, from what is stored at that moment. @returns what is stored now */
  async change(change: (settings: Settings) => Settings | Promise<Settings>): Promise<Settings> {
    await this.makeFolder();
    return locked(`${this.path}.lock`, async () => {
      const changed = await change(await this.read());
      await this.write(changed);
      return changed;
    });
  }

  /** @returns what is wrong with it, or null */
  async problem(): Promise<string | null> {
    const found = await stat(this.path).catch(() => null);
    if (found === null) return null;
    if ((found.mode & FOR_OTHERS) !== 0) return 'others on this machine may read it';
    return null;
  }

  private async text(): Promise<string | null> {
    try {
      await this.keepOthersOut();
      return await readFile(this.path, 'utf8');
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return null;
      if (error instanceof Failure) throw error;
      throw new Failure(`${this.path} cannot be read: ${message}`);
    }
  }

  private async keepOthersOut(): Promise<void> {
    const { mode, uid } = await stat(this.path);
    const me = process.getuid?.();
    if (me !== undefined && uid !== me) {
      throw new Failure(`${this.path} belongs to another user`, {
        hint: 'Set HOME or XDG_CONFIG_HOME to a folder of your own',
      });
    }
    if ((mode & FOR_OTHERS) === 0) return;
    await chmod(this.path, 0o600);
    this.io.stderr.write(
      `warning: others could read ${printable(this.path)}; its mode is 0600 now. Sign in anew if that may have happened.\n`,
    );
  }

  private async makeFolder(): Promise<void> {
    const folder = dirname(this.path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (((await stat(folder)).mode & FOR_OTHERS) !== 0) await chmod(folder, 0o700);
  }

  private async write(settings: Settings): Promise<void> {
    const draft = `${this.path}.${process.pid}.tmp`;
    try {
      await writeFile(draft, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600, flush: true });
      await rename(draft, this.path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}

function configHome(env: Io['env']): string {
  const named = env['XDG_CONFIG_HOME'];
  if (named && isAbsolute(named)) return named;
  const home = env['HOME'];
  if (!home) throw new Failure('There is no place for settings: neither HOME nor XDG_CONFIG_HOME is set');
  return join(home, '.config');
}
