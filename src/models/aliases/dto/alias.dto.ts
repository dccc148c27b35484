import type { ModelType } from '../../../kernel/model-type.js';
import type { ShownAlias, ShownTarget } from '../aliases.service.js';
import type { AliasStrategy } from '../model-alias.entity.js';

/** A model that an alias stands for. */
export class AliasTargetDto {
  /** @example gpt-4o-mini@OpenAI */
  model: string;

  /** Names the model even where a tenant has several credentials of one factory. */
  model_id: string;

  /** @example OpenAI */
  factory: string;

  type: ModelType;

  weight: number;

  /** Whether it can be called: it is enabled, and its factory can be spoken to. */
  available: boolean;

  static from(target: ShownTarget): AliasTargetDto {
    return Object.assign(new AliasTargetDto(), {
      model: `${target.name}@${target.factory}`,
      model_id: target.tenantModelId,
      factory: target.factory,
      type: target.type,
      weight: target.weight,
      available: target.isAvailable,
    });
  }
}

/** A tenant's own name for one or several models. */
export class AliasDto {
  /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  id: string;

  /** @example fast */
  name: string;

  /** `ordered`: the first target that answers, in their order. `weighted`: by lot, the others standing by. */
  strategy: AliasStrategy;

  /** Empty when the models have all been removed, or are shared no more. */
  targets: AliasTargetDto[];

  /** Grows with every change; send it along to be told of changes in between. */
  version: number;

  created_at: Date;

  updated_at: Date;

  static from({ alias, targets }: ShownAlias): AliasDto {
    return Object.assign(new AliasDto(), {
      id: alias.id,
      name: alias.name,
      strategy: alias.strategy,
      targets: targets.map((target) => AliasTargetDto.from(target)),
      version: alias.version,
      created_at: alias.createdAt,
      updated_at: alias.updatedAt,
    });
  }
}

/** One page of aliases. */
export class AliasPageDto {
  items: AliasDto[];

  /** Send it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
