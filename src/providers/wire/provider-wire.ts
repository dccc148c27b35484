import { CoarseClock, TICK_MS } from './coarse-clock.js';
import type { WayOut } from './dial.js';
import { ProviderPool } from './provider-pool.js';
import type { AnswerTaker, WireCall } from './wire-call.js';
import { closedByUs } from './wire-failures.js';

/**
 * HTTP/1.1 to providers, for the one way that every request of the gateway takes; all else goes through undici. It knows
 * nothing but a POST of bytes that are in memory and an answer that is passed on: that is why it costs a third.
 * `docs/decisions/0027` says how much that is, and what is refused.
 */
export class ProviderWire {
  private readonly pools = new Map<string, ProviderPool>();
  private readonly clock = new CoarseClock();
  private ticking: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(private readonly way: WayOut) {}

  /** @returns false when all connections to that origin that may be are taken: then it waits until one is free */
  dispatch(origin: string, call: WireCall, taker: AnswerTaker): boolean {
    if (this.isClosed) {
      taker.failed(closedByUs());
      return true;
    }
    let pool = this.pools.get(origin);
    if (!pool) this.pools.set(origin, (pool = new ProviderPool(origin, this.way, this.clock)));
    if (this.ticking === null) this.startTicking();
    return pool.dispatch(call, taker);
  }

  /** Breaks off what is going on, and begins nothing more. */
  close(): void {
    this.isClosed = true;
    for (const pool of this.pools.values()) pool.close();
    this.stopTicking();
  }

  private startTicking(): void {
    this.clock.read();
    this.ticking = setInterval(() => this.tick(), TICK_MS);
    this.ticking.unref();
  }

  private stopTicking(): void {
    if (this.ticking) clearInterval(this.ticking);
    this.ticking = null;
  }

  private tick(): void {
    this.clock.read();
    for (const [origin, pool] of this.pools) {
      pool.judge();
      if (pool.isEmpty) this.pools.delete(origin);
    }
    if (this.pools.size === 0) this.stopTicking();
  }
}
