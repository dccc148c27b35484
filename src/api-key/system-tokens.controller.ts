import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { NewTokenDto, TokenDto } from './dto/token.dto.js';
import { UserKeysService } from './user-keys.service.js';

/** A user's own keys as RAGFlow's user mode knows them. */
@ApiTags('RAGFlow user mode')
@Controller('v1/system')
export class SystemTokensController {
  constructor(private readonly userKeys: UserKeysService) {}

  /** Makes a key for the caller; its token is shown here only. */
  @Post('new_token')
  @HttpCode(200)
  @Auth({ scope: 'keys:write' })
  async create(@CurrentPrincipal() caller: Principal): Promise<NewTokenDto> {
    return NewTokenDto.from(await this.userKeys.generateOwn(caller));
  }

  /** The keys of the caller's tenant, masked. */
  @Get('token_list')
  @Auth({ scope: 'keys:read' })
  async list(@CurrentPrincipal() caller: Principal): Promise<TokenDto[]> {
    return (await this.userKeys.listMasked(caller)).map((row) => TokenDto.from(row));
  }

  /** Ends the key with this token, or with this mask. */
  @Delete('token/:token')
  @Auth({ scope: 'keys:write' })
  async delete(@CurrentPrincipal() caller: Principal, @Param('token') token: string): Promise<true> {
    await this.userKeys.revokeOwn(caller, token);
    return true;
  }
}
