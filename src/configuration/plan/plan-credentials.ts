import { createHash, timingSafeEqual } from 'node:crypto';
import { BadInputError } from '../../kernel/app-error.js';
import type { CredentialValues } from '../../models/credential-vault.js';
import { maskCredential, mergeCredential } from '../../models/credentials/credential-changes.js';
import { typeOfAll } from '../../models/credentials/own-models.js';
import type { StockedCredential } from '../../models/inventory/model-inventory.service.js';
import { readOwnAddress, readOwnCredential } from '../../models/own-credential.js';
import type { Factory } from '../../providers/factory.js';
import type { DesiredCredential } from '../desired-configuration.js';
import { differing } from './field-changes.js';
import { modelKey, newModelChanges, planModels, readWantedModels, settingSteps } from './plan-models.js';
import type { CredentialRef, FieldChange, Step } from './step.js';

export interface CredentialToPlan {
  path: string;
  place: number;
  tenantName: string;
  prune: boolean;
  verify: boolean;
  factory: Factory;
}

/** What is to be done about one credential and its models; removals of models come later than all else. */
export interface CredentialPlan {
  ref: CredentialRef;
  changes: Step[];
  modelRemovals: Step[];
}

export function planNewCredential(desired: DesiredCredential, scope: CredentialToPlan): CredentialPlan {
  const { label, models, credential = {}, baseUrl = '' } = desired;
  const { factory, path, place, tenantName, verify } = scope;
  const wanted = models && readWantedModels(factory, models);
  const type = wanted ? typeOfAll(wanted.map(({ model }) => model)) : null;
  const values = readOwnCredential(factory, credential, type);
  readOwnAddress(factory, baseUrl);
  const ref = { label };
  const fields: FieldChange[] = [
    { field: 'factory', before: null, after: factory.name },
    ...(baseUrl.trim() === '' ? [] : [{ field: 'base_url', before: null, after: baseUrl.trim() }]),
    ...credentialFields(factory, {}, values),
    ...(models ? [] : [{ field: 'models', before: null, after: `all ${factory.models.length} of the catalog` }]),
  ];
  const create: Step = {
    path,
    place,
    changes: [{ action: 'create', kind: 'credential', tenant: tenantName, name: label, fields }, ...newModelChanges(wanted ?? [], tenantName, label)], // prettier-ignore
    work: {
      do: 'create-credential',
      input: { factory: factory.name, label, baseUrl, credential, models: models ?? null, verify },
    },
  };
  const settings = (wanted ?? []).flatMap((one) =>
    settingSteps(one, { path: `${path}.models.${one.index}`, place }, ref),
  );
  return { ref, changes: [create, ...settings], modelRemovals: [] };
}

/** @throws BadInputError for another factory, and what {@link mergeCredential} and its like throw */
export function planKnownCredential(
  desired: DesiredCredential,
  actual: StockedCredential,
  scope: CredentialToPlan,
): CredentialPlan {
  const { factory, path, place, tenantName, verify, prune } = scope;
  if (actual.factory !== factory.name) {
    const message = `'${actual.label}' is a credential of ${actual.factory}; its factory can't change`;
    throw BadInputError.inField('factory', 'unchangeable', message);
  }
  const ref = { id: actual.id };
  const ofModels = planModels(desired.models, actual, { factory, path, place, tenantName, prune, ref });
  const future = ofModels.future;
  const fields = [
    ...addressFields(desired, actual, factory),
    ...(desired.credential ? changedSecrets(desired.credential, actual, factory, typeOfAll(future)) : []),
  ];
  const { credential, baseUrl } = desired;
  const change = {
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(credential === undefined ? {} : { credential }),
    models: future.map(({ name, type }) => ({ name, type })),
    verify,
  };
  const update: Step[] =
    fields.length === 0
      ? []
      : [
          {
            path,
            place,
            changes: [{ action: 'update', kind: 'credential', tenant: tenantName, name: actual.label, fields }],
            work: { do: 'change-credential', id: actual.id, change },
          },
        ];
  return { ref, changes: [...update, ...ofModels.changes], modelRemovals: ofModels.removals };
}

export function planCredentialRemoval(actual: StockedCredential, scope: Omit<CredentialToPlan, 'factory'>): Step {
  const fields = differing({ factory: actual.factory }, { factory: null });
  return {
    path: scope.path,
    place: scope.place,
    changes: [
      { action: 'delete', kind: 'credential', tenant: scope.tenantName, name: actual.label, fields },
      ...actual.models.map(({ name, type }) => ({
        action: 'delete' as const,
        kind: 'model' as const,
        tenant: scope.tenantName,
        name: modelKey(actual.label, name, type),
        fields: [],
      })),
    ],
    work: { do: 'remove-credential', id: actual.id },
  };
}

function addressFields({ baseUrl }: DesiredCredential, actual: StockedCredential, factory: Factory): FieldChange[] {
  if (baseUrl === undefined) return [];
  readOwnAddress(factory, baseUrl);
  return differing({ base_url: actual.baseUrl || null }, { base_url: baseUrl.trim() || null });
}

function changedSecrets(
  given: Readonly<Record<string, unknown>>,
  actual: StockedCredential,
  factory: Factory,
  type: ReturnType<typeof typeOfAll>,
): FieldChange[] {
  const stored = actual.values ?? {};
  const { values } = mergeCredential(factory, stored, given);
  return credentialFields(factory, stored, readOwnCredential(factory, values, type));
}

/** Told as masks; where both look the same, the change is said. */
function credentialFields(factory: Factory, before: CredentialValues, after: CredentialValues): FieldChange[] {
  const [shownBefore, shownAfter] = [maskCredential(factory, before), maskCredential(factory, after)];
  return factory.credentialFields.flatMap(({ name }) => {
    if (isSameSecret(before[name], after[name])) return [];
    const [former = null, latter = null] = [shownBefore[name], shownAfter[name]];
    const told = former !== null && former === latter ? `${latter} (changed)` : latter;
    return [{ field: `credential.${name}`, before: former, after: told }];
  });
}

/** Takes as long whatever they have in common. */
function isSameSecret(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return timingSafeEqual(digestOf(one), digestOf(other));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
