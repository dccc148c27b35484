import type { WantedTarget } from '../../models/aliases/alias-targets.js';
import type { NewAlias } from '../../models/aliases/aliases.service.js';
import type { StockedAlias, StockedTarget } from '../../models/inventory/model-inventory.service.js';
import { bareName, parseModelId } from '../../models/model-id.js';
import { differing, demandDistinct } from './field-changes.js';
import type { Step } from './step.js';

export interface AliasesToPlan {
  path: string;
  place: number;
  tenantName: string;
  prune: boolean;
  isFactory: (name: string) => boolean;
}

/** @throws BadInputError for two of one name */
export function planAliases(
  desired: readonly NewAlias[],
  actual: readonly StockedAlias[],
  scope: AliasesToPlan,
): { changes: Step[]; removals: Step[] } {
  demandDistinct(
    'aliases',
    desired.map(({ name }) => name),
    'name',
    'has the same name as',
  );
  const changes = desired.flatMap(
    (alias, index) =>
    aliasStep(alias, index, actual.find(({ name }) => name === alias.name), scope), // prettier-ignore
  );
  const listed = new Set(desired.map(({ name }) => name));
  const leaving = scope.prune ? actual.filter(({ name }) => !listed.has(name)) : [];
  const removals = leaving.map((alias): Step => ({
    path: `${scope.path}.aliases`,
    place: scope.place,
    changes: [{ action: 'delete', kind: 'alias', tenant: scope.tenantName, name: alias.name, fields: differing(shown(alias.strategy, targetsOf(alias)), { strategy: null, targets: null }) }], // prettier-ignore
    work: { do: 'remove-alias', id: alias.id },
  }));
  return { changes, removals };
}

function aliasStep(
  desired: NewAlias,
  index: number,
  actual: StockedAlias | undefined,
  { path, place, tenantName, isFactory }: AliasesToPlan,
): Step[] {
  const { name, strategy, targets } = desired;
  const after = shown(strategy, targets);
  const at = { path: `${path}.aliases.${index}`, place };
  const told = { kind: 'alias' as const, tenant: tenantName, name };
  if (!actual) {
    const fields = differing({}, after);
    return [{ ...at, changes: [{ ...told, action: 'create', fields }], work: { do: 'create-alias', alias: desired } }];
  }
  const before = shown(actual.strategy, targetsOf(actual));
  const isSame = areSame(targets, actual.targets, isFactory);
  const fields = [
    ...differing(before, { strategy }),
    ...(isSame ? [] : [{ field: 'targets', before: before.targets, after: after.targets }]),
  ];
  if (fields.length === 0) return [];
  const change = { strategy, ...(isSame ? {} : { targets }) };
  return [
    { ...at, changes: [{ ...told, action: 'update', fields }], work: { do: 'change-alias', id: actual.id, change } },
  ];
}

/** Whether the targets that there are can be meant by these names, in this order and with these weights. */
function areSame(
  wanted: readonly WantedTarget[],
  actual: readonly StockedTarget[],
  isFactory: (name: string) => boolean,
): boolean {
  return (
    wanted.length === actual.length &&
    wanted.every(({ model, weight }, index) => {
      const target = actual[index];
      return target?.weight === weight && isMeant(model.trim(), target, isFactory);
    })
  );
}

function isMeant(text: string, target: StockedTarget, isFactory: (name: string) => boolean): boolean {
  if (text.toLowerCase() === target.tenantModelId) return true;
  const { name, factory } = parseModelId(text, isFactory);
  if (factory === null) return name === target.name;
  return factory === target.factory && [name, bareName(name, factory)].includes(target.name);
}

function targetsOf({ targets }: StockedAlias): WantedTarget[] {
  return targets.map(({ name, factory, weight }) => ({ model: `${name}@${factory}`, weight }));
}

function shown(strategy: string, targets: readonly WantedTarget[]): { strategy: string; targets: string } {
  const named = targets.map(({ model, weight }) => (weight === 1 ? model : `${model} ×${weight}`));
  return { strategy, targets: named.join(', ') };
}
