import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { OptionalBody } from '../../http/validation.pipe.js';
import { AsPosted } from '../../langbot/dto/as-posted.js';
import { badField } from '../../kernel/app-error.js';
import { MCP_MODES, type McpMode } from '../mcp-server.entity.js';
import type { McpServerChange, NewMcpServer, TrialServer } from '../mcp-servers.service.js';

/** A field that may be left out, and not be null. */
const IfGiven = () => ValidateIf((_, value) => value !== undefined);

const NAME_REQUIRED = 'MCP server name is required';
const MODES = `mode must be one of: ${MCP_MODES.join(', ')}`;
const LONGEST_NAME = 200;
/** `_` stands for a record that is not stored; the others can't be in a path. */
const USABLE_NAME = /^(?!(?:_|\.|\.\.)$)[^\x00-\x1f\x7f]*$/; // eslint-disable-line no-control-regex
const UNUSABLE = 'Field name must not be "_", "." or "..", nor have control characters';

class McpServerFieldsDto {
  /** Whether it is connected, and its tools offered to pipelines. */
  @IfGiven()
  @IsBoolean()
  enable?: boolean;

  /**
   * How it is reached. `sse`, `http` and `remote`: `url`, `headers`, `timeout` (seconds a call may take); `stdio`:
   * `command`, `args`, `env`. A mask that comes back stands for what is stored.
   * @example {"url": "https://mcp.example.com/mcp", "headers": {"Authorization": "Bearer …"}, "timeout": 60}
   */
  @IfGiven()
  @AsPosted()
  @IsObject()
  extra_args?: Record<string, unknown>;
}

/** A server to be made. */
export class CreateMcpServerDto extends McpServerFieldsDto {
  /**
   * What it is addressed by; may contain slashes.
   * @example weather
   */
  @IsNotEmpty({ message: NAME_REQUIRED })
  @IsString()
  @MaxLength(LONGEST_NAME)
  @Matches(/\S/, { message: NAME_REQUIRED })
  @Matches(USABLE_NAME, { message: UNUSABLE })
  name: string;

  /**
   * `remote` is streamable HTTP, or SSE where that fails. `stdio` runs a command on the server, and is for instance
   * administrators alone, where it is switched on at all.
   * @example http
   */
  @IsNotEmpty({ message: 'mode is required' })
  @IsIn(MCP_MODES, { message: MODES })
  mode: McpMode;

  /** In the service's terms. */
  toNewServer(): NewMcpServer {
    const { name, mode, enable = false, extra_args = {} } = this;
    return { name, mode, isEnabled: enable, arguments: extra_args };
  }
}

/** What is to change; fields that are absent stay. */
export class UpdateMcpServerDto extends McpServerFieldsDto {
  /** @example weather */
  @IfGiven()
  @IsString()
  @MaxLength(LONGEST_NAME)
  @Matches(/\S/, { message: NAME_REQUIRED })
  @Matches(USABLE_NAME, { message: UNUSABLE })
  name?: string;

  /** @example http */
  @IfGiven()
  @IsIn(MCP_MODES, { message: MODES })
  mode?: McpMode;

  /** In the service's terms. */
  toChange(): McpServerChange {
    return {
      ...(this.name !== undefined ? { name: this.name } : {}),
      ...(this.mode !== undefined ? { mode: this.mode } : {}),
      ...(this.enable !== undefined ? { isEnabled: this.enable } : {}),
      ...(this.extra_args !== undefined ? { arguments: this.extra_args } : {}),
    };
  }
}

/** A record to be tried, where the name in the path is `_`; ignored otherwise. */
@OptionalBody()
export class TestMcpServerDto extends McpServerFieldsDto {
  /** The stored server that this is a changed form of: masks stand for what it has. */
  @ValidateIf((_, value) => value !== undefined && value !== null && value !== '')
  @IsUUID()
  uuid?: string | null;

  /** @example weather */
  @IfGiven()
  @IsString()
  @MaxLength(LONGEST_NAME)
  name?: string;

  /** @example http */
  @IfGiven()
  @IsIn(MCP_MODES, { message: MODES })
  mode?: McpMode;

  /** @throws BadInputError naming what a full record lacks */
  toTrial(): { name: string; trial: TrialServer; isEnabled: boolean } {
    const { name, mode, enable, extra_args = {}, uuid } = this;
    if (!name) throw badField('name', 'required', 'is required');
    if (!mode) throw badField('mode', 'required', 'is required');
    if (enable === undefined) throw badField('enable', 'required', 'is required');
    return { name, trial: { mode, arguments: extra_args, storedId: uuid || null }, isEnabled: enable };
  }
}

const LEVELS = ['debug', 'info', 'warning', 'error'] as const;

/** Which lines of a session's log are wanted. */
export class McpLogsQueryDto {
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(1, { message: 'limit must be from 1 to 500' })
  @Max(500, { message: 'limit must be from 1 to 500' })
  limit: number = 200;

  /** Only lines of this level. */
  @ValidateIf((_, value) => value !== undefined && value !== '')
  @IsIn(LEVELS, { message: `level must be one of: ${LEVELS.join(', ')}` })
  level?: (typeof LEVELS)[number];
}

/** A resource to be read. */
export class ReadMcpResourceDto {
  /** @example file:///notes.txt */
  @IsNotEmpty({ message: 'URI is required' })
  @IsString()
  @MaxLength(2048)
  uri: string;

  /** Of text, or of bytes; what is longer is cut. */
  @IfGiven()
  @IsInt()
  @Min(1, { message: 'max_bytes must be from 1 to 1048576' })
  @Max(1024 * 1024, { message: 'max_bytes must be from 1 to 1048576' })
  max_bytes: number = 64 * 1024;

  /** Whether what is not text is sent too, in base64. */
  @IfGiven()
  @IsBoolean()
  include_blob: boolean = false;
}
