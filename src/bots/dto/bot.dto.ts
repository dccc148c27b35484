import { localTime } from '../../langbot/local-time.js';
import { findAdapter } from '../adapters/adapter-catalog.js';
import type { BotAdmin } from '../bot-admin.entity.js';
import { maskConfig } from '../bot-config.js';
import type { BotState, BotStatus } from '../bot-state.entity.js';
import type { ShownBot } from '../bots.service.js';
import type { BotLogEntry, BotLogLevel } from '../logs/bot-log-entry.entity.js';

/** Where people meet a pipeline. */
export class BotDto {
  uuid: string;

  /** @example "My Bot" */
  name: string;

  description: string;

  /** @example http_bot */
  adapter: string;

  /** The adapter's configuration, secrets masked. A mask that comes back means the secret that is stored. */
  adapter_config: Record<string, unknown>;

  /** The same as `adapter_config`. */
  config: Record<string, unknown>;

  enable: boolean;

  /** The pipeline that answers; null for none. */
  use_pipeline_uuid: string | null;

  /** Empty when there is none, or no more. */
  use_pipeline_name: string;

  /** UTC, without a zone. @example 2026-01-01T00:00:00 */
  created_at: string;

  updated_at: string;

  static from({ bot, config, pipelineName }: ShownBot): BotDto {
    return Object.assign(new BotDto(), fieldsOf({ bot, config, pipelineName }));
  }
}

/** How a bot fares now. */
export class BotRuntimeDto {
  /** What its platform calls it; null while it has no connection. */
  bot_account_id: string | null;

  /** Where its platform is to send messages, for adapters that work so. @example /bots/01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  webhook_url: string | null;

  /** The same with this server's public address, if it is known. */
  webhook_full_url: string | null;

  extra_webhook_full_url: string | null;

  /** `error`: it will be tried again at `next_try_at`. */
  status: BotStatus;

  last_error: string | null;

  /** UTC, without a zone. */
  next_try_at: string | null;
}

/** A bot, and how it fares. */
export class RunningBotDto extends BotDto {
  adapter_runtime_values: BotRuntimeDto;

  static fromRunning(shown: ShownBot, state: BotState, publicUrl: string | null): RunningBotDto {
    const { bot } = shown;
    const path = findAdapter(bot.adapter)?.hasWebhook || isTelegramWebhook(shown) ? `/bots/${bot.id}` : null;
    return Object.assign(new RunningBotDto(), fieldsOf(shown), {
      adapter_runtime_values: {
        bot_account_id: bot.isEnabled ? state.accountId : null,
        webhook_url: path,
        webhook_full_url: path && publicUrl ? publicUrl.replace(/\/+$/, '') + path : null,
        extra_webhook_full_url: null,
        status: bot.isEnabled ? state.status : 'stopped',
        last_error: bot.isEnabled ? state.lastError : null,
        next_try_at: bot.isEnabled && state.nextTryAt ? localTime(state.nextTryAt) : null,
      },
    });
  }
}

export class BotListDto {
  bots: BotDto[];
}

export class OneBotDto {
  bot: RunningBotDto;
}

/** One line of a bot's log. */
export class BotLogEntryDto {
  /** Counts from 0 and is never used again. */
  seq_id: number;

  /** Seconds since 1970. */
  timestamp: number;

  level: BotLogLevel;

  text: string;

  images: string[];

  /** `person_<id>` or `group_<id>`; empty for what concerns the bot itself. */
  message_session_id: string;

  static from({ seqId, at, level, text, session }: BotLogEntry): BotLogEntryDto {
    return Object.assign(new BotLogEntryDto(), {
      seq_id: seqId,
      timestamp: Math.floor(at.getTime() / 1000),
      level,
      text,
      images: [],
      message_session_id: session,
    });
  }
}

export class BotLogsDto {
  /** The oldest first. */
  logs: BotLogEntryDto[];

  /** How many entries are held: 200 at most. */
  total_count: number;
}

export class SentDto {
  sent: boolean;
}

/** Somebody who administers the bot on its platform. */
export class BotAdminDto {
  id: number;

  /** @example person */
  launcher_type: string;

  /** @example "4711" */
  launcher_id: string;

  static from({ id, launcherType, launcherId }: BotAdmin): BotAdminDto {
    return Object.assign(new BotAdminDto(), { id, launcher_type: launcherType, launcher_id: launcherId });
  }
}

export class BotAdminListDto {
  admins: BotAdminDto[];
}

export class AddedBotAdminDto {
  id: number;
}

/** A token that may be published. */
export class EmbedDto {
  key_id: string;

  /** Goes to `/v1/chat/completions` as `Authorization: Bearer …`, talks to this bot, and does nothing else. */
  beta: string;
}

function fieldsOf({ bot, config, pipelineName }: ShownBot) {
  const masked = maskConfig(findAdapter(bot.adapter), config);
  return {
    uuid: bot.id,
    name: bot.name,
    description: bot.description,
    adapter: bot.adapter,
    adapter_config: masked,
    config: masked,
    enable: bot.isEnabled,
    use_pipeline_uuid: bot.pipelineId,
    use_pipeline_name: pipelineName,
    created_at: localTime(bot.createdAt),
    updated_at: localTime(bot.updatedAt),
  };
}

function isTelegramWebhook({ bot, config }: ShownBot): boolean {
  return bot.adapter === 'telegram' && config['mode'] === 'webhook';
}
