import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import { MODEL_TYPES, parseModelType, type ModelType } from '../../kernel/model-type.js';
import type { Cause, Verdict } from '../../providers/failure-cause.js';

const MOST_MODELS = 20;

@KnownFieldsOnly()
export class NamedModelDto {
  /** @example gpt-4o-mini */
  @IsNotEmpty({ message: 'name is required' })
  @IsString()
  @MaxLength(128)
  name: string;

  /** @example chat */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && parseModelType(value)) || value)
  @IsIn(MODEL_TYPES, { message: `type must be one of: ${MODEL_TYPES.join(', ')}` })
  type: ModelType;
}

/** A credential to be tried; nothing is stored. */
@KnownFieldsOnly()
export class VerifyCredentialDto {
  /**
   * A factory's name as `GET /api/v1/factories` spells it.
   * @example OpenAI
   */
  @IsNotEmpty({ message: 'factory is required' })
  @IsString()
  @MaxLength(128)
  factory: string;

  /** Where the provider is, if not at its usual place. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  base_url?: string;

  /**
   * The fields that the factory's `credential_fields` name.
   * @example { "api_key": "sk-…" }
   */
  @IsOptional()
  @IsObject()
  credential?: Record<string, unknown>;

  /** The models to try; without them a few of the catalog's or of those that the provider lists. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_MODELS, { message: `models must hold at most ${MOST_MODELS}` })
  @ValidateNested({ each: true })
  @Type(() => NamedModelDto)
  models?: NamedModelDto[];
}

/** What one model type said. */
export class VerificationResultDto {
  type: ModelType | null;

  model: string | null;

  verdict: Verdict;

  /** What class of failure it was; null when it answered. */
  cause: Cause | null;

  /** The provider's own words, without secrets. */
  message: string;

  /** What to do about it. */
  hint: string;

  upstream_status: number | null;

  duration_ms: number;
}

/** What was found out about a credential. */
export class VerificationDto {
  /** valid: some type answers · rejected: the provider refuses it · unknown: it could not be judged. */
  verdict: Verdict;

  results: VerificationResultDto[];

  /** Models that the provider listed itself. */
  models: NamedModelDto[];
}
