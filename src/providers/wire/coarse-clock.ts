/** How often the time is read. */
export const TICK_MS = 100;

/** The time that many things are held against, read once for all of them. In milliseconds, of no known beginning. */
export class CoarseClock {
  now = performance.now();

  read(): void {
    this.now = performance.now();
  }
}
