import { Injectable } from '@nestjs/common';
import { UnavailableError } from '../../kernel/app-error.js';
import { Admissions, isOfModel } from '../../limits/metering/admissions.js';
import { type Admission, isOf } from '../../limits/metering/admission.js';
import type { CallerLimits } from '../../limits/metering/limit-snapshots.js';
import { LimitsChangedError } from '../../limits/limit.errors.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { Exchange } from '../exchange.js';
import { demandOf, type CallBounds } from './call-bounds.js';
import { LimitsHead } from './limits-head.js';

/** They would have to be edited at that moment each time. */
const MOST_REREADS = 3;
const NO_LIMITS: CallerLimits = { subjects: [], meters: [] };

/** Those of the candidates that may be asked. */
type Left = readonly ModelRoute[] | Promise<readonly ModelRoute[]>;

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
  admit(exchange: Exchange, candidates: readonly ModelRoute[], bounds: () => CallBounds): Left {
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
  ): Left {
    if (limits.meters.length === 0) return candidates;
    return this.persist(exchange, limits, candidates, bounds(), MOST_REREADS);
  }

  /** Where the caller's limits are not what they were known to be, they are read again. */
  private persist(
    exchange: Exchange,
    limits: CallerLimits,
    candidates: readonly ModelRoute[],
    bounds: CallBounds,
    rereads: number,
  ): Left {
    const reread = (error: unknown): Promise<readonly ModelRoute[]> =>
      this.reread(exchange, candidates, bounds, rereads, error);
    try {
      const left = this.choose(exchange, limits, candidates, bounds);
      return left instanceof Promise ? left.catch(reread) : left;
    } catch (error) {
      return reread(error);
    }
  }

  private async reread(
    exchange: Exchange,
    candidates: readonly ModelRoute[],
    bounds: CallBounds,
    rereads: number,
    error: unknown,
  ): Promise<readonly ModelRoute[]> {
    if (!(error instanceof LimitsChangedError)) throw error;
    if (rereads === 0) throw new UnavailableError(undefined, { cause: error });
    const newest = (await this.admissions.newestLimitsOf(exchange.caller)) ?? NO_LIMITS;
    return this.persist(exchange, newest, candidates, bounds, rereads - 1);
  }

  /** Mostly at once: a promise for each call would cost as much as all that it is judged by. */
  private choose(
    exchange: Exchange,
    limits: CallerLimits,
    candidates: readonly ModelRoute[],
    bounds: CallBounds,
  ): Left {
    const refuse = (error: unknown): Left => this.chooseOthers(exchange, limits, candidates, bounds, error);
    try {
      const demands = candidates.map((route) => demandOf(route, bounds));
      const admitted = this.admissions.admit(limits, demands, exchange.arrivedAt);
      if (admitted instanceof Promise) return admitted.then((found) => this.take(exchange, candidates, found), refuse);
      return this.take(exchange, candidates, admitted);
    } catch (error) {
      return refuse(error);
    }
  }

  /** Where a limit on one model is reached, another candidate may still do. */
  private chooseOthers(
    exchange: Exchange,
    limits: CallerLimits,
    candidates: readonly ModelRoute[],
    bounds: CallBounds,
    error: unknown,
  ): Left {
    const named = isOfModel(error) ? error.meter.limit.model : null;
    const left = named === null ? [] : candidates.filter(({ fullName }) => !isOf(named, fullName));
    if (left.length > 0) return this.choose(exchange, limits, left, bounds);
    exchange.limitsHead = this.head.ofRefused(limits, exchange.arrivedAt);
    throw error;
  }

  private take(exchange: Exchange, left: readonly ModelRoute[], admission: Admission): readonly ModelRoute[] {
    exchange.admission = admission;
    exchange.limitsHead = this.head.ofHeld(admission.holds, exchange.arrivedAt);
    return left;
  }
}
