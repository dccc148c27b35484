import { Injectable } from '@nestjs/common';
import type { Admission } from '../../limits/metering/admission.js';
import type { CallerLimits } from '../../limits/metering/limit-snapshots.js';
import type { Meter } from '../../limits/metering/meter.js';
import { MeterBooks } from '../../limits/metering/meter-books.js';
import { windowAt } from '../../limits/metering/windows.js';

const SECOND = 1000;
/** Of a head with all limits of all models some clients would take nothing. */
const MOST_SHOWN = 24;

/**
 * `RateLimit-Policy` and `RateLimit`, as draft-ietf-httpapi-ratelimit-headers-10 has them: an item for each limit that
 * begins anew, named after its unit and period. What is left is what this process knows of; others hold part of it.
 */
@Injectable()
export class LimitsHead {
  constructor(private readonly books: MeterBooks) {}

  of({ meters }: CallerLimits, admission: Admission | null, now: number): readonly string[] {
    const shown = meters.filter(({ period, limit }) => period !== 'none' && (limit.model === null || admission === null || isHeld(admission, limit.id))).slice(0, MOST_SHOWN); // prettier-ignore
    if (shown.length === 0) return [];
    const policies: string[] = [];
    const limits: string[] = [];
    for (const meter of shown) {
      const { start, end } = windowAt(meter.period, now);
      const { remaining } = this.books.at(meter, now);
      policies.push(`"${nameOf(meter)}";q=${meter.amount};w=${(end - start) / SECOND}`);
      limits.push(`"${nameOf(meter)}";r=${Math.floor(remaining)};t=${Math.max(0, Math.ceil((end - now) / SECOND))}`);
    }
    return ['ratelimit-policy', policies.join(', '), 'ratelimit', limits.join(', ')];
  }
}

function isHeld({ holds }: Admission, limitId: string): boolean {
  return holds.some(({ meter }) => meter.limit.id === limitId);
}

function nameOf({ unit, period, limit: { keyId, model } }: Meter): string {
  const whose = keyId === null ? 'tenant' : model === null ? 'key' : 'model';
  return `${whose}-${unit === 'money' ? 'micro-usd' : unit}-${period}`;
}
