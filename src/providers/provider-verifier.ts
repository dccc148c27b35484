import type { AdapterRegistry } from './adapter-registry.js';
import { discoverModels, type FoundModel } from './model-discovery.js';
import { type PriceTable } from './prices/price-table.js';
import type { CallOptions, ProviderAdapter, ProviderTarget } from './provider-adapter.js';
import type { NamedModel, VerificationReport, VerifyOptions } from './verification-report.js';
import { withDeadline } from './verification/deadline.js';
import { needsDiscovery, planProbes } from './verification/probe-plan.js';
import { discover, judgeType } from './verification/type-judge.js';
import { LISTING, notCallable, nothingToAsk, reportOf } from './verification/type-result.js';

const TOTAL_TIMEOUT_MS = 20_000;

/** Judges a credential by making the calls that production makes, each as small as it can be. */
export class ProviderVerifier {
  constructor(
    private readonly adapters: AdapterRegistry,
    private readonly prices: PriceTable,
    private readonly totalTimeoutMs = TOTAL_TIMEOUT_MS,
  ) {}

  /** All types at once, up to three models of each, in bounded time. Whatever the provider does ends up in the report. */
  async verify(
    target: ProviderTarget,
    models: readonly NamedModel[] | null,
    options: VerifyOptions,
  ): Promise<VerificationReport> {
    const adapter = this.adapters.find(target.factory);
    if (adapter === null) return reportOf([notCallable(LISTING, target.factory.unavailableReason ?? '')], []);
    return withDeadline(options.totalTimeoutMs ?? this.totalTimeoutMs, options.signal, (signal) =>
      judge(adapter, this.prices, target, models, options.mode, { signal }),
    );
  }

  /** What the provider itself says it has, in bounded time; fails with `ProviderCallError`. */
  async listModels(target: ProviderTarget, signal?: AbortSignal): Promise<readonly FoundModel[]> {
    const adapter = this.adapters.find(target.factory);
    if (adapter === null) return [];
    return withDeadline(this.totalTimeoutMs, signal, (bounded) =>
      discoverModels(adapter, this.prices, target, { signal: bounded }),
    );
  }
}

async function judge(
  adapter: ProviderAdapter,
  prices: PriceTable,
  target: ProviderTarget,
  models: readonly NamedModel[] | null,
  mode: VerifyOptions['mode'],
  options: CallOptions,
): Promise<VerificationReport> {
  const mustAsk = models === null && needsDiscovery(target);
  const listing = mustAsk ? await discover(adapter, prices, target, options) : { models: [], failure: null };
  const plan = planProbes(target, models, listing.models, mode);
  if (plan.length === 0) return reportOf([listing.failure ?? nothingToAsk()], listing.models);
  const results = await Promise.all(plan.map((step) => judgeType(adapter, target, step, options)));
  return reportOf(results, listing.models);
}
