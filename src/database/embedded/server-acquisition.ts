import { pause } from './bounded-wait.js';
import type { ClusterAccess } from './cluster-access.js';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';
import { takeInstanceLock, type InstanceLock } from './instance-lock.js';
import type { PostmasterFile } from './postmaster-file.js';
import { launchServer } from './server-launch.js';
import { chooseFreePort } from './server-port.js';
import { findServer, removeForeignRecord, stopServer } from './server-processes.js';

/** A running server whose lock is ours. */
export interface HeldServer {
  readonly pid: number;
  readonly port: number;
  readonly lock: InstanceLock;
}

interface PortWish {
  readonly preferred: number | null;
  /** True once clients know the port: a restart then waits for it instead of moving on. */
  readonly isFixed: boolean;
}

type Step = HeldServer | { readonly reason: string; readonly patienceMs: number };

/** A killed server's shared memory was seen to go within two seconds; a stopping server may take longer. */
const PATIENCE_MS = 30_000;
const RECOVERY_PATIENCE_MS = 300_000;
const LONGEST_PAUSE_MS = 500;

/**
 * Ends with a running server and its lock in our hands, whatever it finds: nothing, an orphan of a killed Latchkey, a
 * server that is just starting or stopping, or the remains of a killed one.
 */
export async function acquireServer(access: ClusterAccess, port: PortWish, signal: AbortSignal): Promise<HeldServer> {
  const startedAt = performance.now();
  let pauseMs = 50;
  for (;;) {
    signal.throwIfAborted();
    const server = await findServer(access.cluster);
    const step = server ? await enter(server, access) : await launch(access, port, signal);
    if ('lock' in step) return step;
    if (performance.now() - startedAt > step.patienceMs) {
      throw new EmbeddedPostgresError(`PostgreSQL could not be started in ${access.cluster}: ${step.reason}`);
    }
    await pause(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** Tries to become the owner of a server that runs already, just started or left over. */
export async function enter(server: PostmasterFile, access: ClusterAccess): Promise<Step> {
  if (server.port === null) return { reason: 'the server is just starting', patienceMs: PATIENCE_MS };
  const outcome = await takeInstanceLock(access, server.port);
  if (outcome.kind === 'not-ready') {
    return { reason: outcome.reason, patienceMs: outcome.isStarting ? RECOVERY_PATIENCE_MS : PATIENCE_MS };
  }
  const { lock } = outcome;
  if (lock.serverVersion === access.programs.version) return { pid: server.pid, port: server.port, lock };
  // An orphan from before an update: its programs may be gone from the disk.
  await stopServer({ ...access, pid: server.pid });
  await lock.release();
  return { reason: `a server of version ${lock.serverVersion} does not stop`, patienceMs: PATIENCE_MS };
}

async function launch(access: ClusterAccess, wish: PortWish, signal: AbortSignal): Promise<Step> {
  if (await removeForeignRecord(access.cluster)) {
    access.onProgress('Removed a stale postmaster.pid: no PostgreSQL process uses this cluster.');
  }
  const port = wish.isFixed && wish.preferred !== null ? wish.preferred : await chooseFreePort(wish.preferred);
  const outcome = await launchServer(access, port, signal);
  if (outcome.kind !== 'ready') return { reason: outcome.complaint, patienceMs: PATIENCE_MS };
  const server = await findServer(access.cluster);
  return server ? enter(server, access) : { reason: 'it starts but does not stay', patienceMs: PATIENCE_MS };
}
