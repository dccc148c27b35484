import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AppConfig } from '../config/app-config.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { NotFoundError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { CreatedDto } from '../langbot/dto/provider.dto.js';
import { BotNotFoundError } from './bot.errors.js';
import { BotSpeech } from './bot-speech.js';
import { BotsService } from './bots.service.js';
import {
  AddBotAdminDto,
  BotLogsQueryDto,
  CreateBotDto,
  EmbedBotDto,
  SendMessageDto,
  UpdateBotDto,
} from './dto/bot-request.dto.js';
import {
  AddedBotAdminDto,
  BotAdminDto,
  BotAdminListDto,
  BotDto,
  BotListDto,
  BotLogEntryDto,
  BotLogsDto,
  EmbedDto,
  OneBotDto,
  RunningBotDto,
  SentDto,
} from './dto/bot.dto.js';
import { BotEmbeds } from './embed/bot-embeds.service.js';

/** No bot has an id of another form. */
const BotId = () => Param('uuid', new ParseUUIDPipe({ exceptionFactory: () => new BotNotFoundError() }));

const NUMBER = /^\d{1,9}$/;

/** A tenant's bots. */
@ApiTags('LangBot bots')
@Controller('api/v1/platform/bots')
@Auth({ scope: 'resources:write' })
export class BotsController {
  constructor(
    private readonly bots: BotsService,
    private readonly speech: BotSpeech,
    private readonly embeds: BotEmbeds,
    private readonly config: AppConfig,
  ) {}

  /** All bots, the youngest first. */
  @Get()
  @Auth({ scope: 'resources:read' })
  async list(@CurrentPrincipal() caller: Principal): Promise<BotListDto> {
    return { bots: (await this.bots.list(caller)).map((shown) => BotDto.from(shown)) };
  }

  /** Makes a bot. It runs at once when `enable` is true. */
  @Post()
  @HttpCode(200)
  async create(@CurrentPrincipal() caller: Principal, @Body() input: CreateBotDto): Promise<CreatedDto> {
    return { uuid: await this.bots.create(caller, input.toNewBot()) };
  }

  /** One bot, and how it fares. */
  @Get(':uuid')
  @Auth({ scope: 'resources:read' })
  async get(@CurrentPrincipal() caller: Principal, @BotId() uuid: string): Promise<OneBotDto> {
    const { shown, state } = await this.bots.get(caller, uuid);
    return { bot: RunningBotDto.fromRunning(shown, state, this.config.publicUrl) };
  }

  /** Changes a bot, and starts it again. */
  @Put(':uuid')
  async update(
    @CurrentPrincipal() caller: Principal,
    @BotId() uuid: string,
    @Body() input: UpdateBotDto,
  ): Promise<null> {
    await this.bots.update(caller, uuid, input.toChange());
    return null;
  }

  /** Removes a bot, its log and what it was told. */
  @Delete(':uuid')
  async delete(@CurrentPrincipal() caller: Principal, @BotId() uuid: string): Promise<null> {
    await this.bots.delete(caller, uuid);
    return null;
  }

  /** A part of the bot's log: up to `max_count` entries that end with `from_index`. */
  @Post(':uuid/logs')
  @HttpCode(200)
  @Auth({ scope: 'resources:read' })
  async readLogs(
    @CurrentPrincipal() caller: Principal,
    @BotId() uuid: string,
    @Body() { from_index, max_count }: BotLogsQueryDto,
  ): Promise<BotLogsDto> {
    const { entries, held } = await this.bots.logs(caller, uuid, from_index, max_count);
    return { logs: entries.map((entry) => BotLogEntryDto.from(entry)), total_count: held };
  }

  /** Lets the bot say something unasked. */
  @Post(':uuid/send_message')
  @HttpCode(200)
  async sendMessage(
    @CurrentPrincipal() caller: Principal,
    @BotId() uuid: string,
    @Body() { target_type, target_id, message_chain }: SendMessageDto,
  ): Promise<SentDto> {
    await this.speech.send(caller, uuid, { type: target_type, id: target_id }, message_chain);
    return { sent: true };
  }

  /** Who administers the bot on its platform. */
  @Get(':uuid/admins')
  @Auth({ scope: 'resources:read' })
  async listAdmins(@CurrentPrincipal() caller: Principal, @BotId() uuid: string): Promise<BotAdminListDto> {
    const admins = await this.bots.listAdmins(caller, uuid);
    return { admins: admins.map((admin) => BotAdminDto.from(admin)) };
  }

  /** Adds somebody who administers the bot on its platform. */
  @Post(':uuid/admins')
  @HttpCode(200)
  async addAdmin(
    @CurrentPrincipal() caller: Principal,
    @BotId() uuid: string,
    @Body() { launcher_type, launcher_id }: AddBotAdminDto,
  ): Promise<AddedBotAdminDto> {
    return { id: await this.bots.addAdmin(caller, uuid, launcher_type, launcher_id) };
  }

  /** Removes somebody from those who administer the bot. */
  @Delete(':uuid/admins/:id')
  async removeAdmin(
    @CurrentPrincipal() caller: Principal,
    @BotId() uuid: string,
    @Param('id') id: string,
  ): Promise<null> {
    if (!NUMBER.test(id)) throw new NotFoundError('Administrator not found');
    await this.bots.removeAdmin(caller, uuid, Number(id));
    return null;
  }

  /** Ties a key's publishable token to this bot alone. One that was tied to another bot leaves it. */
  @Post(':uuid/embed')
  @HttpCode(200)
  async embed(
    @CurrentPrincipal() caller: Principal,
    @BotId() uuid: string,
    @Body() { key_id }: EmbedBotDto,
  ): Promise<EmbedDto> {
    return { key_id, beta: await this.embeds.bind(caller, uuid, key_id) };
  }

  /** Ends what a key's publishable token may do with this bot. */
  @Delete(':uuid/embed/:keyId')
  async removeEmbed(
    @CurrentPrincipal() caller: Principal,
    @BotId() uuid: string,
    @Param('keyId', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundError('Not embedded') })) keyId: string,
  ): Promise<null> {
    await this.embeds.unbind(caller, uuid, keyId);
    return null;
  }
}
