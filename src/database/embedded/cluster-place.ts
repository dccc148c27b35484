import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';
import { runCommand } from './run-command.js';
import type { ServerAccount } from './server-account.js';

/** Where root keeps what the server's account could not reach elsewhere: copies of programs, and clusters. */
export const SYSTEM_FOLDER = '/var/lib/latchkey';

export const CLUSTER_NAME = 'postgres';

export async function makeDataDir(dataDir: string): Promise<void> {
  await mkdir(dirname(dataDir), { recursive: true });
  await mkdir(dataDir, { mode: 0o700 }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
}

/**
 * Decides where a new cluster goes: into the data directory when the server's account can enter it, else under
 * /var/lib/latchkey. The answer is what the cluster record keeps.
 */
export async function choosePlace(dataDir: string, account: ServerAccount | null): Promise<string> {
  if (account === null || (await isReachable(dataDir, account))) return CLUSTER_NAME;
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  // The random part tells apart two lives of one path: a data directory that was deleted leaves its cluster behind.
  const folder = `${digest}-${randomBytes(3).toString('hex')}`;
  return join(SYSTEM_FOLDER, folder, CLUSTER_NAME);
}

/** Refuses when the account cannot get at a cluster that is already there, before PostgreSQL does so more tersely. */
export async function assertReachable(cluster: string, dataDir: string, account: ServerAccount | null): Promise<void> {
  if (account === null || (await canEnter(cluster, account))) return;
  if ((await isReachable(dataDir, account)) && (await canEnter(cluster, account))) return;
  throw new EmbeddedPostgresError(
    `The account ${account.name}, which PostgreSQL runs under, cannot enter ${cluster}. ` +
      'Give the folders above it execute permission for that account (chmod o+x).',
  );
}

async function isReachable(dataDir: string, account: ServerAccount): Promise<boolean> {
  if (await canEnter(dataDir, account)) return true;
  await grantEntry(dataDir, account);
  return canEnter(dataDir, account);
}

async function canEnter(folder: string, account: ServerAccount): Promise<boolean> {
  const { succeeded } = await runCommand('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], account);
  return succeeded;
}

/**
 * Lets the account pass through (not list) a data directory that is root's alone. Folders above it are never touched,
 * and nobody loses a right: this happens only where the group had none.
 */
async function grantEntry(dataDir: string, account: ServerAccount): Promise<void> {
  const { uid, mode } = await stat(dataDir);
  if (uid !== 0 || (mode & 0o070) !== 0) return;
  await chown(dataDir, uid, account.gid);
  await chmod(dataDir, (mode & 0o7777) | 0o010);
}
