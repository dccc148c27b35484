import type { Schemas } from '../../../api/client.js';

export type Alias = Schemas['AliasDto'];

export interface TargetValues {
  /** Tells the rows apart while they are moved. */
  key: number;
  /** `name@Factory`, as the choices spell it. */
  model: string;
  /** The model itself, while it is the one that is stored: its name may stand for several. */
  storedId: string | null;
  weight: number | string;
}

export interface AliasValues {
  name: string;
  strategy: Alias['strategy'];
  targets: TargetValues[];
}

export function valuesOf(alias: Alias | undefined): AliasValues {
  const targets = (alias?.targets ?? []).map(({ model, factory, model_id, weight }, index) => ({
    key: index,
    model: `${model}@${factory}`,
    storedId: model_id,
    weight,
  }));
  return {
    name: alias?.name ?? '',
    strategy: alias?.strategy ?? 'ordered',
    targets: targets.length > 0 ? targets : [emptyTarget(0)],
  };
}

export function emptyTarget(key: number): TargetValues {
  return { key, model: '', storedId: null, weight: 1 };
}

export function bodyOf({ name, strategy, targets }: AliasValues): Schemas['CreateAliasDto'] {
  return {
    name,
    strategy,
    targets: targets.map(({ model, storedId, weight }) => ({
      model: storedId ?? model,
      weight: strategy === 'weighted' ? Number(weight) : 1,
    })),
  };
}
