import { Injectable } from '@nestjs/common';
import { isEmail } from '../kernel/email.js';
import { newHexId } from '../kernel/ids.js';
import { AuditService, type Actor } from '../audit/audit.service.js';
import { Keyring } from '../crypto/keyring.js';
import { PasswordHash } from '../crypto/password-hash.js';
import { SystemDb } from '../database/system-db.js';
import { announce, type Tx } from '../database/transactions.js';
import {
  AdministratorNotDeletableError,
  InvalidEmailError,
  LastAdministratorError,
  SelfHarmError,
  TenantHasMembersError,
  UserNotFoundError,
  UserStillActiveError,
} from './tenants.errors.js';
import { TenantsRepository } from './tenants.repository.js';
import type { User } from './user.entity.js';
import { UsersRepository, type UserChange } from './users.repository.js';

export interface NewUser {
  email: string;
  password: string;
  nickname?: string;
  isInstanceAdmin?: boolean;
}

/** What is to change about an account; the rest stays. */
export type AccountChange = Partial<Pick<User, 'nickname' | 'language' | 'isActive' | 'isInstanceAdmin'>> & {
  password?: string;
};

/** Serialises changes of who is an administrator, so that the last one can't vanish between two of them. */
const ADMINISTRATORS_LOCK = 7_305_116_003;

/** A tenant that was deleted has this version: none is newer. */
const GONE = Number.MAX_SAFE_INTEGER;

/** People's accounts: making, changing and removing them. Users are named by their e-mail address. */
@Injectable()
export class UsersService {
  constructor(
    private readonly systemDb: SystemDb,
    private readonly users: UsersRepository,
    private readonly tenants: TenantsRepository,
    private readonly passwords: PasswordHash,
    private readonly keyring: Keyring,
    private readonly audit: AuditService,
  ) {}

  list(): Promise<User[]> {
    return this.systemDb.run('list users', (tx) => this.users.list(tx));
  }

  /** @throws UserNotFoundError */
  async get(email: string): Promise<User> {
    const user = await this.systemDb.run('find a user', (tx) => this.users.findByEmail(tx, email));
    if (!user) throw new UserNotFoundError(email);
    return user;
  }

  /** @throws UserNotFoundError */
  async getById(id: string): Promise<User> {
    const user = await this.findById(id);
    if (!user) throw new UserNotFoundError(id);
    return user;
  }

  findById(id: string): Promise<User | null> {
    return this.systemDb.run('find a user', (tx) => this.users.find(tx, id));
  }

  /** The e-mail address of each; those that are gone are left out. */
  async emailsWithin(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
    return new Map((await this.users.listEmails(tx, [...new Set(ids)])).map(({ id, email }) => [id, email]));
  }

  findWithin(tx: Tx, id: string): Promise<User | null> {
    return this.users.find(tx, id);
  }

  findByEmailWithin(tx: Tx, email: string): Promise<User | null> {
    return this.users.findByEmail(tx, email);
  }

  /** An active user whose sessions of that epoch are still good. */
  async findLivingWithin(tx: Tx, id: string, sessionEpoch: number): Promise<User | null> {
    const user = await this.users.find(tx, id);
    return user?.isActive && user.sessionEpoch === sessionEpoch ? user : null;
  }

  /** Whether the instance has been set up: some administrator can sign in. */
  hasAdministrator(tx: Tx): Promise<boolean> {
    return this.users.countAdministrators(tx).then((count) => count > 0);
  }

  /** Makes a user and their own tenant, which has the same id. */
  create(actor: Actor, input: NewUser): Promise<User> {
    return this.systemDb.run('create a user', (tx) => this.createWithin(tx, actor, input));
  }

  /** As {@link create}, within a transaction of the caller's. */
  async createWithin(tx: Tx, actor: Actor, input: NewUser): Promise<User> {
    if (!isEmail(input.email)) throw new InvalidEmailError(input.email);
    const id = newHexId();
    const nickname = input.nickname ?? '';
    const user = await this.users.insert(tx, {
      id,
      email: input.email,
      nickname,
      passwordHash: await this.passwords.make(input.password),
      isInstanceAdmin: input.isInstanceAdmin ?? false,
    });
    await this.tenants.insert(tx, id, `${nickname || input.email.split('@', 1)[0]}‘s Kingdom`.slice(0, 160));
    await this.tenants.setRole(tx, id, id, 'owner');
    await this.keyring.addTenant(tx, id);
    await this.record(tx, actor, 'user.created', user, { email: user.email, administrator: user.isInstanceAdmin });
    return user;
  }

  /**
   * Makes the account that the operator names. An existing one of that address administers from now on, with the
   * operator's password: whoever registered it under theirs must not come along.
   */
  async makeFirstAdministrator(tx: Tx, { email, password }: { email: string; password: string }): Promise<void> {
    const existing = await this.users.findByEmail(tx, email);
    if (!existing) return void (await this.createWithin(tx, 'system', { email, password, isInstanceAdmin: true }));
    const passwordHash = await this.passwords.make(password);
    await this.change(tx, existing, { isInstanceAdmin: true, isActive: true, passwordHash, endsSessions: true });
    await this.record(tx, 'system', 'user.admin-granted', existing);
  }

  /**
   * The user behind an address and a password, or null for either being wrong: which one takes equally long.
   * Whether the account is active is for the caller to ask.
   */
  async authenticate(email: string, password: string): Promise<User | null> {
    const [user, passwordHash] = await this.systemDb.run('sign in', async (tx) => {
      const found = await this.users.findByEmail(tx, email);
      return [found, found && (await this.users.findPasswordHash(tx, found.id))];
    });
    return (await this.passwords.matches(password, passwordHash)) ? user : null;
  }

  /** Ends all sessions. @returns false when the password was that already. */
  async setPassword(actor: Actor, email: string, password: string): Promise<boolean> {
    const passwordHash = await this.passwords.make(password);
    return this.systemDb.run('change a password', async (tx) => {
      const user = await this.users.getByEmailForUpdate(tx, email);
      if (await this.passwords.matches(password, await this.users.findPasswordHash(tx, user.id))) return false;
      await this.change(tx, user, { passwordHash, endsSessions: true });
      await this.record(tx, actor, 'user.password-changed', user);
      return true;
    });
  }

  /** Deactivation ends all sessions and stops all keys. @returns false when nothing changed. */
  setActive(actor: Actor, email: string, isActive: boolean): Promise<boolean> {
    return this.systemDb.run('activate or deactivate a user', async (tx) => {
      const user = await this.lockForAdministration(tx, email);
      if (user.isActive === isActive) return false;
      if (!isActive) await this.keepAnAdministrator(tx, user);
      await this.change(tx, user, { isActive, endsSessions: !isActive });
      await this.record(tx, actor, isActive ? 'user.activated' : 'user.deactivated', user);
      return true;
    });
  }

  /** @returns false when nothing changed. */
  setInstanceAdmin(actor: Actor, email: string, isInstanceAdmin: boolean): Promise<boolean> {
    return this.systemDb.run('grant or revoke administration', async (tx) => {
      const user = await this.lockForAdministration(tx, email);
      if (user.isInstanceAdmin === isInstanceAdmin) return false;
      if (!isInstanceAdmin) await this.keepAnAdministrator(tx, user);
      await this.change(tx, user, { isInstanceAdmin });
      await this.record(tx, actor, isInstanceAdmin ? 'user.admin-granted' : 'user.admin-revoked', user);
      return true;
    });
  }

  /**
   * Changes several things about a user at once; what is so already stays as it is.
   * @throws SelfHarmError, LastAdministratorError, UserNotFoundError
   */
  async update(actor: Actor, id: string, { password, ...change }: AccountChange): Promise<User> {
    const isSelf = typeof actor === 'object' && actor.userId === id;
    if (isSelf && (change.isActive === false || change.isInstanceAdmin === false)) throw new SelfHarmError();
    const passwordHash = password === undefined ? undefined : await this.passwords.make(password);
    return this.systemDb.run('change a user', async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [ADMINISTRATORS_LOCK]);
      const user = await this.users.getForUpdate(tx, id);
      if (change.isActive === false || change.isInstanceAdmin === false) await this.keepAnAdministrator(tx, user);
      const actions = actionsOf(user, change, passwordHash !== undefined);
      if (actions.length === 0) return user;
      const endsSessions = passwordHash !== undefined || (user.isActive && change.isActive === false);
      await this.change(tx, user, { ...change, ...(passwordHash === undefined ? {} : { passwordHash }), endsSessions });
      for (const action of actions) await this.record(tx, actor, action, user);
      return this.users.getForUpdate(tx, id);
    });
  }

  async setNickname(actor: Actor, email: string, nickname: string): Promise<void> {
    await this.systemDb.run('rename a user', async (tx) => {
      const user = await this.users.getByEmailForUpdate(tx, email);
      await this.change(tx, user, { nickname });
      await this.record(tx, actor, 'user.renamed', user);
    });
  }

  touchLogin(tx: Tx, userId: string): Promise<void> {
    return this.users.touchLogin(tx, userId);
  }

  /**
   * Removes a deactivated user with their tenant and all that it owns.
   * @throws UserStillActiveError, AdministratorNotDeletableError, TenantHasMembersError
   */
  delete(actor: Actor, email: string): Promise<User> {
    return this.systemDb.run('delete a user', async (tx) => {
      const user = await this.lockForAdministration(tx, email);
      if (user.isActive) throw new UserStillActiveError(user.id);
      if (user.isInstanceAdmin) throw new AdministratorNotDeletableError();
      await this.tenants.lock(tx, user.id);
      if ((await this.tenants.countOtherMembers(tx, user.id, user.id)) > 0) throw new TenantHasMembersError(user.id);
      await this.tenants.delete(tx, user.id);
      await this.users.delete(tx, user.id);
      await this.keyring.removeTenant(tx, user.id);
      await announce(tx, { kind: 'user', id: user.id, version: GONE });
      await announce(tx, { kind: 'tenant', id: user.id, version: GONE });
      await this.record(tx, actor, 'user.deleted', user, { email: user.email });
      return user;
    });
  }

  private async lockForAdministration(tx: Tx, email: string): Promise<User> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [ADMINISTRATORS_LOCK]);
    return this.users.getByEmailForUpdate(tx, email);
  }

  private async keepAnAdministrator(tx: Tx, user: User): Promise<void> {
    const isOne = user.isInstanceAdmin && user.isActive;
    if (isOne && (await this.users.countAdministrators(tx)) === 1) throw new LastAdministratorError();
  }

  private async change(tx: Tx, user: User, change: UserChange): Promise<void> {
    const version = await this.users.change(tx, user.id, change);
    await announce(tx, { kind: 'user', id: user.id, version });
  }

  private record(tx: Tx, actor: Actor, action: string, user: User, details?: Record<string, unknown>): Promise<void> {
    return this.audit.record(tx, { actor, action, subject: `user:${user.id}`, tenantId: user.id, ...(details ? { details } : {}) }); // prettier-ignore
  }
}

/** What is written down of a change. */
function actionsOf(user: User, change: AccountChange, hasPassword: boolean): string[] {
  const differs = (field: 'nickname' | 'language' | 'isActive' | 'isInstanceAdmin') =>
    change[field] !== undefined && change[field] !== user[field];
  return [
    ...(differs('nickname') ? ['user.renamed'] : []),
    ...(differs('language') ? ['user.language-changed'] : []),
    ...(differs('isActive') ? [change.isActive ? 'user.activated' : 'user.deactivated'] : []),
    ...(differs('isInstanceAdmin') ? [change.isInstanceAdmin ? 'user.admin-granted' : 'user.admin-revoked'] : []),
    ...(hasPassword ? ['user.password-changed'] : []),
  ];
}
