const TICK_MS = 50;
/** 200 a second, which is a hundredth or two of a core. */
const A_TICK = 10;
/** A second after the last one. */
const TICKS_OF_RESPECT = 20;
/** Ten seconds' worth; each keeps a connection open. */
const MOST_WAITING = 2048;

/**
 * How fast strangers are refused while others are served: a few at once, and of a flood each in its turn, so that what it
 * costs does not grow with it. A connection that waits for its refusal asks nothing else meanwhile. Where nobody is
 * served there is nobody to protect, and no waiting.
 */
export class RefusalPace {
  private said = 0;
  private respect = 0;
  private timer: NodeJS.Timeout | null = null;
  private waiting: (() => void)[] = [];

  /** Somebody is served. */
  serve(): void {
    this.respect = TICKS_OF_RESPECT;
  }

  /** @returns false when so many wait that this one is not even answered */
  refuse(refusal: () => void): boolean {
    if (this.respect > 0 && this.said >= A_TICK) {
      if (this.waiting.length >= MOST_WAITING) return false;
      this.waiting.push(refusal);
      return true;
    }
    this.said += 1;
    this.timer ??= setInterval(() => this.tick(), TICK_MS).unref();
    refusal();
    return true;
  }

  private tick(): void {
    if (this.said === 0 && this.timer) {
      clearInterval(this.timer);
      this.timer = null;
    }
    if (this.respect > 0) this.respect -= 1;
    const next = this.waiting.splice(0, this.respect > 0 ? A_TICK : MOST_WAITING);
    this.said = next.length;
    for (const refusal of next) refusal();
  }
}
