import { Injectable } from '@nestjs/common';
import type { Hold } from '../../limits/metering/admission.js';
import type { CallerLimits } from '../../limits/metering/limit-snapshots.js';
import type { Meter } from '../../limits/metering/meter.js';
import type { MeterBook } from '../../limits/metering/meter-book.js';
import { MeterBooks } from '../../limits/metering/meter-books.js';

const SECOND = 1000;
const NO_HEAD: readonly string[] = [];
/** Of a head with all limits of all models some clients would take nothing. */
const MOST_SHOWN = 24;
/** Of a model's name, for the same reason. */
const MOST_NAMED = 100;

/**
 * `RateLimit-Policy` and `RateLimit`, as draft-ietf-httpapi-ratelimit-headers-10 has them: an item for each limit that
 * begins anew, named after its unit and period. What is left is what this process knows of; others hold part of it.
 */
@Injectable()
export class LimitsHead {
  /** What is the same for all requests of a window. */
  private readonly shown = new WeakMap<MeterBook, ShownBook>();

  constructor(private readonly books: MeterBooks) {}

  /** Of a request that was let through: of all limits that concern it. */
  ofHeld(holds: readonly Pick<Hold, 'meter' | 'book'>[], now: number): readonly string[] {
    let [policies, limits, count] = ['', '', 0];
    for (const { meter, book } of holds) {
      if (meter.period === 'none') continue;
      if (count === MOST_SHOWN) break;
      count += 1;
      const { policy, name } = this.show(meter, book);
      const separator = policies === '' ? '' : ', ';
      policies += separator + policy;
      limits += separator + name + left(book, now);
    }
    return policies === '' ? NO_HEAD : ['ratelimit-policy', policies, 'ratelimit', limits];
  }

  /** Of one that was not: of all limits that its caller has. */
  ofRefused({ meters }: CallerLimits, now: number): readonly string[] {
    return this.ofHeld(
      meters.map((meter) => ({ meter, book: this.books.at(meter, now) })),
      now,
    );
  }

  private show(meter: Meter, book: MeterBook): ShownBook {
    let shown = this.shown.get(book);
    if (!shown) {
      const name = `"${nameOf(meter)}"`;
      const { start, end } = book.window;
      shown = { name, policy: `${name};q=${meter.amount};w=${(end - start) / SECOND}` };
      this.shown.set(book, shown);
    }
    return shown;
  }
}

interface ShownBook {
  name: string;
  policy: string;
}

/** What a quoted string of a head may hold. */
function sendable(model: string): string {
  return encodeURI(model).slice(0, MOST_NAMED);
}

function left({ remaining, window }: MeterBook, now: number): string {
  return `;r=${Math.floor(remaining)};t=${Math.max(0, Math.ceil((window.end - now) / SECOND))}`;
}

/** No two limits of a caller have the same, for clients find what is left by it. */
function nameOf({ unit, period, limit: { keyId, model } }: Meter): string {
  const whose = keyId === null ? 'tenant' : model === null ? 'key' : `model-${sendable(model)}`;
  return `${whose}-${unit === 'money' ? 'micro-usd' : unit}-${period}`;
}
