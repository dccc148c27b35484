import { Injectable } from '@nestjs/common';
import { UnavailableError } from '../../kernel/app-error.js';
import { Admissions, isOfModel } from '../../limits/metering/admissions.js';
import { isOf } from '../../limits/metering/admission.js';
import type { CallerLimits } from '../../limits/metering/limit-snapshots.js';
import { LimitsChangedError } from '../../limits/limit.errors.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { Exchange } from '../exchange.js';
import { demandOf, type CallBounds } from './call-bounds.js';
import { LimitsHead } from './limits-head.js';

/** They would have to be edited at that moment each time. */
const MOST_REREADS = 3;
const NO_LIMITS: CallerLimits = { subjects: [], meters: [] };

/** Holds a call to its caller's limits, before any provider is asked. */
@Injectable()
export class CallAdmission {
  constructor(
    private readonly admissions: Admissions,
    private readonly head: LimitsHead,
  ) {}

  /**
   * @returns those of the candidates that may be asked; a promise only where something has to be waited for
   * @throws LimitReachedError, UnavailableError
   */
  admit(
    exchange: Exchange,
    candidates: readonly ModelRoute[],
    bounds: () => CallBounds,
  ): readonly ModelRoute[] | Promise<readonly ModelRoute[]> {
    const limits = this.admissions.limitsOf(exchange.caller);
    if (limits instanceof Promise) {
      return limits.then((found) => (found ? this.hold(exchange, found, candidates, bounds) : candidates));
    }
    return this.hold(exchange, limits, candidates, bounds);
  }

  private hold(
    exchange: Exchange,
    limits: CallerLimits,
    candidates: readonly ModelRoute[],
    bounds: () => CallBounds,
  ): readonly ModelRoute[] | Promise<readonly ModelRoute[]> {
    if (limits.meters.length === 0) return candidates;
    return this.persist(exchange, limits, candidates, bounds());
  }

  /** Where the caller's limits are not what they were known to be, they are read again. */
  private async persist(
    exchange: Exchange,
    limits: CallerLimits,
    candidates: readonly ModelRoute[],
    bounds: CallBounds,
  ): Promise<readonly ModelRoute[]> {
    let current = limits;
    for (let left = MOST_REREADS; ; left -= 1) {
      try {
        return await this.choose(exchange, current, candidates, bounds);
      } catch (error) {
        if (!(error instanceof LimitsChangedError)) throw error;
        if (left === 0) throw new UnavailableError(undefined, { cause: error });
        current = (await this.admissions.newestLimitsOf(exchange.caller)) ?? NO_LIMITS;
      }
    }
  }

  /** Where a limit on one model is reached, another candidate may still do. */
  private async choose(
    exchange: Exchange,
    limits: CallerLimits,
    candidates: readonly ModelRoute[],
    bounds: CallBounds,
  ): Promise<readonly ModelRoute[]> {
    let left = candidates;
    for (;;) {
      try {
        const demands = left.map((route) => demandOf(route, bounds));
        const admitted = this.admissions.admit(limits, demands, exchange.arrivedAt);
        const admission = admitted instanceof Promise ? await admitted : admitted;
        exchange.admission = admission;
        exchange.limitsHead = this.head.ofHeld(admission.holds, exchange.arrivedAt);
        return left;
      } catch (error) {
        const named = isOfModel(error) ? error.meter.limit.model : null;
        left = named === null ? [] : left.filter(({ fullName }) => !isOf(named, fullName));
        if (left.length > 0) continue;
        exchange.limitsHead = this.head.ofRefused(limits, exchange.arrivedAt);
        throw error;
      }
    }
  }
}
