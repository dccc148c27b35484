import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { AsPosted } from '../../langbot/dto/as-posted.js';
import { OptionalBody } from '../../http/validation.pipe.js';
import type { BotConfig } from '../bot-config.js';
import type { BotChange, NewBot } from '../bots.service.js';
import { SESSION_TYPES, type Segment, type SessionType } from '../messages/inbound.js';
import { IsSegments } from './is-segments.js';

/** A field that may be left out, and not be null. */
const IfGiven = () => ValidateIf((_, value) => value !== undefined);

class BotFieldsDto {
  /** The adapter's configuration; `GET /api/v1/platform/adapters/{name}` says which fields it has. */
  @IfGiven()
  @AsPosted()
  @IsObject()
  config?: Record<string, unknown>;

  /** Another name of `config`; it wins where both are given. */
  @IfGiven()
  @AsPosted()
  @IsObject()
  adapter_config?: Record<string, unknown>;

  @IsOptional()
  @IsString()
  @MaxLength(512)
  description?: string | null;

  /** Whether it runs. Adapters that can't run here are refused with 400. */
  @IfGiven()
  @IsBoolean()
  enable?: boolean;

  protected givenConfig(): BotConfig | undefined {
    return this.adapter_config ?? this.config;
  }
}

/** A bot to be made. */
export class CreateBotDto extends BotFieldsDto {
  /** @example "My Bot" */
  @IsNotEmpty({ message: 'name is required' })
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, { message: 'name is required' })
  name: string;

  /**
   * As `GET /api/v1/platform/adapters` names it.
   * @example http_bot
   */
  @IsNotEmpty({ message: 'adapter is required' })
  @IsString()
  @MaxLength(64)
  adapter: string;

  /** The pipeline that answers; the tenant's default one when left out. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === '' ? null : value))
  @IsUUID()
  use_pipeline_uuid?: string | null;

  /** In the service's terms. */
  toNewBot(): NewBot {
    return {
      name: this.name,
      description: this.description ?? '',
      adapter: this.adapter,
      config: this.givenConfig() ?? {},
      isEnabled: this.enable ?? false,
      pipelineId: this.use_pipeline_uuid ?? null,
    };
  }
}

/** What is to change; fields that are absent stay, and those that can't change are ignored. */
export class UpdateBotDto extends BotFieldsDto {
  @IfGiven()
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, { message: 'name must not be empty' })
  name?: string;

  /**
   * Another adapter takes a `config` of its own in the same request.
   * @example telegram
   */
  @IfGiven()
  @IsString()
  @MaxLength(64)
  adapter?: string;

  /** The pipeline that answers; null for none. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === '' ? null : value))
  @IsUUID()
  use_pipeline_uuid?: string | null;

  /** In the service's terms. */
  toChange(): BotChange {
    const config = this.givenConfig();
    return {
      ...(this.name !== undefined ? { name: this.name } : {}),
      ...(this.adapter !== undefined ? { adapter: this.adapter } : {}),
      ...(this.description !== undefined ? { description: this.description ?? '' } : {}),
      ...(this.enable !== undefined ? { isEnabled: this.enable } : {}),
      ...(this.use_pipeline_uuid !== undefined ? { pipelineId: this.use_pipeline_uuid } : {}),
      ...(config !== undefined ? { config } : {}),
    };
  }
}

/** A window onto a bot's log. */
@OptionalBody()
export class BotLogsQueryDto {
  /** The newest entry that is wanted; negative for the last one. */
  @IfGiven()
  @IsInt()
  @Max(2 ** 31 - 1)
  from_index: number = -1;

  /** How many entries at most, ending there. */
  @IfGiven()
  @IsInt()
  @Min(0, { message: 'max_count must be at least 0' })
  @Max(2 ** 31 - 1)
  max_count: number = 10;
}

const isNumber = ({ value }: { value: unknown }): unknown => (typeof value === 'number' ? String(value) : value);

/** Something that a bot is to say unasked. */
export class SendMessageDto {
  /** @example person */
  @IsNotEmpty({ message: 'target_type is required' })
  @IsIn(SESSION_TYPES, { message: 'target_type must be either "person" or "group"' })
  target_type: SessionType;

  /**
   * As the platform names the person or group.
   * @example "4711"
   */
  @Transform(isNumber)
  @IsNotEmpty({ message: 'target_id is required' })
  @IsString()
  @MaxLength(128)
  target_id: string;

  /**
   * Pieces of the message, in order.
   * @example [{"type": "Plain", "text": "Hello"}]
   */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  @IsNotEmpty({ message: 'message_chain is required' })
  @AsPosted()
  @IsArray()
  @ArrayNotEmpty({ message: 'message_chain is required' })
  @ArrayMaxSize(64, { message: 'message_chain must hold at most 64' })
  @IsSegments()
  message_chain: Segment[];
}

/** Somebody who administers the bot on its platform. */
export class AddBotAdminDto {
  /** @example person */
  @IsNotEmpty({ message: 'launcher_type and launcher_id are required' })
  @IsString()
  @MaxLength(16)
  launcher_type: string;

  /** @example "4711" */
  @Transform(isNumber)
  @IsNotEmpty({ message: 'launcher_type and launcher_id are required' })
  @IsString()
  @MaxLength(128)
  launcher_id: string;
}

/** The key whose publishable token is to talk to the bot. */
export class EmbedBotDto {
  /**
   * The key's id, as `GET /api/v1/keys` shows it.
   * @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10
   */
  @IsNotEmpty({ message: 'key_id is required' })
  @IsUUID()
  key_id: string;
}
