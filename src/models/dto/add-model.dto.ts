import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsPositive,
  IsString,
  Matches,
  MaxLength,
  registerDecorator,
} from 'class-validator';
import type { ModelRequest } from '../model-request.js';

const LONGEST_NAME = 128;
const LONGEST_URL = 255;
const LONGEST_KEY = 16_384;
const MOST_TOKENS = 2_147_483_647;

/** A string, or an object with the credential's fields; neither longer than a key may be. */
function IsKey(): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: 'isKey',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown) => keyProblem(value) === null,
        defaultMessage: (parameters) => `Field ${String(property)} ${keyProblem(parameters?.value) ?? ''}`,
      },
    });
  };
}

function keyProblem(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' && (typeof value !== 'object' || Array.isArray(value)))
    return 'must be a string or an object';
  const length = typeof value === 'string' ? value.length : JSON.stringify(value).length;
  return length > LONGEST_KEY ? 'is too long' : null;
}

/** One field of a special factory's credential. */
function IsCredentialText(): PropertyDecorator {
  return (target, property) => {
    IsOptional()(target, property);
    IsString()(target, property);
    MaxLength(LONGEST_KEY)(target, property);
  };
}

export class FactoryNameDto {
  /**
   * A factory's name as `GET /api/v1/factories` spells it.
   * @example OpenAI
   */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsNotEmpty({ message: 'llm_factory is required' })
  @IsString()
  @MaxLength(LONGEST_NAME)
  llm_factory: string;
}

/** A factory, or with `llm_name` and `model_type` one model of it, and the credential that opens it. */
export class AddModelDto extends FactoryNameDto {
  /** One model instead of all that the catalog has. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NAME)
  llm_name?: string | null;

  /**
   * chat, embedding, rerank, image2text, speech2text or tts; with `llm_name`.
   * @example chat
   */
  @IsOptional()
  @IsString()
  model_type?: string | null;

  /** The key for the provider; or an object (or JSON) with the fields of a special factory. */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }, { type: 'null' }] })
  @IsKey()
  api_key?: string | object | null;

  /**
   * Where the provider is, if not at its usual place.
   * @example https://api.openai.com/v1
   */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_URL)
  base_url?: string | null;

  /** The older name of `base_url`. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_URL)
  api_base?: string | null;

  /** Context length of the one model; 8192 when absent. */
  @IsOptional()
  @IsInt()
  @IsPositive()
  @IsWithin32Bits()
  max_tokens?: number | null;

  /** VolcEngine */
  @IsCredentialText()
  ark_api_key?: string;

  /** VolcEngine */
  @IsCredentialText()
  endpoint_id?: string;

  /** Tencent Hunyuan */
  @IsCredentialText()
  hunyuan_sid?: string;

  /** Tencent Hunyuan */
  @IsCredentialText()
  hunyuan_sk?: string;

  /** Tencent Cloud */
  @IsCredentialText()
  tencent_cloud_sid?: string;

  /** Tencent Cloud */
  @IsCredentialText()
  tencent_cloud_sk?: string;

  /** Bedrock */
  @IsCredentialText()
  bedrock_ak?: string;

  /** Bedrock */
  @IsCredentialText()
  bedrock_sk?: string;

  /** Bedrock */
  @IsCredentialText()
  bedrock_region?: string;

  /** Bedrock: only modes that use the credential given here. */
  @IsCredentialText()
  auth_mode?: string;

  /** Bedrock */
  @IsCredentialText()
  aws_role_arn?: string;

  /** BaiduYiyan */
  @IsCredentialText()
  yiyan_ak?: string;

  /** BaiduYiyan */
  @IsCredentialText()
  yiyan_sk?: string;

  /** Fish Audio */
  @IsCredentialText()
  fish_audio_ak?: string;

  /** Fish Audio: the voice. */
  @IsCredentialText()
  fish_audio_refid?: string;

  /** Google Cloud */
  @IsCredentialText()
  google_project_id?: string;

  /** Google Cloud */
  @IsCredentialText()
  google_region?: string;

  /** Google Cloud: the service account's JSON, base64-encoded. */
  @IsCredentialText()
  google_service_account_key?: string;

  /** Azure-OpenAI */
  @IsCredentialText()
  api_version?: string;

  /** OpenRouter: a comma list. */
  @IsCredentialText()
  provider_order?: string;

  /** XunFei Spark, for chat models. */
  @IsCredentialText()
  spark_api_password?: string;

  /** XunFei Spark, for TTS models. */
  @IsCredentialText()
  spark_app_id?: string;

  /** XunFei Spark, for TTS models. */
  @IsCredentialText()
  spark_api_secret?: string;

  /** XunFei Spark, for TTS models. */
  @IsCredentialText()
  spark_api_key?: string;

  /** In the service's terms. */
  toRequest(): ModelRequest {
    return Object.fromEntries(Object.entries(this)) as ModelRequest;
  }
}

/** What the column holds. */
function IsWithin32Bits(): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: 'max',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown) => typeof value !== 'number' || value <= MOST_TOKENS,
        defaultMessage: () => `Field ${String(property)} must be a positive integer of at most ${MOST_TOKENS}`,
      },
    });
  };
}

export class RemoveModelDto extends FactoryNameDto {
  /** Only this model, instead of the whole factory. Empty is refused: it can't have meant the whole. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NAME)
  @Matches(/\S/, { message: 'llm_name must not be empty' })
  llm_name?: string | null;
}
