import { Injectable } from '@nestjs/common';
import { NotFoundError, UnauthenticatedError } from '../kernel/app-error.js';
import { newUuid } from '../kernel/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { TokenHash } from '../crypto/token-hash.js';
import { SystemDb } from '../database/system-db.js';
import { announce, type Tx } from '../database/transactions.js';
import type { User } from '../tenants/user.entity.js';
import { UsersService } from '../tenants/users.service.js';
import { ENDED_SESSION } from './session-snapshots.js';
import { RefreshTokens } from './refresh-tokens.js';
import { SessionTokens } from './session-tokens.js';
import type { Session, SessionChannel } from './session.entity.js';
import { SessionsRepository } from './sessions.repository.js';

/** Where a sign-in comes from. */
export interface ClientFacts {
  address: string;
  userAgent: string;
}

/** A fresh token, and for our own channel what renews it. */
export interface OpenedSession {
  sessionId: string;
  accessToken: string;
  expiresInSeconds: number;
  refreshToken: string | null;
}

const DAY_SECONDS = 86_400;
const OWN_TOKEN_SECONDS = 900;
/** The two systems' clients can't refresh. */
const LONG_TOKEN_SECONDS = 7 * DAY_SECONDS;
/** For how long a session lives without being refreshed. */
export const REFRESH_SECONDS = 14 * DAY_SECONDS;
/** Several tabs may refresh at the same moment: the former token is still good for so long. */
const REFRESH_GRACE_MS = 10_000;

/** Opens, renews and ends sign-ins. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly systemDb: SystemDb,
    private readonly sessions: SessionsRepository,
    private readonly tokens: SessionTokens,
    private readonly refreshTokens: RefreshTokens,
    private readonly tokenHash: TokenHash,
    private readonly users: UsersService,
    private readonly audit: AuditService,
  ) {}

  /** Opens a session for a user whose password was checked. */
  open(user: User, channel: SessionChannel, client: ClientFacts): Promise<OpenedSession> {
    return this.systemDb.run('open a session', (tx) => this.openWithin(tx, user, channel, client));
  }

  /** As {@link open}, within a transaction of the caller's. */
  async openWithin(tx: Tx, user: User, channel: SessionChannel, client: ClientFacts): Promise<OpenedSession> {
    const id = newUuid();
    const refreshToken = channel === 'own' ? this.refreshTokens.make(id) : null;
    const lifetimeSeconds = lifetimeOf(channel);
    await this.sessions.deleteDead(tx, user.id, user.sessionEpoch);
    await this.sessions.insert(tx, {
      id,
      userId: user.id,
      channel,
      epoch: user.sessionEpoch,
      address: client.address,
      userAgent: client.userAgent.slice(0, 255),
      expiresAt: secondsFromNow(refreshToken ? REFRESH_SECONDS : lifetimeSeconds),
      refreshDigest: refreshToken ? this.tokenHash.digest(refreshToken) : null,
      formerDigest: null,
      refreshedAt: null,
    });
    await this.users.touchLogin(tx, user.id);
    await this.audit.record(tx, {
      actor: { userId: user.id },
      action: 'session.opened',
      subject: `session:${id}`,
      tenantId: user.id,
      details: { channel, address: client.address },
    });
    return { ...(await this.tokenFor(user.id, id, lifetimeSeconds)), refreshToken };
  }

  /**
   * A new access token for a refresh token, which is replaced by another. A token that was replaced already tells of
   * theft and ends the session.
   */
  async refresh(refreshToken: string): Promise<OpenedSession> {
    const sessionId = this.refreshTokens.sessionOf(refreshToken);
    const digest = this.tokenHash.digest(refreshToken);
    const renewed = await this.systemDb.run('refresh a session', async (tx) => {
      const session = sessionId && (await this.sessions.findForUpdate(tx, sessionId));
      const user = session && (await this.users.findLivingWithin(tx, session.userId, session.epoch));
      if (!session || !user || session.expiresAt.getTime() < Date.now()) return null;
      return this.renew(tx, session, digest);
    });
    if (!renewed) throw new UnauthenticatedError('bad-bearer');
    const { session, nextToken } = renewed;
    return { ...(await this.tokenFor(session.userId, session.id, OWN_TOKEN_SECONDS)), refreshToken: nextToken };
  }

  /**
   * A new access token for a session that is asked with, for clients that can't refresh: their session goes on for as
   * long as the token. Ours is renewed by its cookie alone: the new token lives no longer than the one shown.
   */
  async prolong(userId: string, sessionId: string, shown: string): Promise<string> {
    const session = await this.systemDb.run('prolong a session', async (tx) => {
      const found = await this.sessions.findForUpdate(tx, sessionId);
      if (found?.userId !== userId || !found) throw new UnauthenticatedError('bad-bearer');
      if (!found.refreshDigest) {
        await this.sessions.update(tx, sessionId, { expiresAt: secondsFromNow(lifetimeOf(found.channel)) });
      }
      return found;
    });
    const seconds = session.refreshDigest ? this.tokens.secondsLeft(shown) : lifetimeOf(session.channel);
    return (await this.tokenFor(userId, sessionId, seconds)).accessToken;
  }

  list(userId: string): Promise<Session[]> {
    return this.systemDb.run("list a user's sessions", async (tx) => {
      const user = await this.users.findWithin(tx, userId);
      return user ? this.sessions.listLiving(tx, userId, user.sessionEpoch) : [];
    });
  }

  /** @throws NotFoundError when the user has no such session. */
  end(userId: string, id: string): Promise<void> {
    return this.systemDb.run('end a session', async (tx) => {
      if (!(await this.sessions.delete(tx, userId, id))) throw new NotFoundError(`Session '${id}' not found`);
      await announce(tx, { kind: 'session', id, version: ENDED_SESSION });
      await this.audit.record(tx, {
        actor: { userId },
        action: 'session.ended',
        subject: `session:${id}`,
        tenantId: userId,
      });
    });
  }

  /** Whether the account behind an e-mail address has signed in from there lately; ended sessions count too. */
  isKnownAddress(email: string, address: string): Promise<boolean> {
    return this.systemDb.run('know an address', async (tx) => {
      const user = await this.users.findByEmailWithin(tx, email);
      return user !== null && this.audit.hasRecent(tx, user.id, 'session.opened', { address });
    });
  }

  private async renew(
    tx: Tx,
    session: Session,
    digest: Buffer,
  ): Promise<{ session: Session; nextToken: string | null } | null> {
    if (!session.refreshDigest?.equals(digest)) {
      const isFormer = session.formerDigest?.equals(digest) ?? false;
      const isRace =
        isFormer && session.refreshedAt !== null && Date.now() - session.refreshedAt.getTime() < REFRESH_GRACE_MS;
      if (isRace) return { session, nextToken: null };
      await this.sessions.delete(tx, session.userId, session.id);
      await announce(tx, { kind: 'session', id: session.id, version: ENDED_SESSION });
      await this.audit.record(tx, {
        actor: 'system',
        action: 'session.ended',
        subject: `session:${session.id}`,
        tenantId: session.userId,
        details: { reason: 'a replaced refresh token was used' },
      });
      return null;
    }
    const nextToken = this.refreshTokens.make(session.id);
    await this.sessions.update(tx, session.id, {
      refreshDigest: this.tokenHash.digest(nextToken),
      formerDigest: digest,
      refreshedAt: new Date(),
      expiresAt: secondsFromNow(REFRESH_SECONDS),
    });
    return { session, nextToken };
  }

  private async tokenFor(userId: string, sessionId: string, expiresInSeconds: number) {
    const accessToken = await this.tokens.sign({ sub: userId, sid: sessionId }, expiresInSeconds);
    return { sessionId, accessToken, expiresInSeconds };
  }
}

function lifetimeOf(channel: SessionChannel): number {
  return channel === 'own' ? OWN_TOKEN_SECONDS : LONG_TOKEN_SECONDS;
}

function secondsFromNow(seconds: number): Date {
  return new Date(Date.now() + seconds * 1000);
}
