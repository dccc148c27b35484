import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { AsPosted } from '../../langbot/dto/as-posted.js';
import type { PipelineConfig, PipelineExtensions } from '../pipeline.entity.js';
import type { PipelineOrder } from '../pipelines.repository.js';
import type { NewPipeline } from '../pipelines.service.js';

const LONGEST_NAME = 255;
const LONGEST_DESCRIPTION = 4096;
const LONGEST_EMOJI = 32;
const MOST_BOUND = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const COLUMNS: Readonly<Record<string, PipelineOrder['by']>> = { created_at: 'createdAt', updated_at: 'updatedAt' };

/** How the list is sorted. */
export class PipelinesQueryDto {
  /** `created_at` or `updated_at`; by anything else the list is not sorted. */
  @IsOptional()
  @IsString()
  sort_by?: string = 'created_at';

  /** `DESC`; anything else means ascending. */
  @IsOptional()
  @IsString()
  sort_order?: string = 'DESC';

  /** In the service's terms. */
  toOrder(): PipelineOrder {
    const by = Object.hasOwn(COLUMNS, this.sort_by ?? '') ? (COLUMNS[this.sort_by ?? ''] ?? null) : null;
    return { by, isDescending: this.sort_order === 'DESC' };
  }
}

/** A pipeline to be made. */
export class CreatePipelineDto {
  /**
   * Need not be unique; where it is, `pipeline:<name>` calls the pipeline on `/v1`.
   * @example "My Pipeline"
   */
  @IsNotEmpty({ message: 'name is required' })
  @IsString()
  @MaxLength(LONGEST_NAME)
  name: string;

  /** @example "Answers from the handbook" */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_DESCRIPTION)
  description?: string | null = '';

  /** @example "📚" */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_EMOJI)
  emoji?: string | null = '';

  /**
   * Settings by group and stage, as `/_/metadata` lists them; what is left out is set to its default, and what is not
   * known is kept.
   * @example { "ai": { "local-agent": { "model": "gpt-4o-mini", "max-round": 10 } } }
   */
  @IsOptional()
  @IsObject()
  @AsPosted()
  config?: PipelineConfig | null;

  /** In the service's terms. */
  toNewPipeline(): NewPipeline {
    const { name, description, emoji, config } = this;
    return { name, description: description ?? '', emoji: emoji ?? '', config: config ?? {} };
  }
}

const IfGiven = () => ValidateIf((_, value) => value !== undefined);

/** What is to change; fields that are absent stay. */
export class UpdatePipelineDto {
  /** @example "My Pipeline" */
  @IfGiven()
  @IsNotEmpty({ message: 'name must not be empty' })
  @IsString()
  @MaxLength(LONGEST_NAME)
  name?: string;

  /** @example "Answers from the handbook" */
  @IfGiven()
  @IsString()
  @MaxLength(LONGEST_DESCRIPTION)
  description?: string;

  /** @example "📚" */
  @IfGiven()
  @IsString()
  @MaxLength(LONGEST_EMOJI)
  emoji?: string;

  /**
   * All settings anew: what is left out goes back to its default.
   * @example { "ai": { "local-agent": { "model": "gpt-4o-mini" } } }
   */
  @IfGiven()
  @IsObject()
  @AsPosted()
  config?: PipelineConfig;

  /** In the service's terms. */
  toChange(): Partial<NewPipeline> {
    const { name, description, emoji, config } = this;
    return {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(emoji === undefined ? {} : { emoji }),
      ...(config === undefined ? {} : { config }),
    };
  }
}

/** A plugin of LangBot; there are none here. */
export class PluginNameDto {
  @IsString()
  @MaxLength(LONGEST_NAME)
  author: string;

  @IsString()
  @MaxLength(LONGEST_NAME)
  name: string;
}

/** What a pipeline may use besides its model. */
export class SetPipelineExtensionsDto {
  /** Kept, and without effect. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_BOUND, { message: `bound_plugins must hold at most ${MOST_BOUND}` })
  @ValidateNested({ each: true })
  @Type(() => PluginNameDto)
  bound_plugins?: PluginNameDto[] | null = [];

  /**
   * The uuids of MCP servers whose tools the model may call, unless all are enabled.
   * @example ["01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_BOUND, { message: `bound_mcp_servers must hold at most ${MOST_BOUND}` })
  @Matches(UUID, { each: true, message: 'bound_mcp_servers must be a list of UUIDs' })
  bound_mcp_servers?: string[] | null = [];

  /** Kept, and without effect. */
  @IsOptional()
  @IsBoolean()
  enable_all_plugins?: boolean | null = true;

  /** Every connected MCP server of the tenant, later ones included. */
  @IsOptional()
  @IsBoolean()
  enable_all_mcp_servers?: boolean | null = true;

  /** In the service's terms. */
  toExtensions(): PipelineExtensions {
    return {
      plugins: (this.bound_plugins ?? []).map(({ author, name }) => ({ author, name })),
      enableAllPlugins: this.enable_all_plugins ?? true,
      mcpServers: [...new Set(this.bound_mcp_servers ?? [])],
      enableAllMcpServers: this.enable_all_mcp_servers ?? true,
    };
  }
}
