import { APPLICATION_NAME, ensureApplicationDatabase } from './application-database.js';
import type { ClusterAccess } from './cluster-access.js';
import { assertSameMajor, createCluster, readClusterMajor, removeLeftovers } from './cluster-creation.js';
import { assertReachable, choosePlace, CLUSTER_NAME, makeDataDir, SYSTEM_FOLDER } from './cluster-place.js';
import {
  clusterPath,
  keepFirstRecord,
  newClusterRecord,
  readClusterRecord,
  recordPath,
  replaceRecord,
  type ClusterRecord,
} from './cluster-record.js';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';
import { chooseServerAccount, type ServerAccount } from './server-account.js';
import { acquireServer, type HeldServer } from './server-acquisition.js';
import { serverLogPath } from './server-log.js';
import { stopServer } from './server-processes.js';
import { prepareServerPrograms } from './server-programs.js';
import { ServerSupervisor } from './server-supervisor.js';

export { EmbeddedPostgresError };

export interface EmbeddedPostgresOptions {
  /** Absolute; made, for its owner alone, when absent. */
  dataDir: string;
  /** Receives lines for a person, such as "Creating the database cluster…", while starting and while running. */
  onProgress: (line: string) => void;
  /** Further server settings, as `postgres -c` takes them. Tests pass fsync=off. */
  settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** For the role latchkey, owner of the database latchkey. It holds the password: never log it. */
  readonly url: string;
  /** Stops the server cleanly; may be called again. Afterwards nothing here keeps the process alive. */
  stop(): Promise<void>;
}

/**
 * Runs the PostgreSQL that npm installed beside Latchkey on a cluster that belongs to `dataDir`, and keeps it running
 * until `stop()`. One Latchkey per data directory; a server that a killed one left behind is taken over.
 * Fails with an EmbeddedPostgresError whose message is for the person who started Latchkey.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    const { access, record } = await prepare(options);
    const server = await acquireSettledServer(access, record);
    const supervisor = new ServerSupervisor(access, server);
    const credentials = `${APPLICATION_NAME}:${record.ownerPassword}`;
    return {
      url: `postgres://${credentials}@127.0.0.1:${server.port}/${APPLICATION_NAME}`,
      stop: () => supervisor.stop(),
    };
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL could not be started in ${options.dataDir}: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

async function prepare(options: EmbeddedPostgresOptions): Promise<{ access: ClusterAccess; record: ClusterRecord }> {
  const { dataDir, onProgress, settings = {} } = options;
  await makeDataDir(dataDir);
  const found = await readClusterRecord(dataDir);
  const account = await chooseServerAccount(clusterPath(dataDir, found ?? { cluster: CLUSTER_NAME }));
  const programs = await prepareServerPrograms(account, account ? SYSTEM_FOLDER : dataDir, onProgress);
  const record = found ?? (await makeRecord(dataDir, account));
  const access: ClusterAccess = {
    dataDir,
    cluster: clusterPath(dataDir, record),
    programs,
    account,
    superuserPassword: record.superuserPassword,
    settings,
    logPath: serverLogPath(dataDir),
    onProgress,
  };
  await ensureCluster(access, record);
  return { access, record };
}

async function makeRecord(dataDir: string, account: ServerAccount | null): Promise<ClusterRecord> {
  const orphan = clusterPath(dataDir, { cluster: CLUSTER_NAME });
  if ((await readClusterMajor(orphan)) !== null) {
    const written = await readClusterRecord(dataDir); // By another process, since we looked.
    if (written) return written;
    throw new EmbeddedPostgresError(
      `${orphan} holds a database, but ${recordPath(dataDir)} with its passwords is missing. ` +
        'Restore that file from a backup, or move the folder away to start afresh.',
    );
  }
  return keepFirstRecord(dataDir, newClusterRecord(await choosePlace(dataDir, account)));
}

async function ensureCluster(access: ClusterAccess, record: ClusterRecord): Promise<void> {
  const { cluster, dataDir, programs, account } = access;
  const major = await readClusterMajor(cluster);
  if (major !== null) {
    assertSameMajor(cluster, major, programs.version);
    return assertReachable(cluster, dataDir, account);
  }
  if (record.initialised) {
    throw new EmbeddedPostgresError(
      `The database of ${dataDir} should be in ${cluster}, but is not there. ` +
        `Restore it from a backup, or remove ${recordPath(dataDir)} to start afresh with an empty one.`,
    );
  }
  if (account && record.cluster !== CLUSTER_NAME) {
    access.onProgress(
      `The account ${account.name}, which PostgreSQL runs under, cannot enter ${dataDir}: ` +
        `the database is kept in ${cluster} (noted in ${recordPath(dataDir)}; back up both).`,
    );
  }
  access.onProgress(`Creating the database cluster in ${cluster}…`);
  const durable = access.settings['fsync'] !== 'off';
  await createCluster({ cluster, programs, account, durable, superuserPassword: record.superuserPassword });
}

const SETTLING_ATTEMPTS = 5;

/** A server that its last owner is just stopping hands out its lock and is gone: then the next attempt starts one. */
async function acquireSettledServer(access: ClusterAccess, record: ClusterRecord): Promise<HeldServer> {
  for (let attempt = 1; ; attempt += 1) {
    const port = { preferred: record.port, isFixed: false };
    const server = await acquireServer(access, port, new AbortController().signal);
    try {
      await settleIn(server, access, record);
      return server;
    } catch (error) {
      const isLost = server.lock.isLostBy(error);
      if (!isLost) await stopServer({ ...access, pid: server.pid });
      await server.lock.release();
      if (!isLost || attempt === SETTLING_ATTEMPTS) throw error;
    }
  }
}

/** What only the owner of the lock may do. */
async function settleIn(server: HeldServer, access: ClusterAccess, record: ClusterRecord): Promise<void> {
  await ensureApplicationDatabase(server.lock.client, record.ownerPassword);
  const current = { ...record, port: server.port, initialised: true };
  if (record.port !== current.port || !record.initialised) await replaceRecord(access.dataDir, current);
  await removeLeftovers(access.cluster);
}
