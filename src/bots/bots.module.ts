import { Module } from '@nestjs/common';
import { ApiKeyModule } from '../api-key/api-key.module.js';
import { GatewayModule } from '../gateway/gateway.module.js';
import { PipelinesModule } from '../pipelines/pipelines.module.js';
import { ProvidersModule } from '../providers/providers.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { BotAdapters } from './adapters/bot-adapters.js';
import { HttpBotAdapter } from './adapters/http-bot/http-bot.adapter.js';
import { HttpBotReceiver } from './adapters/http-bot/http-bot.receiver.js';
import { PlatformAdaptersController } from './adapters/platform-adapters.controller.js';
import { TelegramAdapter } from './adapters/telegram/telegram.adapter.js';
import { TelegramReceiver } from './adapters/telegram/telegram.receiver.js';
import { BotChats } from './bot-chats.js';
import { BotSpeech } from './bot-speech.js';
import { BotVault } from './bot-vault.js';
import { BotsController } from './bots.controller.js';
import { BotsRepository } from './bots.repository.js';
import { BotsService } from './bots.service.js';
import { BotEmbedsRepository } from './embed/bot-embeds.repository.js';
import { BotEmbeds } from './embed/bot-embeds.service.js';
import { EmbedSnapshots } from './embed/embed-snapshots.js';
import { BotIngressController } from './ingress/bot-ingress.controller.js';
import { BotIngress } from './ingress/bot-ingress.js';
import { BotLog } from './logs/bot-log.js';
import { BotLogsRepository } from './logs/bot-logs.repository.js';
import { BotAnswers } from './messages/bot-answers.js';
import { BotInbox } from './messages/bot-inbox.js';
import { BotMessagesRepository } from './messages/bot-messages.repository.js';
import { MessageWorker } from './messages/message-worker.js';
import { BotLeasesRepository } from './supervisor/bot-leases.repository.js';
import { BotRunner } from './supervisor/bot-runner.js';
import { BotSupervisor } from './supervisor/bot-supervisor.js';

/** Bots: where people meet pipelines. */
@Module({
  imports: [ApiKeyModule, GatewayModule, PipelinesModule, ProvidersModule, WebhooksModule],
  controllers: [BotsController, PlatformAdaptersController, BotIngressController],
  providers: [
    BotsService,
    BotsRepository,
    BotVault,
    BotSpeech,
    BotChats,
    BotLog,
    BotLogsRepository,
    BotAdapters,
    HttpBotAdapter,
    HttpBotReceiver,
    TelegramAdapter,
    TelegramReceiver,
    BotIngress,
    BotInbox,
    BotAnswers,
    BotMessagesRepository,
    MessageWorker,
    BotSupervisor,
    BotRunner,
    BotLeasesRepository,
    BotEmbeds,
    BotEmbedsRepository,
    EmbedSnapshots,
  ],
})
export class BotsModule {}
