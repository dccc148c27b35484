import type { ModelType } from '../../kernel/model-type.js';
import type { CallTimeouts } from '../../models/call-timeouts.js';
import { readOwnModels } from '../../models/credentials/own-models.js';
import type { StockedCredential, StockedModel } from '../../models/inventory/model-inventory.service.js';
import type { Factory } from '../../providers/factory.js';
import type { DesiredModel } from '../desired-configuration.js';
import { differing, demandDistinct } from './field-changes.js';
import type { Change, CredentialRef, Step } from './step.js';

export interface ModelsToPlan {
  factory: Factory;
  path: string;
  place: number;
  tenantName: string;
  prune: boolean;
  ref: CredentialRef;
}

interface NamedModel {
  name: string;
  type: ModelType;
}

/** How a model is told: a tenant may have it through several credentials, and as several types. */
export function modelKey(label: string, name: string, type: ModelType): string {
  return `${label}/${name} (${type})`;
}

/** A model as it is to be stored, and which entry wants it so. */
export interface WantedModel {
  model: DesiredModel;
  /** Its context length, the catalog's where none is said. */
  limit: number | null;
  index: number;
}

/** @throws BadInputError for types that the factory does not have, and for two of one name and type */
export function readWantedModels(factory: Factory, desired: readonly DesiredModel[]): WantedModel[] {
  readOwnModels(factory, desired);
  const wanted = desired.map((model, index) => {
    const [stored] = readOwnModels(factory, [model]);
    return { model: { ...model, name: stored?.name ?? model.name }, limit: stored?.maxTokens ?? null, index };
  });
  demandDistinct(
    'models',
    wanted.map(({ model }) => `${model.type}|${model.name}`),
    'name',
    'is the same model as',
  );
  return wanted;
}

/** What is told of models that come with a new credential. */
export function newModelChanges(wanted: readonly WantedModel[], tenantName: string, label: string): Change[] {
  return wanted.map(({ model, limit }) =>
    creation(modelKey(label, model.name, model.type), tenantName, { ...model, maxTokens: limit }),
  );
}

/** The second half of making a model, where it is not to be as new models are. */
export function settingSteps(
  { model: { name, type, isEnabled = true, timeouts = null } }: WantedModel,
  at: Pick<Step, 'path' | 'place'>,
  credential: CredentialRef,
): Step[] {
  const change = { ...(isEnabled ? {} : { isEnabled }), ...(timeouts ? { timeouts } : {}) };
  if (Object.keys(change).length === 0) return [];
  return [{ ...at, changes: [], work: { do: 'change-model', credential, model: { name, type }, change } }];
}

/** @returns with the models that there will be then */
export function planModels(
  desired: readonly DesiredModel[] | undefined,
  { label, models: actual }: StockedCredential,
  scope: ModelsToPlan,
): { changes: Step[]; removals: Step[]; future: NamedModel[] } {
  if (!desired) return { changes: [], removals: [], future: actual };
  const wanted = readWantedModels(scope.factory, desired);
  const isListed = ({ name, type }: NamedModel) =>
    wanted.some(({ model }) => model.name === name && model.type === type);
  const changes = wanted.flatMap((one) => {
    const at = { path: `${scope.path}.models.${one.index}`, place: scope.place };
    const current = actual.find(({ name, type }) => name === one.model.name && type === one.model.type);
    return current ? changeOf(one, current, label, at, scope) : additionOf(one, label, at, scope);
  });
  const leaving = scope.prune ? actual.filter((model) => !isListed(model)) : [];
  const removals = leaving.map(({ id, name, type }): Step => ({
    path: `${scope.path}.models`,
    place: scope.place,
    changes: [{ action: 'delete', kind: 'model', tenant: scope.tenantName, name: modelKey(label, name, type), fields: [] }], // prettier-ignore
    work: { do: 'remove-model', credential: scope.ref, modelId: id },
  }));
  const staying = actual.filter((model) => !isListed(model) && !leaving.includes(model));
  const future = [...staying, ...wanted.map(({ model }) => model)].map(({ name, type }) => ({ name, type }));
  return { changes, removals, future };
}

function additionOf(
  wanted: WantedModel,
  label: string,
  at: Pick<Step, 'path' | 'place'>,
  { tenantName, ref }: ModelsToPlan,
): Step[] {
  const { name, type, maxTokens } = wanted.model;
  const add: Step = {
    ...at,
    changes: newModelChanges([wanted], tenantName, label),
    work: { do: 'add-model', credential: ref, model: { name, type, maxTokens } },
  };
  return [add, ...settingSteps(wanted, at, ref)];
}

function changeOf(
  { model: { name, type, maxTokens, isEnabled, timeouts } }: WantedModel,
  current: StockedModel,
  label: string,
  at: Pick<Step, 'path' | 'place'>,
  { tenantName, ref }: ModelsToPlan,
): Step[] {
  const fields = differing(
    { enabled: String(current.isEnabled), timeouts: timeoutsText(current.timeouts), max_tokens: numberText(current.maxTokens) }, // prettier-ignore
    {
      enabled: isEnabled === undefined ? undefined : String(isEnabled),
      timeouts: timeouts === undefined ? undefined : timeoutsText(timeouts),
      max_tokens: maxTokens === null ? undefined : numberText(maxTokens),
    },
  );
  if (fields.length === 0) return [];
  const change = {
    ...(isEnabled === undefined ? {} : { isEnabled }),
    ...(timeouts === undefined ? {} : { timeouts }),
    ...(maxTokens === null ? {} : { maxTokens }),
  };
  return [
    {
      ...at,
      changes: [{ action: 'update', kind: 'model', tenant: tenantName, name: modelKey(label, name, type), fields }],
      work: { do: 'change-model', credential: ref, model: { name, type }, change },
    },
  ];
}

function creation(
  name: string,
  tenant: string,
  { maxTokens, isEnabled = true, timeouts = null }: Pick<DesiredModel, 'maxTokens'> & Partial<DesiredModel>,
): Change {
  const after = {
    max_tokens: numberText(maxTokens),
    enabled: String(isEnabled),
    timeouts: timeoutsText(timeouts),
  };
  return { action: 'create', kind: 'model', tenant, name, fields: differing({}, after) };
}

function numberText(value: number | null): string | null {
  return value === null ? null : String(value);
}

/** In one order, whoever wrote it. */
function timeoutsText(timeouts: CallTimeouts | null): string | null {
  const said = Object.entries(timeouts ?? {}).sort(([one], [other]) => one.localeCompare(other));
  return said.length === 0 ? null : said.map(([name, value]) => `${name}=${value}`).join(', ');
}
