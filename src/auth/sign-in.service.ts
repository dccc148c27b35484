import { Injectable } from '@nestjs/common';
import { BadInputError, ForbiddenError, UnauthenticatedError } from '../kernel/app-error.js';
import { RetCode } from '../kernel/ret-code.js';
import { ClientPassword } from '../crypto/client-password.js';
import { findUnstorableText } from '../http/text-content.js';
import type { User } from '../tenants/user.entity.js';
import { UsersService } from '../tenants/users.service.js';
import { LoginLimiter, type LoginAttemptKey } from './login-limiter.js';
import type { SessionChannel } from './session.entity.js';
import { SessionsService, type ClientFacts, type OpenedSession } from './sessions.service.js';

export interface SignIn {
  email: string;
  /** Plain, or encrypted as RAGFlow's clients do. */
  password: string;
  channel: SessionChannel;
  client: ClientFacts;
}

export interface SignedIn extends OpenedSession {
  user: User;
}

/** Checks who somebody is by password. All failures read the same, and take as long. */
@Injectable()
export class SignInService {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly limiter: LoginLimiter,
    private readonly clientPassword: ClientPassword,
  ) {}

  /**
   * @throws UnauthenticatedError for a wrong address or password
   * @throws ForbiddenError for a disabled account, or no administrator where one is needed; after the password matched
   * @throws TooManyRequestsError
   */
  async signIn({ email, password, channel, client }: SignIn): Promise<SignedIn> {
    const user = await this.check(email, password, client.address);
    if (channel === 'admin' && !user.isInstanceAdmin) throw new ForbiddenError('Not admin');
    if (!user.isActive) throw disabledError(channel, user);
    return { ...(await this.sessions.open(user, channel, client)), user };
  }

  /** The user behind an address and a password, whatever their state; failures count against both limits. */
  async check(email: string, password: string, address: string): Promise<User> {
    const plain = this.clientPassword.read(password);
    if (findUnstorableText([email, plain]) !== null)
      throw new BadInputError('Invalid characters in e-mail or password');
    const isKnownAddress = await this.sessions.isKnownAddress(email, address);
    const attempt = { email, address, isKnownAddress };
    await this.limiter.charge(attempt);
    const user = await this.judge(attempt, plain);
    if (!user) throw new UnauthenticatedError('bad-bearer', 'Email and password do not match!');
    await this.limiter.payBack(attempt);
    return user;
  }

  /** A try that could not be judged was none that failed. */
  private async judge(attempt: LoginAttemptKey, password: string): Promise<User | null> {
    try {
      return await this.users.authenticate(attempt.email, password);
    } catch (error) {
      await this.limiter.payBack(attempt);
      throw error;
    }
  }
}

function disabledError(channel: SessionChannel, user: User): ForbiddenError {
  const text =
    channel === 'admin'
      ? `User ${user.email} inactive`
      : 'This account has been disabled, please contact the administrator!';
  return new ForbiddenError(text, channel === 'langbot' ? {} : { code: RetCode.FORBIDDEN });
}
