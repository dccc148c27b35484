import { IsBoolean, IsNotEmpty, IsOptional, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { localTime } from '../../langbot/local-time.js';
import type { Webhook } from '../webhook.entity.js';
import type { WebhookColumns } from '../webhooks.repository.js';

const IfGiven = () => ValidateIf((_, value) => value !== undefined);

/** Somebody to be told of the messages that bots get. */
export class CreateWebhookDto {
  /** @example "Our archive" */
  @IsNotEmpty({ message: 'Name is required' })
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, { message: 'Name is required' })
  name: string;

  /**
   * Where events are posted to, as JSON.
   * @example https://example.com/hooks/bots
   */
  @IsNotEmpty({ message: 'URL is required' })
  @IsString()
  @MaxLength(2048)
  url: string;

  @IsOptional()
  @IsString()
  @MaxLength(512)
  description?: string | null;

  @IfGiven()
  @IsBoolean()
  enabled?: boolean = true;

  /** In the service's terms. */
  toColumns(): WebhookColumns {
    const { name, url, description, enabled } = this;
    return { name, url: url.trim(), description: description ?? '', isEnabled: enabled ?? true };
  }
}

/** What is to change; fields that are absent stay. */
export class UpdateWebhookDto {
  @IfGiven()
  @IsString()
  @MaxLength(255)
  @Matches(/\S/, { message: 'Name is required' })
  name?: string;

  /** @example https://example.com/hooks/bots */
  @IfGiven()
  @IsNotEmpty({ message: 'URL is required' })
  @IsString()
  @MaxLength(2048)
  url?: string;

  @IsOptional()
  @IsString()
  @MaxLength(512)
  description?: string | null;

  @IfGiven()
  @IsBoolean()
  enabled?: boolean;

  /** In the service's terms. */
  toColumns(): Partial<WebhookColumns> {
    const { name, url, description, enabled } = this;
    return {
      ...(name !== undefined ? { name } : {}),
      ...(url !== undefined ? { url: url.trim() } : {}),
      ...(description !== undefined ? { description: description ?? '' } : {}),
      ...(enabled !== undefined ? { isEnabled: enabled } : {}),
    };
  }
}

/** Somebody who is told of the messages that bots get. */
export class WebhookDto {
  id: number;

  /** @example "Our archive" */
  name: string;

  /** @example https://example.com/hooks/bots */
  url: string;

  description: string;

  enabled: boolean;

  /** UTC, without a zone. @example 2026-01-01T00:00:00 */
  created_at: string;

  updated_at: string;

  static from({ id, name, url, description, isEnabled, createdAt, updatedAt }: Webhook): WebhookDto {
    return Object.assign(new WebhookDto(), {
      id,
      name,
      url,
      description,
      enabled: isEnabled,
      created_at: localTime(createdAt),
      updated_at: localTime(updatedAt),
    });
  }
}

export class WebhookListDto {
  webhooks: WebhookDto[];
}

export class OneWebhookDto {
  webhook: WebhookDto;
}
