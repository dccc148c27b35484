import { Body, Controller, Get, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBasicAuth, ApiForbiddenResponse, ApiTags, ApiUnauthorizedResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { BadInputError, ForbiddenError, UnauthenticatedError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { Client } from '../auth/client-facts.decorator.js';
import { RagflowUserDto } from '../auth/dto/user-mode.dto.js';
import { SessionsService, type ClientFacts } from '../auth/sessions.service.js';
import { SignInService } from '../auth/sign-in.service.js';
import { sendTokenHeader } from '../auth/token-header.js';
import { Auth, Public } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { ResponseMessage } from '../http/response-message.decorator.js';
import { AdminLoginDto } from './dto/admin-user.dto.js';

const BASIC = /^Basic\s+([A-Za-z0-9+/=]+)$/i;

/** How RAGFlow's administrators sign in. */
@ApiTags('Administration')
@Controller('api/v1/admin')
export class AdminSessionController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
  ) {}

  /** Signs an administrator in. The token, good for 7 days, is in the `Authorization` header of the answer. */
  @Post('login')
  @HttpCode(200)
  @ApiUnauthorizedResponse({ description: 'The pair does not match' })
  @ApiForbiddenResponse({ description: 'The account is disabled, or no administrator' })
  @Public()
  @ResponseMessage('Welcome back!')
  async login(
    @Body() input: AdminLoginDto,
    @Client() client: ClientFacts,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RagflowUserDto> {
    const [email, password] = [input.email ?? '', input.password ?? ''];
    if (email === '' && password === '') throw new BadInputError('Authorize admin failed.');
    const { user, accessToken } = await this.signIns.signIn({ email, password, channel: 'admin', client });
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

  /** Checks an administrator's e-mail address and password, given as HTTP Basic. */
  @Get('auth')
  @Public()
  @ApiBasicAuth()
  @ResponseMessage('Admin is authorized')
  async check(
    @Headers('authorization') authorization: string | undefined,
    @Client() client: ClientFacts,
  ): Promise<null> {
    const encoded = BASIC.exec(authorization ?? '')?.[1];
    if (!encoded) throw new UnauthenticatedError('missing');
    const [email = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
    await this.authorize(email, rest.join(':'), client);
    return null;
  }

  /** Answers `PONG`. */
  @Get('ping')
  @Public()
  ping(): string {
    return 'PONG';
  }

  private async authorize(email: string, password: string, { address }: ClientFacts): Promise<void> {
    try {
      const user = await this.signIns.check(email, password, address);
      if (!user.isInstanceAdmin) throw new ForbiddenError('Not admin');
      if (!user.isActive) throw new ForbiddenError(`User ${user.email} inactive`);
    } catch (error) {
      if (error instanceof UnauthenticatedError) throw new UnauthenticatedError('bad-bearer', 'Access denied');
      throw error;
    }
  }
}
