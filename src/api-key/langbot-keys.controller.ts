import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import {
  CreateLangBotKeyDto,
  LangBotKeyAnswerDto,
  LangBotKeyDto,
  LangBotKeyListDto,
  UpdateLangBotKeyDto,
} from './dto/langbot-key.dto.js';
import { LangBotKeysService } from './langbot-keys.service.js';

/** API keys as LangBot's clients manage them. */
@ApiTags('LangBot API keys')
@Controller('api/v1/apikeys')
export class LangBotKeysController {
  constructor(private readonly keys: LangBotKeysService) {}

  /** My keys, masked; for those who manage the tenant, all of its keys. */
  @Get()
  @Auth({ scope: 'keys:read' })
  async list(@CurrentPrincipal() caller: Principal): Promise<LangBotKeyListDto> {
    return { keys: (await this.keys.list(caller)).map((key) => LangBotKeyDto.from(key)) };
  }

  /** Makes an API key. The answer is the only place where it appears whole, as `key.key`. */
  @Post()
  @HttpCode(200)
  @Auth({ scope: 'keys:write' })
  async create(
    @CurrentPrincipal() caller: Principal,
    @Body() input: CreateLangBotKeyDto,
  ): Promise<LangBotKeyAnswerDto> {
    return { key: LangBotKeyDto.from(await this.keys.issue(caller, input.toRequest())) };
  }

  /** One key, masked. */
  @Get(':id')
  @Auth({ scope: 'keys:read' })
  async get(@CurrentPrincipal() caller: Principal, @Param('id') id: string): Promise<LangBotKeyAnswerDto> {
    return { key: LangBotKeyDto.from(await this.keys.get(caller, id)) };
  }

  /** Gives a key another name or description. */
  @Put(':id')
  @Auth({ scope: 'keys:write' })
  async update(
    @CurrentPrincipal() caller: Principal,
    @Param('id') id: string,
    @Body() input: UpdateLangBotKeyDto,
  ): Promise<null> {
    await this.keys.update(caller, id, input.toChange());
    return null;
  }

  /** Ends a key for ever. Holds at once. */
  @Delete(':id')
  @Auth({ scope: 'keys:write' })
  async delete(@CurrentPrincipal() caller: Principal, @Param('id') id: string): Promise<null> {
    await this.keys.revoke(caller, id);
    return null;
  }
}
