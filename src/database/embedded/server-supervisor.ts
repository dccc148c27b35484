import { pause } from './bounded-wait.js';
import type { ClusterAccess } from './cluster-access.js';
import { RestartPace } from './restart-pace.js';
import { acquireServer, enter, type HeldServer } from './server-acquisition.js';
import { findServer, stopServer } from './server-processes.js';

/**
 * Watches over a running server through the connection that holds the instance lock: when that connection is lost, it
 * takes the lock again, starting the server first when it is dead. Clients see connection errors meanwhile.
 */
export class ServerSupervisor {
  private readonly stopping = new AbortController();
  private readonly pace = new RestartPace();
  private held: HeldServer | null = null;
  private recovery: Promise<void> = Promise.resolve();
  private stopped: Promise<void> | null = null;

  constructor(
    private readonly access: ClusterAccess,
    server: HeldServer,
  ) {
    this.port = server.port;
    this.watch(server);
  }

  private readonly port: number;

  stop(): Promise<void> {
    this.stopped ??= this.shutDown();
    return this.stopped;
  }

  private watch(server: HeldServer): void {
    this.held = server;
    void server.lock.lost.then(() => {
      if (this.stopping.signal.aborted) return;
      this.held = null;
      this.recovery = this.recover();
    });
  }

  private async recover(): Promise<void> {
    const { signal } = this.stopping;
    this.access.onProgress('The connection to PostgreSQL was lost; restoring it…');
    while (!signal.aborted) {
      try {
        await pause(this.pace.next(performance.now()), signal);
        this.watch(await acquireServer(this.access, { preferred: this.port, isFixed: true }, signal));
        this.access.onProgress('PostgreSQL is back.');
        return;
      } catch (error) {
        if (!signal.aborted) this.access.onProgress((error as Error).message);
      }
    }
  }

  private async shutDown(): Promise<void> {
    this.stopping.abort();
    await this.recovery;
    const server = this.held ?? (await this.reclaim());
    if (!server) return;
    // The lock is kept until the server is gone, so that nobody else takes over a server that is about to stop.
    const isGone = await stopServer({ ...this.access, pid: server.pid });
    if (!isGone) this.access.onProgress(`PostgreSQL (process ${server.pid}) does not stop.`);
    await server.lock.release();
  }

  /** Stopped while the lock was lost: the server, if there is one, may be stopped only by its owner. */
  private async reclaim(): Promise<HeldServer | null> {
    const server = await findServer(this.access.cluster);
    const step = server && (await enter(server, this.access).catch(() => null));
    return step && 'lock' in step ? step : null;
  }
}
