import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

const FAILURES_TO_OPEN = 5;
const MOST_BROKEN = 10_000;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 60_000;

interface Health {
  /** In a row. */
  failures: number;
  openUntil: number;
  pauseMs: number;
  /** One request finds out whether the provider is back; until its answer, or this time, all others stay away. */
  probeUntil: number;
}

/** A probe whose end is never reported does not keep a provider shut. */
const PROBE_MS = 30_000;

/**
 * A circuit breaker for each credential: after failures in a row nobody waits for a provider that is down; when the
 * pause is over, one request tries it, and its outcome decides. A healthy provider has no entry.
 */
@Injectable()
export class ProviderHealth {
  private readonly broken = new LRUCache<string, Health>({ max: MOST_BROKEN });

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** How many credentials are shut now. */
  get openCount(): number {
    const now = this.now();
    return [...this.broken.values()].filter(({ openUntil }) => openUntil > now).length;
  }

  /** Whether a provider may be asked now; the first to be let through after a pause is the probe. */
  admits(circuit: string): boolean {
    const health = this.broken.get(circuit);
    if (!health || health.openUntil === 0) return true;
    const now = this.now();
    if (now < health.openUntil || now < health.probeUntil) return false;
    health.probeUntil = now + PROBE_MS;
    return true;
  }

  /** Milliseconds until a provider that is shut may be asked. */
  waitFor(circuit: string): number {
    const health = this.broken.get(circuit);
    return health ? Math.max(0, Math.max(health.openUntil, health.probeUntil) - this.now()) : 0;
  }

  succeeded(circuit: string): void {
    if (this.broken.size > 0) this.broken.delete(circuit);
  }

  failed(circuit: string): void {
    const health = this.broken.get(circuit) ?? {
      failures: 0,
      openUntil: 0,
      pauseMs: FIRST_PAUSE_MS,
      probeUntil: 0,
    };
    health.failures += 1;
    health.probeUntil = 0;
    if (health.openUntil > 0) health.pauseMs = Math.min(LONGEST_PAUSE_MS, health.pauseMs * 2);
    if (health.openUntil > 0 || health.failures >= FAILURES_TO_OPEN) health.openUntil = this.now() + health.pauseMs;
    this.broken.set(circuit, health);
  }

  /** The request ended without saying anything about the provider: the client left, or the provider refused it. */
  released(circuit: string): void {
    const health = this.broken.get(circuit);
    if (health) health.probeUntil = 0;
  }
}
