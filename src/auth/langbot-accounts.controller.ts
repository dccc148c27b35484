import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AppConfig } from '../config/app-config.js';
import type { Principal } from '../kernel/principal.js';
import { Auth, Public } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { Client } from './client-facts.decorator.js';
import {
  LangBotAccountInfoDto,
  LangBotChangePasswordDto,
  LangBotInitDto,
  LangBotInitStateDto,
  LangBotLoginDto,
  LangBotResetPasswordDto,
  LangBotSetPasswordDto,
  LangBotTokenDto,
  LangBotUserDto,
  LangBotUserInfoDto,
} from './dto/langbot-account.dto.js';
import { LangBotAccountsService } from './langbot-accounts.service.js';
import { tokenOf } from './authorization-header.js';
import { isLocalRequest, mayBeLocal } from './local-request.js';
import { SessionsService, type ClientFacts } from './sessions.service.js';

/** Accounts as LangBot's clients know them. */
@ApiTags('LangBot accounts')
@Controller('api/v1/user')
@Auth({ session: true })
export class LangBotAccountsController {
  constructor(
    private readonly accounts: LangBotAccountsService,
    private readonly sessions: SessionsService,
    private readonly config: AppConfig,
  ) {}

  /** Whether the first administrator has been made. */
  @Get('init')
  @Public()
  async getInit(): Promise<LangBotInitStateDto> {
    return { initialized: await this.accounts.isInitialized() };
  }

  /** Makes the first administrator, with the token of the one-time link or from the machine itself. */
  @Post('init')
  @HttpCode(200)
  @Public()
  async init(@Req() request: FastifyRequest, @Body() { user, password, setup_token }: LangBotInitDto): Promise<null> {
    const local = mayBeLocal(this.config) && isLocalRequest(request) ? ('local' as const) : null;
    await this.accounts.initialize(setup_token ? { token: setup_token } : local, user, password);
    return null;
  }

  /** Signs in. The token lasts 7 days. */
  @Post('auth')
  @HttpCode(200)
  @Public()
  async signIn(@Body() { user, password }: LangBotLoginDto, @Client() client: ClientFacts): Promise<LangBotTokenDto> {
    return { token: await this.accounts.signIn(user, password, client) };
  }

  /** A fresh token for one that is still good. */
  @Get('check-token')
  async checkToken(
    @CurrentPrincipal() { userId, sessionId = '' }: Principal,
    @Req() { headers }: FastifyRequest,
  ): Promise<LangBotTokenDto> {
    return { token: await this.sessions.prolong(userId, sessionId, tokenOf(headers.authorization)) };
  }

  /** Changes my password. All my sessions end, this one included. */
  @Post('change-password')
  @HttpCode(200)
  async changePassword(
    @CurrentPrincipal() caller: Principal,
    @Body() { current_password, new_password }: LangBotChangePasswordDto,
    @Client() client: ClientFacts,
  ): Promise<LangBotUserDto> {
    await this.accounts.changePassword(caller, current_password, new_password, client);
    return { user: caller.email };
  }

  /** Changes my password, as later versions of LangBot call it. */
  @Post('set-password')
  @HttpCode(200)
  async setPassword(
    @CurrentPrincipal() caller: Principal,
    @Body() { current_password, new_password }: LangBotSetPasswordDto,
    @Client() client: ClientFacts,
  ): Promise<LangBotUserDto> {
    await this.accounts.changePassword(caller, current_password, new_password, client);
    return { user: caller.email };
  }

  /** Gives a user a new password, for whoever has the recovery key. Refused while the operator has set none. */
  @Post('reset-password')
  @HttpCode(200)
  @Public()
  async resetPassword(
    @Body() { user, recovery_key, new_password }: LangBotResetPasswordDto,
    @Client() client: ClientFacts,
  ): Promise<LangBotUserDto> {
    await this.accounts.resetPassword(user, recovery_key, new_password, client);
    return { user };
  }

  /** Who is signed in. */
  @Get('info')
  getInfo(@CurrentPrincipal() caller: Principal): LangBotUserInfoDto {
    return LangBotUserInfoDto.from(caller);
  }

  /** How one can sign in here. */
  @Get('account-info')
  @Public()
  async getAccountInfo(): Promise<LangBotAccountInfoDto> {
    return LangBotAccountInfoDto.from(await this.accounts.isInitialized());
  }
}
