import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';
import { copyPackage } from './package-copy.js';
import { findPlatformPackage, linkLibraries } from './postgres-package.js';
import { runCommand } from './run-command.js';
import type { ServerAccount } from './server-account.js';

/** PostgreSQL's programs, at a place where the server's account was seen to run them. */
export interface ServerPrograms {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** As `postgres --version` and `SHOW server_version` spell it, for instance 18.4. */
  readonly version: string;
}

/**
 * Finds the programs where npm installed them. When the server's account cannot run them there (root with a private
 * project folder), or their library links can be neither found nor made, a copy under `copyParent` is used.
 */
export async function prepareServerPrograms(
  account: ServerAccount | null,
  copyParent: string,
  onProgress: (line: string) => void,
): Promise<ServerPrograms> {
  const installed = findPlatformPackage();
  if (await linkLibraries(installed)) {
    const programs = await probe(installed, account);
    if (programs.version !== null) return { ...programs, version: programs.version };
  }
  const copy = await copyPackage(installed, copyParent, onProgress);
  const { version, complaint, ...paths } = await probe(copy, account);
  if (version !== null) return { ...paths, version };
  throw new EmbeddedPostgresError(
    `The PostgreSQL that comes with Latchkey does not run on this machine: ${complaint}\n` +
      'Set DATABASE_URL to a PostgreSQL of your own.',
  );
}

async function probe(packageFolder: string, account: ServerAccount | null) {
  const program = (name: string) =>
    join(packageFolder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const paths = { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
  const { succeeded, output } = await runCommand(paths.postgres, ['--version'], account);
  return { ...paths, version: succeeded ? parseServerVersion(output) : null, complaint: output };
}

/** From `postgres (PostgreSQL) 18.4`, perhaps with a packager's remark behind it. */
export function parseServerVersion(output: string): string | null {
  return /\(PostgreSQL\) (\d+[\w.]*)/.exec(output)?.[1] ?? null;
}

export function majorOf(version: string): string {
  return /^\d+/.exec(version)?.[0] ?? version;
}
