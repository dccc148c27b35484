import { Module } from '@nestjs/common';
import { ProvidersModule } from '../providers/providers.module.js';
import { WebhookDeliveries } from './webhook-deliveries.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksRepository } from './webhooks.repository.js';
import { WebhooksService } from './webhooks.service.js';

/** Who is told of the messages that bots get. */
@Module({
  imports: [ProvidersModule],
  controllers: [WebhooksController],
  providers: [WebhooksService, WebhooksRepository, WebhookDeliveries],
  exports: [WebhookDeliveries],
})
export class WebhooksModule {}
