import { MODEL_TYPES, type ModelType } from '../../kernel/model-type.js';
import type { ProviderTarget } from '../provider-adapter.js';
import type { NamedModel, VerifyOptions } from '../verification-report.js';

/** The models of one type to ask, in order. */
export interface ProbeStep {
  type: ModelType;
  names: readonly [string, ...string[]];
}

const MAX_MODELS_PER_TYPE = 3;

/** A whole factory is judged by these, which are cheap, unless it has none of them (a vendor of speech alone). */
const FACTORY_TYPES: readonly ModelType[] = ['chat', 'embedding', 'rerank'];

/** Plans for each of the models named, else for a few of those that the catalog or the provider itself has. */
export function planProbes(
  target: ProviderTarget,
  named: readonly NamedModel[] | null,
  discovered: readonly NamedModel[],
  mode: VerifyOptions['mode'],
): readonly ProbeStep[] {
  if (named !== null && mode === 'model') return eachOf(named);
  return typesOf(target, mode).flatMap((type) => {
    const [first, ...others] = new Set(named === null ? ownNames(target, type, discovered) : ofType(named, type));
    return first === undefined ? [] : { type, names: [first, ...others.slice(0, MAX_MODELS_PER_TYPE - 1)] };
  });
}

function typesOf({ factory }: ProviderTarget, mode: VerifyOptions['mode']): readonly ModelType[] {
  const hasCheapOne = FACTORY_TYPES.some((type) => factory.modelTypes.includes(type));
  return mode === 'factory' && hasCheapOne ? FACTORY_TYPES : MODEL_TYPES;
}

/** Whoever names models one by one wants to know of each. */
function eachOf(named: readonly NamedModel[]): readonly ProbeStep[] {
  const distinct = new Map(named.map((model) => [`${model.type}|${model.name}`, model]));
  return [...distinct.values()].map(({ name, type }) => ({ type, names: [name] }));
}

/** Whether only the provider itself can say which models there are. */
export function needsDiscovery(target: ProviderTarget): boolean {
  return target.factory.models.length === 0 && fixedName(target) === null;
}

function ownNames(target: ProviderTarget, type: ModelType, discovered: readonly NamedModel[]): readonly string[] {
  const { models, modelTypes, probeModels } = target.factory;
  if (!modelTypes.includes(type)) return [];
  const fixed = fixedName(target);
  if (fixed !== null) return [fixed];
  return [...(probeModels[type] ?? []), ...ofType(models, type), ...ofType(discovered, type)];
}

/** The credential itself may name the one model it is for (VolcEngine's endpoint); what that does only the calls show. */
function fixedName(target: ProviderTarget): string | null {
  const { modelFrom } = target.factory.openAi;
  return modelFrom === undefined ? null : target.credential[modelFrom] || null;
}

function ofType(models: readonly NamedModel[], type: ModelType): string[] {
  return models.filter((model) => model.type === type).map(({ name }) => name);
}
