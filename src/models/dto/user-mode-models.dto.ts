import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { ModelType } from '../../kernel/model-type.js';
import { FactoryNameDto } from './add-model.dto.js';
import { DefaultModelsDto, SetTenantDefaultsDto } from './models.dto.js';

export class ModelNameDto extends FactoryNameDto {
  /** @example gpt-4o-mini */
  @IsNotEmpty({ message: 'llm_name is required' })
  @IsString()
  @MaxLength(128)
  llm_name: string;
}

export class EnableModelDto extends ModelNameDto {
  /**
   * `1` or `0`, as text or number.
   * @example 1
   */
  @ApiProperty({
    oneOf: [
      { type: 'string', enum: ['0', '1'] },
      { type: 'integer', enum: [0, 1] },
    ],
  })
  @IsIn(['0', '1', 0, 1], { message: 'status must be 0 or 1' })
  status: string | number;
}

export class ModelTypeQueryDto {
  /** Only models of this type. */
  @IsOptional()
  @IsString()
  model_type?: string;
}

/** A factory of the catalog as RAGFlow's user mode lists it. */
export class CatalogFactoryDto {
  /** @example OpenAI */
  name: string;

  tags: string;

  /** @example 1 */
  status: string;

  rank: number | null;

  model_types: ModelType[];
}

/** A model as RAGFlow's user mode lists it. */
export class CatalogLlmDto {
  /** @example gpt-4o-mini */
  llm_name: string;

  model_type: ModelType;

  /** The factory's name. */
  fid: string;

  max_tokens: number;

  /** Whether the caller's tenant can use it. */
  available: boolean;

  /** @example 1 */
  status: string;
}

export class SetTenantInfoDto extends SetTenantDefaultsDto {
  /** The caller's tenant. */
  @IsNotEmpty({ message: 'tenant_id is required' })
  @IsString()
  @MaxLength(32)
  tenant_id: string;
}

/** The caller's tenant with its default models. */
export class TenantInfoDto extends DefaultModelsDto {
  /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
  tenant_id: string;

  name: string;

  /** Always empty: this edition parses no documents by tenant-wide choice. */
  parser_ids: string;

  /** `owner`, `admin` or `normal`. */
  role: string;
}
