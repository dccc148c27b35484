import { chown, mkdir, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';
import { runCommand } from './run-command.js';
import type { ServerAccount } from './server-account.js';
import { majorOf, type ServerPrograms } from './server-programs.js';

export const SUPERUSER = 'postgres';

interface ClusterPlan {
  readonly cluster: string;
  readonly programs: ServerPrograms;
  readonly account: ServerAccount | null;
  readonly superuserPassword: string;
  /** False only where losing the data does not matter. */
  readonly durable: boolean;
}

const INITDB_TIMEOUT_MS = 300_000;

/** The PostgreSQL major that wrote the cluster; null where there is none yet. */
export async function readClusterMajor(cluster: string): Promise<string | null> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export function assertSameMajor(cluster: string, clusterMajor: string, programsVersion: string): void {
  const ourMajor = majorOf(programsVersion);
  if (clusterMajor === ourMajor) return;
  throw new EmbeddedPostgresError(
    `The database in ${cluster} was written by PostgreSQL ${clusterMajor}; this Latchkey brings PostgreSQL ${ourMajor}, ` +
      `which cannot read it. Nothing was changed. Run that folder with a PostgreSQL ${clusterMajor} server, dump it with ` +
      `pg_dump ${clusterMajor}, and restore the dump into a new DATA_DIR or into the database DATABASE_URL names.`,
  );
}

/**
 * Makes the cluster in a folder of its own beside the final place and renames it there when it is whole. A killed
 * first start so leaves only that folder, and of two processes that do this at once one wins and the other uses the
 * winner's.
 */
export async function createCluster(plan: ClusterPlan): Promise<void> {
  const parent = dirname(plan.cluster);
  await mkdir(parent, { recursive: true });
  const workshop = await mkdtemp(workshopPrefix(plan.cluster));
  try {
    await initialise(workshop, plan);
    await rename(join(workshop, 'cluster'), plan.cluster);
    if (plan.durable) await syncFolder(parent);
  } catch (error) {
    if ((await readClusterMajor(plan.cluster)) === null) throw error;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function initialise(workshop: string, plan: ClusterPlan): Promise<void> {
  const { account } = plan;
  const passwordFile = join(workshop, 'password');
  await writeFile(passwordFile, `${plan.superuserPassword}\n`, { mode: 0o600 });
  if (account) {
    await chown(passwordFile, account.uid, account.gid);
    await chown(workshop, account.uid, account.gid);
  }
  const initdbArguments = [
    `--pgdata=${join(workshop, 'cluster')}`,
    `--username=${SUPERUSER}`,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    ...localeArguments(process.platform),
    ...(plan.durable ? [] : ['--no-sync']),
  ];
  const { succeeded, output } = await runCommand(plan.programs.initdb, initdbArguments, account, INITDB_TIMEOUT_MS);
  if (!succeeded) throw new EmbeddedPostgresError(`The database cluster could not be created:\n${output}`);
}

/** Sorting by code point from PostgreSQL's own tables, so that an update of the system's library never breaks an index. */
export function localeArguments(platform: string): string[] {
  // Only Linux can be relied on to know C.UTF-8 as a system locale.
  return [
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    `--locale=${platform === 'linux' ? 'C.UTF-8' : 'C'}`,
  ];
}

/** Only for the holder of the instance lock: whoever still works in such a folder has lost the race already. */
export async function removeLeftovers(cluster: string): Promise<void> {
  const prefix = basename(workshopPrefix(cluster));
  for (const entry of await readdir(dirname(cluster))) {
    if (!entry.startsWith(prefix)) continue;
    // An initdb that outlived its killed parent may still write here; then the next start removes it.
    await rm(join(dirname(cluster), entry), { recursive: true, force: true }).catch(() => undefined);
  }
}

function workshopPrefix(cluster: string): string {
  return `${cluster}.unfinished-`;
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
