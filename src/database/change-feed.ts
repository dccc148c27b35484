import { Socket } from 'node:net';
import { Client, type Notification } from 'pg';
import { Logger } from '@nestjs/common';

/** Something that snapshots depend on has a new version, or is gone. */
export interface Change {
  kind: 'api-key' | 'user' | 'session' | 'tenant' | 'models' | 'bot' | 'mcp-server' | 'limits';
  id: string;
  /** Every older version is void. */
  version: number;
}

export interface ChangeListener {
  changed(change: Change): void;
  /** Changes may have been missed: nothing read before may be trusted unasked. */
  reset(): void;
}

/** A connection that listens, and the socket under it: for an other side that does not even say goodbye. */
interface Listener {
  client: Client;
  socket: Socket;
}

export const CHANGE_CHANNEL = 'latchkey_changes';

const HEARTBEAT_MS = 1000;
const SILENCE_MS = 2000;
const RECONNECT_MS = 250;
const GOODBYE_MS = 1000;

/**
 * Tells this process what other processes changed, over a database connection of its own that does nothing but LISTEN.
 * A heartbeat each second proves that the connection still delivers; after two seconds of silence {@link isCurrent}
 * turns false and snapshots must be confirmed before use.
 */
export class ChangeFeed {
  private readonly logger = new Logger(ChangeFeed.name);
  private readonly listeners = new Set<ChangeListener>();
  private listener: Listener | null = null;
  private timer: NodeJS.Timeout | null = null;
  private lastContact = 0;
  private isStopped = true;

  constructor(
    private readonly url: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Connects, and keeps connecting for ever; resolves when listening, or when the first try failed. */
  async start(): Promise<void> {
    this.isStopped = false;
    await this.connect();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    const { listener } = this;
    this.listener = null;
    if (listener) await end(listener);
  }

  subscribe(listener: ChangeListener): void {
    this.listeners.add(listener);
  }

  /** Whether every change of the last two seconds would have reached us. */
  isCurrent(): boolean {
    return this.listener !== null && this.now() - this.lastContact < SILENCE_MS;
  }

  /** When this feed last asked the database something that it answered (by `performance.now`, which never steps back). */
  lastContactAt(): number {
    return this.lastContact;
  }

  /** Tells the listeners of this process; used for the changes it made itself, before they are acknowledged. */
  dispatch(change: Change): void {
    for (const listener of this.listeners) listener.changed(change);
  }

  private async connect(): Promise<void> {
    const socket = new Socket();
    const client = new Client({
      connectionString: this.url,
      connectionTimeoutMillis: SILENCE_MS,
      query_timeout: SILENCE_MS,
      stream: () => socket,
    });
    const listener = { client, socket };
    client.on('error', () => this.lose(listener));
    client.on('end', () => this.lose(listener));
    client.on('notification', (notification) => this.receive(notification));
    let askedAt: number;
    try {
      await client.connect();
      askedAt = this.now();
      await client.query(`LISTEN ${CHANGE_CHANNEL}`);
    } catch (error) {
      this.logger.debug(`The change feed can't connect: ${String(error)}`);
      void end(listener);
      this.later(RECONNECT_MS, () => this.connect());
      return;
    }
    if (this.isStopped) return void end(listener);
    this.listener = listener;
    this.lastContact = askedAt;
    this.reset();
    this.later(HEARTBEAT_MS, () => this.beat(listener));
  }

  /**
   * An answer proves that what was changed before the question has been told, and nothing of what came later: it may have
   * waited for a process that was stopped meanwhile.
   */
  private async beat(listener: Listener): Promise<void> {
    const askedAt = this.now();
    try {
      await listener.client.query('SELECT 1');
    } catch {
      this.lose(listener);
      return;
    }
    if (this.listener !== listener) return;
    this.lastContact = askedAt;
    this.later(HEARTBEAT_MS, () => this.beat(listener));
  }

  private lose(listener: Listener): void {
    if (this.listener !== listener) return;
    this.listener = null;
    void end(listener);
    this.later(0, () => this.connect());
  }

  private later(milliseconds: number, work: () => Promise<void>): void {
    if (this.isStopped) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void work(), milliseconds);
    this.timer.unref();
  }

  private receive(notification: Notification): void {
    const change = readChange(notification.payload);
    if (change) this.dispatch(change);
    else this.reset();
  }

  private reset(): void {
    for (const listener of this.listeners) listener.reset();
  }
}

async function end({ client, socket }: Listener): Promise<void> {
  const cut = setTimeout(() => socket.destroy(), GOODBYE_MS);
  await client.end().catch(() => undefined);
  clearTimeout(cut);
}

/** Null for what is none: anybody at the database can say anything on the channel. */
function readChange(payload: string | undefined): Change | null {
  try {
    const change = JSON.parse(payload ?? '') as Partial<Change> | null;
    const isOne =
      typeof change?.kind === 'string' && typeof change.id === 'string' && typeof change.version === 'number';
    return isOne ? (change as Change) : null;
  } catch {
    return null;
  }
}
