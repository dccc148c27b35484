/**
 * How what is held of a budget changes: `reserved` grows before a request is sent off, by what it may use at most; at
 * its end it shrinks by the same, and `spent` grows by what was used.
 */
export interface HeldChange {
  meterId: string;
  /** Milliseconds since 1970. */
  windowStart: number;
  reserved: number;
  spent: number;
}

/**
 * What is to be noted of one window of a meter at the end of the turn, added up. It lasts as long as its book, so that no
 * request has to look for it.
 */
export class HeldTally {
  private reserved = 0;
  private spent = 0;
  private isOpen = false;

  constructor(
    private readonly meterId: string,
    private readonly windowStart: number,
  ) {}

  /** @returns whether there was something of this turn already */
  add(reserved: number, spent: number): boolean {
    const wasOpen = this.isOpen;
    this.isOpen = true;
    this.reserved += reserved;
    this.spent += spent;
    return wasOpen;
  }

  /** Begins anew. */
  take(): HeldChange {
    const { meterId, windowStart, reserved, spent } = this;
    this.isOpen = false;
    this.reserved = 0;
    this.spent = 0;
    return { meterId, windowStart, reserved, spent };
  }
}
