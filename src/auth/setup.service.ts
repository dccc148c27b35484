import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import { ConflictError, ForbiddenError } from '../kernel/app-error.js';
import { AuditService } from '../audit/audit.service.js';
import { AppConfig } from '../config/app-config.js';
import { TokenHash } from '../crypto/token-hash.js';
import { SystemDb } from '../database/system-db.js';
import type { Tx } from '../database/transactions.js';
import type { User } from '../tenants/user.entity.js';
import { UsersService } from '../tenants/users.service.js';
import { SessionsService, type ClientFacts } from './sessions.service.js';
import { SetupToken } from './setup-token.entity.js';
import type { SignedIn } from './sign-in.service.js';

/** Serialises set-up, so that of two first administrators there is one. */
const SETUP_LOCK = 7_305_116_004;

/** How long a link is good: a day. */
const LINK_MS = 86_400_000;

/** What entitles to set up: a token of the link, or a request from the machine itself. */
export type SetupRight = { token: string } | 'local';

/** There is an administrator; set-up is over. */
export class AlreadySetUpError extends ConflictError {
  constructor() {
    super('Latchkey has been set up already');
  }
}

/** Gets the first administrator in: by configuration, or by a one-time link that the first start prints. */
@Injectable()
export class SetupService {
  constructor(
    private readonly config: AppConfig,
    private readonly systemDb: SystemDb,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly tokenHash: TokenHash,
    private readonly audit: AuditService,
  ) {}

  isNeeded(): Promise<boolean> {
    return this.systemDb.run('ask whether set-up is needed', async (tx) => !(await this.users.hasAdministrator(tx)));
  }

  /**
   * At start: makes the administrator that the configuration names, or a token for the set-up link.
   * @returns the token, or null when there is an administrator
   */
  prepare(): Promise<string | null> {
    return this.systemDb.run('prepare set-up', async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [SETUP_LOCK]);
      if (await this.users.hasAdministrator(tx)) return null;
      if (this.config.firstAdministrator) {
        await this.users.makeFirstAdministrator(tx, this.config.firstAdministrator);
        return null;
      }
      const token = randomBytes(32).toString('base64url');
      await tx.delete(SetupToken, { createdAt: LessThan(new Date(Date.now() - LINK_MS)) });
      await tx.insert(SetupToken, { digest: this.tokenHash.digest(token) });
      return token;
    });
  }

  /**
   * Makes the first administrator and signs them in; the link is used up.
   * @throws ConflictError when it was done already
   * @throws ForbiddenError for a token that is none
   */
  complete(token: string, email: string, password: string, client: ClientFacts): Promise<SignedIn> {
    return this.systemDb.run('set up', async (tx) => {
      const user = await this.makeFirst(tx, { token }, email, password);
      return { ...(await this.sessions.openWithin(tx, user, 'own', client)), user };
    });
  }

  /** As {@link complete}, without signing in; whoever sits at the machine itself needs no token. */
  async makeAdministrator(right: SetupRight, email: string, password: string): Promise<void> {
    await this.systemDb.run('set up', (tx) => this.makeFirst(tx, right, email, password));
  }

  private async makeFirst(tx: Tx, right: SetupRight, email: string, password: string): Promise<User> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [SETUP_LOCK]);
    if (await this.users.hasAdministrator(tx)) throw new AlreadySetUpError();
    if (right !== 'local') await this.checkToken(tx, right.token);
    await tx.createQueryBuilder().delete().from(SetupToken).execute();
    const user = await this.users.createWithin(tx, 'system', { email, password, isInstanceAdmin: true });
    await this.audit.record(tx, {
      actor: { userId: user.id },
      action: 'instance.set-up',
      subject: 'instance',
      tenantId: null,
    });
    return user;
  }

  private async checkToken(tx: Tx, token: string): Promise<void> {
    const createdAt = MoreThan(new Date(Date.now() - LINK_MS));
    if (!(await tx.existsBy(SetupToken, { digest: this.tokenHash.digest(token), createdAt }))) {
      throw new ForbiddenError('The set-up link is not valid any more; start the server again for another');
    }
  }
}
