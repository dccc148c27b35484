import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiConflictResponse, ApiForbiddenResponse, ApiTags, ApiUnauthorizedResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { BadInputError, ForbiddenError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { AppConfig } from '../config/app-config.js';
import { ClientPassword } from '../crypto/client-password.js';
import { Auth, Public } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { ResponseMessage } from '../http/response-message.decorator.js';
import { UsersService } from '../tenants/users.service.js';
import { Client } from './client-facts.decorator.js';
import { RagflowUserDto, RegisterDto, UserModeLoginDto } from './dto/user-mode.dto.js';
import { sendTokenHeader } from './token-header.js';
import { SessionsService, type ClientFacts } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

/** Accounts as RAGFlow's command line knows them in user mode. */
@ApiTags('RAGFlow user mode')
@Controller('v1/user')
export class UserModeController {
  constructor(
    private readonly config: AppConfig,
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly clientPassword: ClientPassword,
  ) {}

  /** Signs in. The token, good for 7 days, is in the `Authorization` header of the answer. */
  @Post('login')
  @HttpCode(200)
  @ApiUnauthorizedResponse({ description: 'The pair does not match' })
  @ApiForbiddenResponse({ description: 'The account is disabled' })
  @Public()
  @ResponseMessage('Welcome back!')
  async login(
    @Body() { email, password }: UserModeLoginDto,
    @Client() client: ClientFacts,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RagflowUserDto> {
    const { user, accessToken } = await this.signIns.signIn({ email, password, channel: 'user-mode', client });
    sendTokenHeader(reply, accessToken);
    return RagflowUserDto.from(user);
  }

  /** Makes an account and signs in, where the operator allows it. */
  @Post('register')
  @HttpCode(200)
  @ApiForbiddenResponse({ description: 'Registration is closed' })
  @ApiConflictResponse({ description: 'The address is taken' })
  @Public()
  @ResponseMessage('Welcome aboard!')
  async register(
    @Body() { email, password, nickname }: RegisterDto,
    @Client() client: ClientFacts,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RagflowUserDto> {
    if (!this.config.isRegistrationOpen) {
      throw new ForbiddenError('User registration is disabled!');
    }
    const plain = this.clientPassword.read(password);
    if (plain === '') throw new BadInputError('password is required');
    const user = await this.users.create('system', { email, password: plain, nickname: nickname ?? '' });
    const { accessToken } = await this.sessions.open(user, 'user-mode', client);
    sendTokenHeader(reply, accessToken);
    return RagflowUserDto.from(user);
  }

  /** Ends this session. */
  @Get('logout')
  @Auth({ session: true })
  async logout(@CurrentPrincipal() caller: Principal): Promise<true> {
    await this.sessions.end(caller.userId, caller.sessionId ?? '');
    return true;
  }
}
