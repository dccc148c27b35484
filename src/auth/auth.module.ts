import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { ApiKeyModule } from '../api-key/api-key.module.js';
import { Keyring } from '../crypto/keyring.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { AdministratorRecovery } from './administrator-recovery.js';
import { AuthController } from './auth.controller.js';
import { LangBotAccountsController } from './langbot-accounts.controller.js';
import { LangBotAccountsService } from './langbot-accounts.service.js';
import { LoginLimiter } from './login-limiter.js';
import { PrincipalGuard } from './principal.guard.js';
import { RequestAuthenticator } from './request-authenticator.js';
import { RecoveryKey } from './recovery-key.js';
import { RefreshTokens } from './refresh-tokens.js';
import { SessionSnapshots } from './session-snapshots.js';
import { SessionTokens, TOKEN_ALGORITHM, TOKEN_ISSUER } from './session-tokens.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SetupService } from './setup.service.js';
import { SignInService } from './sign-in.service.js';
import { ApiKeyBearerStrategy } from './strategies/api-key-bearer.strategy.js';
import { ApiKeyHeaderStrategy } from './strategies/api-key-header.strategy.js';
import { JwtStrategy } from './strategies/jwt.strategy.js';
import { UserModeController } from './user-mode.controller.js';

/** Who is asking: signing in, sessions, and the guard before every route. */
@Module({
  imports: [
    TenantsModule,
    ApiKeyModule,
    PassportModule,
    JwtModule.registerAsync({
      useFactory: (keyring: Keyring) => ({
        secret: keyring.key('session'),
        signOptions: { algorithm: TOKEN_ALGORITHM, issuer: TOKEN_ISSUER },
      }),
      inject: [Keyring],
    }),
  ],
  controllers: [AuthController, UserModeController, LangBotAccountsController],
  providers: [
    SignInService,
    SetupService,
    LangBotAccountsService,
    RecoveryKey,
    AdministratorRecovery,
    SessionsService,
    SessionsRepository,
    SessionTokens,
    RefreshTokens,
    SessionSnapshots,
    LoginLimiter,
    RequestAuthenticator,
    JwtStrategy,
    ApiKeyHeaderStrategy,
    ApiKeyBearerStrategy,
    { provide: APP_GUARD, useClass: PrincipalGuard },
  ],
  exports: [RequestAuthenticator, SignInService, SessionsService, SetupService],
})
export class AuthModule {}
