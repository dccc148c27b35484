import { discoverModels } from '../model-discovery.js';
import type { PriceTable } from '../prices/price-table.js';
import type { CallOptions, ProviderAdapter, ProviderTarget } from '../provider-adapter.js';
import type { NamedModel, TypeResult } from '../verification-report.js';
import type { ProbeStep } from './probe-plan.js';
import { type Probe, probeOf } from './probes.js';
import { answered, failed, LISTING, notCallable, saysLittle } from './type-result.js';

/** Asks the models of one type in turn, until one answers or says no for all of them. */
export async function judgeType(
  adapter: ProviderAdapter,
  target: ProviderTarget,
  { type, names: [first, ...others] }: ProbeStep,
  options: CallOptions,
): Promise<TypeResult> {
  const probe = probeOf(adapter, type);
  if (probe === null)
    return notCallable({ type, model: first }, `The ${adapter.dialect} dialect has no call for ${type}`);
  const ask = (model: string): Promise<TypeResult> => judgeModel(probe, target, { type, name: model }, options);
  let result = await ask(first);
  for (const model of others) {
    if (!saysLittle(result)) break;
    result = await ask(model);
  }
  return result;
}

async function judgeModel(
  probe: Probe,
  target: ProviderTarget,
  { type, name }: NamedModel,
  options: CallOptions,
): Promise<TypeResult> {
  const started = performance.now();
  const subject = { type, model: name };
  try {
    await probe(target, name, options);
    return answered(subject, elapsed(started));
  } catch (error) {
    return failed(subject, error, elapsed(started));
  }
}

/** What the provider lists of the types we know; or why it could not be asked. */
export async function discover(
  adapter: ProviderAdapter,
  prices: PriceTable,
  target: ProviderTarget,
  options: CallOptions,
): Promise<{ models: readonly NamedModel[]; failure: TypeResult | null }> {
  const started = performance.now();
  try {
    const listed = await discoverModels(adapter, prices, target, options);
    const models = listed.flatMap(({ name, type }) => (type === null ? [] : [{ name, type }]));
    return { models, failure: null };
  } catch (error) {
    return { models: [], failure: failed(LISTING, error, elapsed(started)) };
  }
}

function elapsed(started: number): number {
  return Math.round(performance.now() - started);
}
