import { Injectable } from '@nestjs/common';
import { BadInputError, ConflictError, ForbiddenError, UnauthenticatedError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { RetCode } from '../kernel/ret-code.js';
import { UserNotFoundError } from '../tenants/tenants.errors.js';
import { UsersService } from '../tenants/users.service.js';
import { RecoveryKey } from './recovery-key.js';
import type { ClientFacts } from './sessions.service.js';
import { AlreadySetUpError, SetupService, type SetupRight } from './setup.service.js';
import { SignInService } from './sign-in.service.js';

/** Accounts in LangBot's words. Where its server tells an unknown user from a wrong password, ours does not. */
@Injectable()
export class LangBotAccountsService {
  constructor(
    private readonly signIns: SignInService,
    private readonly setups: SetupService,
    private readonly users: UsersService,
    private readonly recoveryKey: RecoveryKey,
  ) {}

  async isInitialized(): Promise<boolean> {
    return !(await this.setups.isNeeded());
  }

  /**
   * Makes the first administrator.
   * @param right null when the caller has shown none
   * @throws ConflictError when that was done, ForbiddenError without the right to
   */
  async initialize(right: SetupRight | null, email: string, password: string): Promise<void> {
    if (await this.isInitialized()) throw alreadyInitialized();
    if (!right) throw new ForbiddenError('setup_token is required: it is in the link that the first start printed');
    try {
      await this.setups.makeAdministrator(right, email, password);
    } catch (error) {
      if (error instanceof AlreadySetUpError) throw alreadyInitialized();
      throw error;
    }
  }

  /** @returns a user token @throws UnauthenticatedError alike for an unknown user and a wrong password */
  async signIn(email: string, password: string, client: ClientFacts): Promise<string> {
    try {
      return (await this.signIns.signIn({ email, password, channel: 'langbot', client })).accessToken;
    } catch (error) {
      if (!(error instanceof UnauthenticatedError)) throw error;
      throw new UnauthenticatedError('bad-bearer', 'Invalid username or password', { code: RetCode.FAILED });
    }
  }

  /** Ends all sessions of the caller's. @throws BadInputError when the current password is wrong */
  async changePassword(caller: Principal, current: string, next: string, client: ClientFacts): Promise<void> {
    try {
      await this.signIns.check(caller.email, current, client.address);
    } catch (error) {
      if (error instanceof UnauthenticatedError) throw new BadInputError('Current password is incorrect');
      throw error;
    }
    await this.users.setPassword(caller, caller.email, next);
  }

  /** The key is judged before the user is looked for: strangers learn nothing of who has an account. */
  async resetPassword(email: string, recoveryKey: string, next: string, client: ClientFacts): Promise<void> {
    if (!(await this.isInitialized())) throw new BadInputError('System not initialized');
    if (!(await this.recoveryKey.isRight(recoveryKey, client.address)))
      throw new ForbiddenError('Invalid recovery key');
    try {
      await this.users.setPassword('system', email, next);
    } catch (error) {
      if (error instanceof UserNotFoundError) throw new BadInputError('User not found');
      throw error;
    }
  }
}

function alreadyInitialized(): ConflictError {
  return new ConflictError('System already initialized', { code: RetCode.FAILED });
}
