import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCookieAuth,
  ApiForbiddenResponse,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadInputError, ForbiddenError, NotFoundError, UnauthenticatedError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { Auth, Public } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { UsersService } from '../tenants/users.service.js';
import { Client } from './client-facts.decorator.js';
import {
  AccessTokenDto,
  ChangePasswordDto,
  LoginDto,
  MeDto,
  ProfileDto,
  SessionDto,
  SetupDto,
  SetupStateDto,
} from './dto/auth.dto.js';
import { clearRefreshCookie, REFRESH_COOKIE, setRefreshCookie } from './refresh-cookie.js';
import { SessionsService, type ClientFacts, type OpenedSession } from './sessions.service.js';
import { SetupService } from './setup.service.js';
import { SignInService } from './sign-in.service.js';

@ApiTags('Authentication')
@Controller('api/v1/auth')
@Auth({ session: true })
export class AuthController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly setups: SetupService,
    private readonly users: UsersService,
  ) {}

  /** Signs in with e-mail address and password. The token lasts 15 minutes; the cookie that comes along renews it. */
  @Post('login')
  @ApiUnauthorizedResponse({ description: 'The pair does not match' })
  @ApiForbiddenResponse({ description: 'The account is disabled' })
  @HttpCode(200)
  @Public()
  async login(
    @Body() { email, password }: LoginDto,
    @Client() client: ClientFacts,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccessTokenDto> {
    return handOver(reply, await this.signIns.signIn({ email, password, channel: 'own', client }));
  }

  /** A fresh token for the refresh cookie, which is replaced. */
  @Post('refresh')
  @ApiUnauthorizedResponse({ description: 'No refresh cookie, or one that is not accepted' })
  @HttpCode(200)
  @Public()
  @ApiCookieAuth(REFRESH_COOKIE)
  async refresh(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccessTokenDto> {
    const refreshToken = request.cookies[REFRESH_COOKIE];
    if (!refreshToken) throw new UnauthenticatedError('user-token-missing');
    return handOver(reply, await this.sessions.refresh(refreshToken));
  }

  /** Ends this session at once. */
  @Post('logout')
  @HttpCode(200)
  async logout(@CurrentPrincipal() caller: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<null> {
    await this.sessions.end(caller.userId, caller.sessionId ?? '');
    clearRefreshCookie(reply);
    return null;
  }

  /** Changes my password. All my sessions end, this one included. */
  @Post('password')
  @HttpCode(200)
  async changePassword(
    @CurrentPrincipal() caller: Principal,
    @Body() { current_password, new_password }: ChangePasswordDto,
    @Client() client: ClientFacts,
  ): Promise<null> {
    await this.confirmPassword(caller.email, current_password, client);
    if (!(await this.users.setPassword(caller, caller.email, new_password))) {
      throw new BadInputError('new_password must differ from the current one');
    }
    return null;
  }

  /** Who I am, to this server. */
  @Get('me')
  @Auth()
  async me(@CurrentPrincipal() caller: Principal): Promise<MeDto> {
    return MeDto.from(caller, await this.users.getById(caller.userId));
  }

  /** Changes how I am called, or the language in which the console speaks to me. */
  @Patch('me')
  async changeProfile(@CurrentPrincipal() caller: Principal, @Body() input: ProfileDto): Promise<MeDto> {
    return MeDto.from(caller, await this.users.update(caller, caller.userId, input.toChange()));
  }

  /** My sign-ins that are still good, the newest first. */
  @Get('sessions')
  async listSessions(@CurrentPrincipal() caller: Principal): Promise<SessionDto[]> {
    return (await this.sessions.list(caller.userId)).map((session) => SessionDto.from(session, caller.sessionId));
  }

  /** Ends one of my sign-ins at once. */
  @Delete('sessions/:id')
  async deleteSession(
    @CurrentPrincipal() caller: Principal,
    @Param('id', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundError('Session not found') })) id: string,
  ): Promise<null> {
    await this.sessions.end(caller.userId, id);
    return null;
  }

  /** Whether the first administrator is still to be made. */
  @Get('setup')
  @Public()
  async getSetup(): Promise<SetupStateDto> {
    return { needed: await this.setups.isNeeded() };
  }

  /** Makes the first administrator, with the token of the one-time link, and signs them in. */
  @Post('setup')
  @ApiUnauthorizedResponse({ description: 'The link is not valid, or was used' })
  @ApiForbiddenResponse({ description: 'The link is not valid here' })
  @ApiConflictResponse({ description: 'Set-up is done' })
  @HttpCode(200)
  @Public()
  async setup(
    @Body() { token, email, password }: SetupDto,
    @Client() client: ClientFacts,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccessTokenDto> {
    return handOver(reply, await this.setups.complete(token, email, password, client));
  }

  private async confirmPassword(email: string, password: string, { address }: ClientFacts): Promise<void> {
    try {
      await this.signIns.check(email, password, address);
    } catch (error) {
      if (error instanceof UnauthenticatedError) throw new ForbiddenError('current_password is wrong');
      throw error;
    }
  }
}

function handOver(reply: FastifyReply, session: OpenedSession): AccessTokenDto {
  if (session.refreshToken) setRefreshCookie(reply, session.refreshToken);
  return AccessTokenDto.from(session);
}
