const TICK_MS = 25;
/** 1000 a second, which is a few hundredths of a core. */
const A_TICK = 25;
/** Four seconds' worth; each keeps a connection open. */
const MOST_WAITING = 4096;

/**
 * How fast strangers are refused. A few are at once; of a flood each waits its turn, so that what it costs does not grow
 * with it, and those who have a key hardly notice. A connection that waits for its refusal asks nothing else meanwhile.
 */
export class RefusalPace {
  private said = 0;
  private timer: NodeJS.Timeout | null = null;
  private waiting: (() => void)[] = [];

  /** @returns false when so many wait that this one is not even answered */
  say(refusal: () => void): boolean {
    if (this.said < A_TICK) {
      this.said += 1;
      this.timer ??= setInterval(() => this.tick(), TICK_MS).unref();
      refusal();
      return true;
    }
    if (this.waiting.length >= MOST_WAITING) return false;
    this.waiting.push(refusal);
    return true;
  }

  private tick(): void {
    if (this.said === 0 && this.timer) {
      clearInterval(this.timer);
      this.timer = null;
    }
    const next = this.waiting.splice(0, A_TICK);
    this.said = next.length;
    for (const refusal of next) refusal();
  }
}
