import { realpath } from 'node:fs/promises';
import { Socket } from 'node:net';
import { Client } from 'pg';
import { until } from './bounded-wait.js';
import type { ClusterAccess } from './cluster-access.js';
import { SUPERUSER } from './cluster-creation.js';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';

/** The right to use a cluster, alive as long as its connection. */
export interface InstanceLock {
  readonly client: Client;
  readonly serverVersion: string;
  /** Settles when the connection is gone, whoever ended it. */
  readonly lost: Promise<void>;
  /** Whether an error met on this connection means that the connection, and so the lock, is gone. */
  isLostBy(error: unknown): boolean;
  release(): Promise<void>;
}

type LockOutcome =
  | { readonly kind: 'held'; readonly lock: InstanceLock }
  | { readonly kind: 'not-ready'; readonly reason: string; readonly isStarting: boolean };

/** Any constant of our own; it must only never change. */
const LOCK_KEY = '5207391166420913001';

/** A killed Latchkey's connection may linger a moment in the server. */
const LOCK_TIMEOUT = '2s';

const GOODBYE_MS = 2_000;

const CANNOT_CONNECT_NOW = '57P03';
const SHUTDOWN_CODES = new Set(['57P01', '57P02', CANNOT_CONNECT_NOW]);
const LOCK_NOT_AVAILABLE = '55P03';
const REFUSALS = new Set(['28P01', '28000', '3D000']);

/** Asks the server on that port for the lock of this cluster. */
export async function takeInstanceLock(access: ClusterAccess, port: number): Promise<LockOutcome> {
  const { client, ...connection } = openConnection(access.superuserPassword, port);
  try {
    await client.connect();
    const server = await client.query<{ version: string; directory: string }>(
      `SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
              current_setting('data_directory') AS directory`,
    );
    const { version, directory } = server.rows[0] ?? { version: '', directory: '' };
    if ((await realpath(directory)) !== (await realpath(access.cluster))) {
      throw new EmbeddedPostgresError(`the server on port ${port} serves another folder, ${directory}`);
    }
    await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    return { kind: 'held', lock: { client, serverVersion: version, ...connection } };
  } catch (error) {
    await connection.release();
    return judgeFailure(error, access);
  }
}

function openConnection(password: string, port: number) {
  const socket = new Socket();
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    password,
    database: 'postgres',
    ssl: false,
    stream: () => socket,
    connectionTimeoutMillis: 5_000,
    query_timeout: 60_000,
    application_name: 'latchkey supervisor',
  });
  let hasFailed = false;
  let hasEnded = false;
  client.on('error', () => (hasFailed = true)); // Without a listener a dying server would end this process.
  client.once('end', () => (hasEnded = true));
  return {
    client,
    lost: new Promise<void>((resolve) => client.once('end', () => resolve())),
    isLostBy: (error: unknown) => hasFailed || hasEnded || SHUTDOWN_CODES.has((error as { code?: string }).code ?? ''),
    release: async () => {
      void client.end().catch(() => undefined);
      await until(() => hasEnded, GOODBYE_MS);
      socket.destroy(); // For a server that is frozen and does not answer the goodbye.
    },
  };
}

function judgeFailure(error: unknown, access: ClusterAccess): LockOutcome {
  const { code, message } = error as { code?: string; message: string };
  if (code === LOCK_NOT_AVAILABLE) {
    throw new EmbeddedPostgresError(`Another Latchkey is already running on ${access.dataDir}`);
  }
  if (code !== undefined && REFUSALS.has(code)) {
    throw new EmbeddedPostgresError(
      `The database in ${access.cluster} refuses the password in ${access.dataDir}/postgres.json (${message}). ` +
        'The two belong together: restore both from the same backup.',
      { cause: error },
    );
  }
  return { kind: 'not-ready', reason: message, isStarting: code === CANNOT_CONNECT_NOW };
}
