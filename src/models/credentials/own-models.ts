import { BadInputError } from '../../kernel/app-error.js';
import type { ModelType } from '../../kernel/model-type.js';
import type { Factory } from '../../providers/factory.js';
import { bareName } from '../model-id.js';
import type { ModelToStore } from '../tenant-models.repository.js';

/** A model as a client of our own surface names it. */
export interface OwnModel {
  name: string;
  type: ModelType;
  maxTokens: number | null;
}

/** Models added one by one are shown behind those of the catalog. */
export const BEHIND_CATALOG = 100_000;

/** All that the catalog has of a factory. */
export function catalogModels({ models }: Factory): ModelToStore[] {
  return models.map(({ name, type, maxTokens }, position) => ({
    name,
    upstreamModel: name,
    type,
    maxTokens,
    position,
  }));
}

/** What a client chose; limits that it leaves out are the catalog's. @throws BadInputError */
export function readOwnModels(factory: Factory, models: readonly OwnModel[]): ModelToStore[] {
  const chosen = models.map((model, index) => readOwnModel(factory, model, index));
  const distinct = new Map(chosen.map((model) => [`${model.type}|${model.name}`, model]));
  return [...distinct.values()];
}

function readOwnModel(factory: Factory, { name, type, maxTokens }: OwnModel, index: number): ModelToStore {
  if (!factory.modelTypes.includes(type)) {
    throw BadInputError.inField(`models.${index}.type`, 'one_of', `${factory.name} has no models of type ${type}`);
  }
  const bare = bareName(name.trim(), factory.name);
  const known = factory.models.findIndex((model) => model.name === bare && model.type === type);
  return {
    name: bare,
    upstreamModel: bare,
    type,
    maxTokens: maxTokens ?? factory.models[known]?.maxTokens ?? null,
    position: known === -1 ? BEHIND_CATALOG : known,
  };
}

/** What the models are all of; null when they differ or there are none, and then every field of a credential counts. */
export function typeOfAll(models: readonly Pick<OwnModel, 'type'>[]): ModelType | null {
  const types = new Set(models.map(({ type }) => type));
  return types.size === 1 ? (models[0]?.type ?? null) : null;
}
