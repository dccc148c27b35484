import { randomBytes } from 'node:crypto';
import { chown, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';
import { isRoot } from './server-account.js';

/** What DATA_DIR/postgres.json keeps about the embedded database. A backup needs this file and the cluster it names. */
export interface ClusterRecord {
  /** The cluster's folder: relative to DATA_DIR, absolute when it had to live elsewhere. */
  readonly cluster: string;
  /** The port of the last start, kept so that the address rarely changes. */
  readonly port: number | null;
  /** True once the cluster holds our database: from then on a missing cluster is a loss, not a first start. */
  readonly initialised: boolean;
  readonly superuserPassword: string;
  readonly ownerPassword: string;
}

const FILE_NAME = 'postgres.json';

export function recordPath(dataDir: string): string {
  return join(dataDir, FILE_NAME);
}

export function clusterPath(dataDir: string, record: Pick<ClusterRecord, 'cluster'>): string {
  return isAbsolute(record.cluster) ? record.cluster : resolve(dataDir, record.cluster);
}

export function newClusterRecord(cluster: string): ClusterRecord {
  return {
    cluster,
    port: null,
    initialised: false,
    superuserPassword: randomPassword(),
    ownerPassword: randomPassword(),
  };
}

/** Hexadecimal, so that it needs no escaping in a URL or in SQL. */
function randomPassword(): string {
  return randomBytes(24).toString('hex');
}

export async function readClusterRecord(dataDir: string): Promise<ClusterRecord | null> {
  const path = recordPath(dataDir);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new EmbeddedPostgresError(`${path} cannot be read (${code}). Start Latchkey as the account that owns it.`, {
      cause: error,
    });
  });
  return text === null ? null : parseClusterRecord(text, path);
}

/** Says only that the file is broken: what is in it must not reach a log. */
export function parseClusterRecord(text: string, path: string): ClusterRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (!isClusterRecord(value)) {
    throw new EmbeddedPostgresError(`${path} is damaged. Restore it from a backup of the data directory.`);
  }
  return value;
}

function isClusterRecord(value: unknown): value is ClusterRecord {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Partial<Record<keyof ClusterRecord, unknown>>;
  return (
    typeof record.cluster === 'string' &&
    record.cluster !== '' &&
    (record.port === null || Number.isInteger(record.port)) &&
    typeof record.initialised === 'boolean' &&
    typeof record.superuserPassword === 'string' &&
    typeof record.ownerPassword === 'string'
  );
}

/** Keeps the first record when two processes make one at the same moment: both then work with the same passwords. */
export async function keepFirstRecord(dataDir: string, record: ClusterRecord): Promise<ClusterRecord> {
  const path = recordPath(dataDir);
  const draft = await writeDraft(path, record);
  try {
    await link(draft, path);
    return record;
  } catch (error) {
    const winner = await readClusterRecord(dataDir);
    if (winner) return winner;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    await rename(draft, path); // A file system without hard links.
    return record;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Only for the holder of the instance lock. */
export async function replaceRecord(dataDir: string, record: ClusterRecord): Promise<void> {
  const path = recordPath(dataDir);
  await rename(await writeDraft(path, record), path);
}

async function writeDraft(path: string, record: ClusterRecord): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(record, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  if (isRoot()) {
    const { uid, gid } = await stat(join(path, '..'));
    await chown(draft, uid, uid === 0 ? 0 : gid); // So that the folder's own user can still start Latchkey later.
  }
  return draft;
}
