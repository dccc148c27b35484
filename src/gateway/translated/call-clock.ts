import type { CallTimeouts } from '../../models/call-timeouts.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import { timeoutsOf } from '../call-limits.js';
import type { Exchange } from '../exchange.js';

/** Ends a call when its time is up, or its client has left. */
export class CallClock {
  private readonly controller = new AbortController();
  private readonly timeouts: Required<CallTimeouts>;
  private readonly ownFirstByteMs: number | null;
  private readonly total: NodeJS.Timeout;
  private step: NodeJS.Timeout | null = null;

  constructor(
    private readonly exchange: Exchange,
    route: ModelRoute,
  ) {
    this.timeouts = timeoutsOf(route);
    this.ownFirstByteMs = route.timeouts?.first_byte_ms ?? null;
    this.total = setTimeout(() => this.controller.abort(), Math.max(0, this.timeouts.total_ms - exchange.elapsed()));
    exchange.whenClientLeaves(() => this.controller.abort());
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /**
   * From now on an answer is waited for that comes all at once. When its first byte arrives nobody can tell, and some
   * dialects ask several times: so only a limit that was set for this model holds it, besides that of the whole call.
   */
  awaitWhole(): void {
    if (this.ownFirstByteMs !== null) this.restart(this.ownFirstByteMs);
  }

  /** From now on the first byte is waited for. */
  awaitFirstByte(): void {
    this.restart(this.timeouts.first_byte_ms);
  }

  /** From now on the next piece is waited for. */
  awaitNext(): void {
    this.restart(this.timeouts.idle_ms);
  }

  stop(): void {
    clearTimeout(this.total);
    if (this.step) clearTimeout(this.step);
    this.exchange.whenClientLeaves(null);
  }

  private restart(milliseconds: number): void {
    if (this.step) clearTimeout(this.step);
    this.step = setTimeout(() => this.controller.abort(), milliseconds);
  }
}
