import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TenantDb } from '../database/tenant-db.js';
import type { Caller } from '../gateway/exchange.js';
import { badRequest, GatewayError } from '../gateway/gateway-error.js';
import { notFound } from '../gateway/resolution/model-resolver.js';
import { ChatResources, type ChatResource, type ListedResource } from '../gateway/resources/chat-resources.js';
import { AppError } from '../kernel/app-error.js';
import { newUuid } from '../kernel/ids.js';
import type { ChatEvent, ChatRequest } from '../providers/calls/chat-call.js';
import type { Bot } from './bot.entity.js';
import { BotsRepository } from './bots.repository.js';
import { BotLog } from './logs/bot-log.js';
import { BotAnswers } from './messages/bot-answers.js';

const ADAPTER = 'openai';

/** Bots of the adapter `openai`: named in place of a model, as `bot:<name>` or `bot:<uuid>`. */
@Injectable()
export class BotChats implements ChatResource, OnModuleInit {
  readonly kind = 'bot';

  constructor(
    private readonly resources: ChatResources,
    private readonly tenantDb: TenantDb,
    private readonly bots: BotsRepository,
    private readonly answers: BotAnswers,
    private readonly log: BotLog,
  ) {}

  onModuleInit(): void {
    this.resources.register(this);
  }

  async list(tenantId: string): Promise<readonly ListedResource[]> {
    const bots = await this.tenantDb.run(tenantId, (tx) => this.bots.listEnabled(tx, tenantId, ADAPTER));
    const count = (name: string): number => bots.filter((bot) => bot.name === name).length;
    return bots.map(({ id, name, createdAt }) => ({ name: count(name) > 1 ? id : name, createdAt }));
  }

  async *answer(caller: Caller, name: string, request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatEvent> {
    const bot = await this.find(caller.tenantId, name);
    // Each request brings its own history, so none of them share a session.
    const session = { type: 'person' as const, id: newUuid() };
    try {
      for await (const event of this.answers.steps(bot, session, request.messages, 'given', signal)) {
        if (event.kind === 'text' || event.kind === 'reasoning') yield event;
        if (event.kind === 'end') yield { kind: 'end', finishReason: event.finishReason, usage: event.usage };
      }
      await this.log.write(bot, 'info', 'Answered');
    } catch (error) {
      const says = error instanceof AppError || error instanceof GatewayError ? error.message : 'Internal error';
      if (!signal.aborted) await this.log.write(bot, 'error', `Not answered: ${says}`);
      throw error;
    }
  }

  private async find(tenantId: string, name: string): Promise<Bot> {
    const bots = await this.tenantDb.run(tenantId, (tx) => this.bots.listEnabled(tx, tenantId, ADAPTER));
    const exact = bots.find(({ id }) => id === name);
    if (exact) return exact;
    const [found, ...others] = bots.filter((bot) => bot.name === name);
    if (!found) throw notFound(`bot:${name}`);
    if (others.length === 0) return found;
    const ids = [found, ...others].map(({ id }) => `bot:${id}`).join(', ');
    throw badRequest(`Several bots are called ${name}; name one as ${ids}`, 'model', 'model_ambiguous');
  }
}
