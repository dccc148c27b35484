const CALM_MS = 60_000;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10_000;

/** How long to wait before the next restart: not at all after a calm minute, then ever longer, up to ten seconds. */
export class RestartPace {
  private lastRestartAt = Number.NEGATIVE_INFINITY;
  private delayMs = 0;

  next(now: number): number {
    const wasCalm = now - this.lastRestartAt >= CALM_MS;
    this.delayMs = wasCalm ? 0 : Math.min(Math.max(this.delayMs * 2, FIRST_DELAY_MS), LONGEST_DELAY_MS);
    this.lastRestartAt = now + this.delayMs;
    return this.delayMs;
  }
}
