import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { KnownFieldsOnly } from '../../../http/validation.pipe.js';
import type { WantedTarget } from '../alias-targets.js';
import type { AliasChange, NewAlias } from '../aliases.service.js';
import { STRATEGIES, type AliasStrategy } from '../model-alias.entity.js';
import { IsAliasName } from './is-alias-name.js';

const LONGEST_NAME = 128;
const LONGEST_MODEL = 384;
const MOST_TARGETS = 16;
const MOST_WEIGHT = 1000;

/** A model that an alias is to stand for. */
@KnownFieldsOnly()
export class AliasTargetInputDto {
  /**
   * The model's id, `name@Factory`, or its bare name where only one factory has it.
   * @example gpt-4o-mini@OpenAI
   */
  @IsNotEmpty({ message: 'model is required' })
  @IsString()
  @MaxLength(LONGEST_MODEL)
  model: string;

  /** Its share of the requests where the strategy is `weighted`, against the sum of all. */
  @IsOptional()
  @IsInt()
  @Min(1, { message: 'weight must be at least 1' })
  @Max(MOST_WEIGHT, { message: `weight must be at most ${MOST_WEIGHT}` })
  weight?: number | null = 1;

  /** In the service's terms. */
  toTarget(): WantedTarget {
    return { model: this.model, weight: this.weight ?? 1 };
  }
}

/** An alias to be made. */
@KnownFieldsOnly()
export class CreateAliasDto {
  /**
   * What clients will call it: unique in the tenant, upper and lower case being two things. It wins over a model of the
   * same name.
   * @example fast
   */
  @IsNotEmpty({ message: 'name is required' })
  @IsString()
  @MaxLength(LONGEST_NAME)
  @IsAliasName()
  name: string;

  /** `ordered`: the first target that answers, in their order. `weighted`: by lot, the others standing by. */
  @IsOptional()
  @IsIn(STRATEGIES, { message: `strategy must be one of: ${STRATEGIES.join(', ')}` })
  strategy?: AliasStrategy | null = 'ordered';

  /** Models of one type, the tenant's own or shared with it. */
  @IsDefined({ message: 'targets is required' })
  @IsArray()
  @ArrayNotEmpty({ message: 'targets must not be empty' })
  @ArrayMaxSize(MOST_TARGETS, { message: `targets must hold at most ${MOST_TARGETS}` })
  @ValidateNested({ each: true })
  @Type(() => AliasTargetInputDto)
  targets: AliasTargetInputDto[];

  /** In the service's terms. */
  toNewAlias(): NewAlias {
    return {
      name: this.name,
      strategy: this.strategy ?? 'ordered',
      targets: this.targets.map((target) => target.toTarget()),
    };
  }
}

/** What is to change; fields that are absent stay. */
@KnownFieldsOnly()
export class UpdateAliasDto {
  @ValidateIf((_, value) => value !== undefined)
  @IsNotEmpty({ message: 'name must not be empty' })
  @IsString()
  @MaxLength(LONGEST_NAME)
  @IsAliasName()
  name?: string;

  @ValidateIf((_, value) => value !== undefined)
  @IsIn(STRATEGIES, { message: `strategy must be one of: ${STRATEGIES.join(', ')}` })
  strategy?: AliasStrategy;

  /** All of them anew. */
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayNotEmpty({ message: 'targets must not be empty' })
  @ArrayMaxSize(MOST_TARGETS, { message: `targets must hold at most ${MOST_TARGETS}` })
  @ValidateNested({ each: true })
  @Type(() => AliasTargetInputDto)
  targets?: AliasTargetInputDto[];

  /** The version you know; another one meanwhile is a 409. */
  @ValidateIf((_, value) => value !== undefined)
  @IsInt()
  version?: number;

  /** In the service's terms. */
  toChange(): AliasChange {
    return {
      ...(this.name !== undefined ? { name: this.name } : {}),
      ...(this.strategy !== undefined ? { strategy: this.strategy } : {}),
      ...(this.targets !== undefined ? { targets: this.targets.map((target) => target.toTarget()) } : {}),
      ...(this.version !== undefined ? { version: this.version } : {}),
    };
  }
}
