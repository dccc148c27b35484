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

export const CHANGE_CHANNEL = 'latchkey_changes';

const HEARTBEAT_MS = 1000;
const SILENCE_MS = 2000;
const RECONNECT_MS = 250;

/**
 * Tells this process what other processes changed, over a database connection of its own that does nothing but LISTEN.
 * A heartbeat each second proves that the connection still delivers; after two seconds of silence {@link isCurrent}
 * turns false and snapshots must be confirmed before use.
 */
export class ChangeFeed {
  private readonly logger = new Logger(ChangeFeed.name);
  private readonly listeners = new Set<ChangeListener>();
  private client: Client | null = null;
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
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  subscribe(listener: ChangeListener): void {
    this.listeners.add(listener);
  }

  /** Whether every change of the last two seconds would have reached us. */
  isCurrent(): boolean {
    return this.client !== null && this.now() - this.lastContact < SILENCE_MS;
  }

  /** When the database last answered this feed (by `performance.now`, which never steps back). */
  lastContactAt(): number {
    return this.lastContact;
  }

  /** Tells the listeners of this process; used for the changes it made itself, before they are acknowledged. */
  dispatch(change: Change): void {
    for (const listener of this.listeners) listener.changed(change);
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      connectionTimeoutMillis: SILENCE_MS,
      query_timeout: SILENCE_MS,
    });
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    client.on('notification', (notification) => this.receive(notification));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANGE_CHANNEL}`);
    } catch (error) {
      this.logger.debug(`The change feed can't connect: ${String(error)}`);
      void client.end().catch(() => undefined);
      this.later(RECONNECT_MS, () => this.connect());
      return;
    }
    if (this.isStopped) return void client.end().catch(() => undefined);
    this.client = client;
    this.lastContact = this.now();
    this.reset();
    this.later(HEARTBEAT_MS, () => this.beat(client));
  }

  private async beat(client: Client): Promise<void> {
    try {
      await client.query('SELECT 1');
      this.lastContact = this.now();
      this.later(HEARTBEAT_MS, () => this.beat(client));
    } catch {
      this.lose(client);
    }
  }

  private lose(client: Client): void {
    if (this.client !== client) return;
    this.client = null;
    void client.end().catch(() => undefined);
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

/** Null for what is none: anybody at the database can say anything on the channel. */
function readChange(payload: string | undefined): Change | null {
  try {
    const change = JSON.parse(payload ?? '') as Change | null;
    return typeof change?.version === 'number' ? change : null;
  } catch {
    return null;
  }
}
