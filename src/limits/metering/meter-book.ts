import { HeldTally } from '../../usage/journal/held-tally.js';
import type { Window } from './windows.js';

/** A slice begins with so many requests' worth, and doubles each time it is used up at once. */
const FIRST_REQUESTS = 4;
const MOST_WISH = 2 ** 50;
/** How long a refusal is believed: others may give back what they hold. */
const REFUSED_MS = 250;

/**
 * What this process holds of one meter in one window, and what of it is taken. Whatever is granted is at any time either
 * available, reserved by a request, or spent; `available` is below zero when more was spent than had been granted.
 */
export class MeterBook {
  available = 0;
  reserved = 0;
  /** Requests that may turn out to need more than they have reserved. */
  loose = 0;
  /** Requests that will settle, of which some have reserved nothing and may spend all the same. */
  private running = 0;
  /** Granted to all processes, as far as the database last said. */
  grantedToAll = 0;
  /** Whether anything was taken since the last time somebody asked. */
  isBusy = false;
  private wish = 0;
  private refusedUntil = 0;
  private refusedNeed = 0;
  /** What the journal is told of it. */
  readonly tally: HeldTally;

  constructor(
    readonly meterId: string,
    readonly window: Window,
    /** Of the meter, when the book was opened: with another one it is another book. */
    readonly amount: number,
  ) {
    this.tally = new HeldTally(meterId, window.start);
  }

  take(amount: number): boolean {
    if (this.available < amount) return false;
    this.takeUnasked(amount);
    return true;
  }

  /** Without having it: for those who may. */
  takeUnasked(amount: number): void {
    this.available -= amount;
    this.reserved += amount;
    this.running += 1;
    this.isBusy = true;
  }

  /** The request is over. @param spent of what it had reserved, or more */
  settle(reserved: number, spent: number): void {
    this.running -= 1;
    this.reserved -= reserved;
    this.available += reserved - spent;
  }

  /** What has to be granted before so much can be taken. */
  lackFor(need: number): number {
    return need - this.available;
  }

  /** How much to ask for when so much is lacking. */
  nextWish(lack: number): number {
    this.wish = Math.min(Math.max(lack * FIRST_REQUESTS, this.wish * 2), MOST_WISH);
    return this.wish;
  }

  granted(amount: number, toAll: number): void {
    this.available += amount;
    this.grantedToAll = toAll;
  }

  /** @param now of a clock that only goes on, here and below: one that is set back would have it believed for long */
  refused(lack: number, toAll: number, now: number): void {
    this.grantedToAll = toAll;
    this.refusedUntil = now + REFUSED_MS;
    this.refusedNeed = lack;
    this.wish = 0;
  }

  /** Whether there is no use in asking. */
  isRefused(need: number, now: number): boolean {
    return now < this.refusedUntil && this.lackFor(need) >= this.refusedNeed;
  }

  /** What is to be changed at the database: below zero what goes back, above what was spent without having been granted. */
  takeBalance(now: number): number {
    const isIdle = !this.isBusy || now >= this.window.end;
    this.isBusy = false;
    if (this.available === 0 || (this.available > 0 && !isIdle)) return 0;
    const change = -this.available;
    this.available = 0;
    this.wish = 0;
    return change;
  }

  /** As far as this process knows; others hold part of it. */
  get remaining(): number {
    return Math.max(0, this.amount - this.grantedToAll + this.available);
  }

  /** Nothing is held, nobody will settle, and no refusal has to be remembered. */
  isOver(now: number): boolean {
    return this.running === 0 && this.available === 0 && now >= this.refusedUntil;
  }
}
