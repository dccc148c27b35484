import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { NotFoundError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { CreateWebhookDto, OneWebhookDto, UpdateWebhookDto, WebhookDto, WebhookListDto } from './dto/webhook.dto.js';
import { WebhooksService } from './webhooks.service.js';

const NUMBER = /^\d{1,9}$/;

/** Who is told of the messages that bots get. */
@ApiTags('LangBot bots')
@Controller('api/v1/webhooks')
@Auth({ scope: 'resources:write' })
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  /** All webhooks. */
  @Get()
  @Auth({ scope: 'resources:read' })
  async list(@CurrentPrincipal() caller: Principal): Promise<WebhookListDto> {
    return { webhooks: (await this.webhooks.list(caller)).map((webhook) => WebhookDto.from(webhook)) };
  }

  /** Adds a webhook: each message that a bot of the tenant gets is posted to it, best effort. */
  @Post()
  @HttpCode(200)
  async create(@CurrentPrincipal() caller: Principal, @Body() input: CreateWebhookDto): Promise<OneWebhookDto> {
    return { webhook: WebhookDto.from(await this.webhooks.create(caller, input.toColumns())) };
  }

  /** One webhook. */
  @Get(':id')
  @Auth({ scope: 'resources:read' })
  async get(@CurrentPrincipal() caller: Principal, @Param('id') id: string): Promise<OneWebhookDto> {
    return { webhook: WebhookDto.from(await this.webhooks.get(caller, numberOf(id))) };
  }

  /** Changes a webhook. */
  @Put(':id')
  async update(
    @CurrentPrincipal() caller: Principal,
    @Param('id') id: string,
    @Body() input: UpdateWebhookDto,
  ): Promise<null> {
    await this.webhooks.update(caller, numberOf(id), input.toColumns());
    return null;
  }

  /** Removes a webhook. */
  @Delete(':id')
  async delete(@CurrentPrincipal() caller: Principal, @Param('id') id: string): Promise<null> {
    await this.webhooks.delete(caller, numberOf(id));
    return null;
  }
}

function numberOf(id: string): number {
  if (!NUMBER.test(id)) throw new NotFoundError('Webhook not found');
  return Number(id);
}
