import { zonelessTime } from '../../kernel/zoneless-time.js';
import type { Pipeline, PipelineConfig } from '../pipeline.entity.js';

/** The version of LangBot whose pipelines ours are like. */
const FOR_VERSION = '4.3.0';

/** What a message goes through in LangBot; the same for every pipeline, and for show here. */
const STAGES: readonly string[] = [
  'GroupRespondRuleCheckStage',
  'BanSessionCheckStage',
  'PreContentFilterStage',
  'PreProcessor',
  'ConversationMessageTruncator',
  'RequireRateLimitOccupancy',
  'MessageProcessor',
  'ReleaseRateLimitOccupancy',
  'PostContentFilterStage',
  'ResponseWrapper',
  'LongTextProcessStage',
  'SendResponseBackStage',
];

export class BoundPluginDto {
  author: string;
  name: string;
}

/** What a pipeline may use besides its model. */
export class PipelineExtensionPreferencesDto {
  plugins: BoundPluginDto[];

  /** Of MCP servers. */
  mcp_servers: string[];

  enable_all_plugins: boolean;

  enable_all_mcp_servers: boolean;
}

/** How a question becomes an answer. */
export class PipelineDto {
  /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  uuid: string;

  /** @example "My Pipeline" */
  name: string;

  description: string;

  /** @example "📚" */
  emoji: string;

  /** UTC, without a zone. @example 2026-01-01T00:00:00 */
  created_at: string;

  /** @example 2026-01-01T00:00:00 */
  updated_at: string;

  /** The version of LangBot that it is like. @example 4.3.0 */
  for_version: string;

  /** Where nothing else is asked for, this one answers; the tenant's first pipeline, unless it was removed. */
  is_default: boolean;

  /** Always LangBot's twelve. */
  stages: string[];

  /** Settings by group and stage. */
  config: PipelineConfig;

  extensions_preferences: PipelineExtensionPreferencesDto;

  static from(pipeline: Pipeline): PipelineDto {
    const { extensions } = pipeline;
    return Object.assign(new PipelineDto(), {
      uuid: pipeline.id,
      name: pipeline.name,
      description: pipeline.description,
      emoji: pipeline.emoji,
      created_at: zonelessTime(pipeline.createdAt),
      updated_at: zonelessTime(pipeline.updatedAt),
      for_version: FOR_VERSION,
      is_default: pipeline.isDefault,
      stages: [...STAGES],
      config: pipeline.config,
      extensions_preferences: {
        plugins: [...extensions.plugins],
        mcp_servers: [...extensions.mcpServers],
        enable_all_plugins: extensions.enableAllPlugins,
        enable_all_mcp_servers: extensions.enableAllMcpServers,
      },
    } satisfies PipelineDto);
  }
}

export class PipelineListDto {
  pipelines: PipelineDto[];
}

export class OnePipelineDto {
  pipeline: PipelineDto;
}

export class CreatedPipelineDto {
  /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  uuid: string;
}

/** An MCP server whose tools can be offered. */
export class AvailableMcpServerDto {
  uuid: string;

  /** @example weather */
  name: string;
}

/** What a pipeline uses besides its model, and what it could. */
export class PipelineExtensionsDto {
  enable_all_plugins: boolean;

  enable_all_mcp_servers: boolean;

  bound_plugins: BoundPluginDto[];

  /** Always empty. */
  available_plugins: BoundPluginDto[];

  /** Uuids. */
  bound_mcp_servers: string[];

  /** Those that are connected now and have tools. */
  available_mcp_servers: AvailableMcpServerDto[];

  static from({ extensions }: Pipeline, available: readonly AvailableMcpServerDto[]): PipelineExtensionsDto {
    return Object.assign(new PipelineExtensionsDto(), {
      enable_all_plugins: extensions.enableAllPlugins,
      enable_all_mcp_servers: extensions.enableAllMcpServers,
      bound_plugins: [...extensions.plugins],
      available_plugins: [],
      bound_mcp_servers: [...extensions.mcpServers],
      available_mcp_servers: [...available],
    } satisfies PipelineExtensionsDto);
  }
}
