import { ApiProperty } from '@nestjs/swagger';
import { localTime } from '../../langbot/local-time.js';
import type { McpMode } from '../mcp-server.entity.js';
import type { OpenMcpServer } from '../mcp-vault.js';
import { maskArguments } from '../server-arguments.js';
import type { McpSession } from '../sessions/mcp-session.js';
import type { SessionLogLevel, SessionLogLine } from '../sessions/session-log.js';
import { type McpRuntimeInfoDto, runtimeInfo } from './runtime-info.dto.js';

/** A server whose tools pipelines may use. */
export class McpServerDto {
  uuid: string;

  /** @example weather */
  name: string;

  enable: boolean;

  mode: McpMode;

  /** How it is reached; values of headers and variables are masked. */
  extra_args: Record<string, unknown>;

  /** UTC, without a zone. @example 2026-01-01T00:00:00 */
  created_at: string;

  updated_at: string;

  /** Null when there is no session: the server is disabled, or the process has only just started. */
  runtime_info: McpRuntimeInfoDto | null;

  static from({ server, arguments: plain }: OpenMcpServer, session: McpSession | null): McpServerDto {
    return Object.assign(new McpServerDto(), {
      uuid: server.id,
      name: server.name,
      enable: server.isEnabled,
      mode: server.mode,
      extra_args: maskArguments(plain),
      created_at: localTime(server.createdAt),
      updated_at: localTime(server.updatedAt),
      runtime_info: session && server.isEnabled ? runtimeInfo(session.state) : null,
    } satisfies McpServerDto);
  }
}

export class McpServerListDto {
  servers: McpServerDto[];
}

export class OneMcpServerDto {
  server: McpServerDto;
}

/** The task that tests a server; `GET /api/v1/system/tasks/{task_id}` says how it went. */
export class McpTestDto {
  task_id: number;
}

export class McpResourceCapabilitiesDto {
  subscribe: boolean;

  listChanged: boolean;
}

/** What a server offers to be read, as it says. */
export class McpResourcesDto {
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  resources: Record<string, unknown>[];

  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  resource_templates: Record<string, unknown>[];

  /** Null when the server has no resources at all. */
  resource_capabilities: McpResourceCapabilitiesDto | null;
}

export class McpResourceTemplatesDto {
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  resource_templates: Record<string, unknown>[];
}

/** A part of a resource. */
export class McpResourceContentDto {
  uri: string;

  mime_type: string | null;

  /** Null for what is not text. */
  text: string | null;

  /** Base64; null for text, unless it was asked for, and where it is longer than `max_bytes`. */
  blob: string | null;

  /** In bytes. */
  size: number;

  truncated: boolean;
}

export class McpResourceDto {
  contents: McpResourceContentDto[];
}

/** A line of a session's log. */
export class McpLogLineDto {
  /** Seconds since 1970. */
  timestamp: number;

  level: SessionLogLevel;

  text: string;

  static from({ at, level, text }: SessionLogLine): McpLogLineDto {
    return Object.assign(new McpLogLineDto(), { timestamp: at.getTime() / 1000, level, text });
  }
}

export class McpLogsDto {
  /** The oldest first. From the memory of the process that answered: a restart forgets them. */
  logs: McpLogLineDto[];
}
