import { MODEL_TYPES, type ModelType } from '../../kernel/model-type.js';
import { bareName, parseModelId } from '../model-id.js';
import type { ModelOfFactory } from '../tenant-models.repository.js';
import { BadTargetError } from './alias.errors.js';

/** What is to be known of a model in order to name it. */
export type NameableModel = Pick<
  ModelOfFactory,
  'id' | 'ownerId' | 'isShared' | 'factory' | 'name' | 'type' | 'isEnabled'
>;

/**
 * The models that an alias's targets name: by id, as `name@Factory`, or by a bare name that one factory has. All are of
 * one type; where names leave a choice, it is the first in the kernel's order that all of them have.
 * @param models what the tenant can use, in the order of preference
 * @throws BadTargetError naming the first that can't be a target
 */
export function resolveTargets<T extends NameableModel>(
  models: readonly T[],
  wanted: readonly string[],
  isFactory: (name: string) => boolean,
): T[] {
  const candidates = wanted.map((id) => candidatesFor(models, id.trim(), isFactory));
  const type = commonType(candidates, wanted);
  const chosen = candidates.map((found, index) => {
    const ofType = found.filter((model) => model.type === type);
    return choose(ofType, index, wanted[index] ?? '');
  });
  refuseDoubles(chosen);
  return chosen;
}

function candidatesFor<T extends NameableModel>(
  models: readonly T[],
  id: string,
  isFactory: (name: string) => boolean,
): T[] {
  const byId = models.filter((model) => model.id === id.toLowerCase());
  if (byId.length > 0) return byId;
  const { name, factory } = parseModelId(id, isFactory);
  if (factory === null) return models.filter((model) => model.name === name);
  return models.filter((model) => model.factory === factory && [name, bareName(name, factory)].includes(model.name));
}

function commonType(candidates: readonly NameableModel[][], wanted: readonly string[]): ModelType | undefined {
  let types: readonly ModelType[] = MODEL_TYPES;
  for (const [index, found] of candidates.entries()) {
    if (found.length === 0)
      throw new BadTargetError(index, 'unknown', `'${wanted[index] ?? ''}' is no model of your tenant`);
    const shared = types.filter((type) => found.some((model) => model.type === type));
    if (shared.length === 0) {
      throw new BadTargetError(index, 'one_type', `must be of the same type as those before it: ${types.join(' or ')}`);
    }
    types = shared;
  }
  return types[0];
}

/** Own models come before shared ones, enabled before disabled. */
function choose<T extends NameableModel>(found: readonly T[], index: number, wanted: string): T {
  const own = found.filter((model) => !model.isShared);
  const nearest = own.length > 0 ? own : found;
  const spellings = [...new Set(nearest.map(({ name, factory }) => `${name}@${factory}`))];
  if (spellings.length > 1) {
    throw new BadTargetError(index, 'ambiguous', `'${wanted}' is ambiguous; say which: ${spellings.join(', ')}`);
  }
  const best = nearest.find((model) => model.isEnabled) ?? nearest[0];
  if (!best) throw new Error(`No model of the type that '${wanted}' was found to have`);
  return best;
}

function refuseDoubles(chosen: readonly NameableModel[]): void {
  const ids = chosen.map(({ id }) => id);
  const double = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (double === -1) return;
  const first = ids.indexOf(ids[double] ?? '');
  throw new BadTargetError(double, 'distinct', `is the same model as targets[${first}].model`);
}
