import type { CoarseClock } from './coarse-clock.js';
import { Dialer, type WayOut } from './dial.js';
import { ProviderConnection, type ConnectionHome } from './provider-connection.js';
import type { AnswerTaker, WireCall } from './wire-call.js';
import { closedByUs } from './wire-failures.js';

/** A stream keeps its connection until its end, so this is how many of all tenants may go on at once. */
export const CONNECTIONS_PER_ORIGIN = 4096;

interface Waiting {
  call: WireCall;
  taker: AnswerTaker;
}

/** The connections to one server. What was used last is used first, so that those that are not needed end. */
export class ProviderPool implements ConnectionHome {
  private readonly idle: ProviderConnection[] = [];
  private readonly open = new Set<ProviderConnection>();
  private waiting: Waiting[] = [];
  private connecting = 0;
  private readonly dialer: Dialer;

  constructor(
    origin: string,
    way: WayOut,
    private readonly clock: CoarseClock,
  ) {
    this.dialer = new Dialer(origin, way);
  }

  get isEmpty(): boolean {
    return this.open.size === 0 && this.waiting.length === 0;
  }

  /** @returns false when all connections that may be are taken: then it waits until one is free */
  dispatch(call: WireCall, taker: AnswerTaker): boolean {
    const connection = this.usable();
    if (connection) {
      if (taker.connected(connection)) connection.send(call, taker);
      else this.idle.push(connection);
      return true;
    }
    this.waiting.push({ call, taker });
    return this.openMore();
  }

  /** Ends what has lasted too long, and lets go of what nobody waits for any more: its body may be large. */
  judge(): void {
    if (this.waiting.length > 0) this.waiting = this.waiting.filter(({ taker }) => taker.isWanted);
    for (const connection of this.open) connection.judge();
  }

  dialled(connection: ProviderConnection, error: Error | null): void {
    if (error) {
      this.open.delete(connection);
      this.failOne(error);
      return;
    }
    this.connecting -= 1;
    connection.settle();
  }

  freed(connection: ProviderConnection): void {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      if (!next.taker.connected(connection)) continue;
      connection.send(next.call, next.taker);
      return;
    }
    this.idle.push(connection);
  }

  closed(connection: ProviderConnection): void {
    this.open.delete(connection);
    const at = this.idle.indexOf(connection);
    if (at !== -1) this.idle.splice(at, 1);
    if (this.waiting.length > this.connecting) this.openMore();
  }

  close(): void {
    for (const { taker } of this.waiting.splice(0)) taker.failed(closedByUs());
    for (const connection of this.open) connection.fail(closedByUs());
  }

  private usable(): ProviderConnection | undefined {
    let connection = this.idle.pop();
    while (connection && !connection.isUsable) connection = this.idle.pop();
    return connection;
  }

  private openMore(): boolean {
    if (this.open.size >= CONNECTIONS_PER_ORIGIN) return false;
    this.connecting += 1;
    try {
      this.open.add(new ProviderConnection(this, this.clock, this.dialer));
    } catch (error) {
      this.failOne(error as Error);
    }
    return true;
  }

  private failOne(error: Error): void {
    this.connecting -= 1;
    // For the others connections are being made: whose this was to be may have got another meanwhile.
    if (this.waiting.length > this.connecting) this.waiting.shift()?.taker.failed(error);
    if (this.waiting.length > this.connecting) this.openMore();
  }
}
