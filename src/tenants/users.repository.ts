import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Tx } from '../database/transactions.js';
import { violatesUnique } from '../database/unique-violation.js';
import { UserExistsError, UserNotFoundError } from './tenants.errors.js';
import { emailKeyOf, User, USER_EMAIL_INDEX } from './user.entity.js';

/** What changes about a user; `endsSessions` voids every session there is. */
export type UserChange = Partial<
  Pick<User, 'passwordHash' | 'isActive' | 'isInstanceAdmin' | 'nickname' | 'language'>
> & {
  endsSessions?: boolean;
};

/** Users, across tenants: they are who tenants belong to. */
@Injectable()
export class UsersRepository {
  list(tx: Tx): Promise<User[]> {
    return tx.find(User, { order: { createdAt: 'ASC', id: 'ASC' } });
  }

  find(tx: Tx, id: string): Promise<User | null> {
    return tx.findOneBy(User, { id });
  }

  listEmails(tx: Tx, ids: readonly string[]): Promise<Pick<User, 'id' | 'email'>[]> {
    return tx.find(User, { where: { id: In(ids) }, select: { id: true, email: true } });
  }

  findByEmail(tx: Tx, email: string): Promise<User | null> {
    return tx.findOneBy(User, { emailKey: emailKeyOf(email) });
  }

  /** The row is locked until the transaction ends. @throws UserNotFoundError */
  async getForUpdate(tx: Tx, id: string): Promise<User> {
    const user = await tx.findOne(User, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!user) throw new UserNotFoundError(id);
    return user;
  }

  /** The row is locked until the transaction ends. */
  async getByEmailForUpdate(tx: Tx, email: string): Promise<User> {
    const user = await tx.findOne(User, {
      where: { emailKey: emailKeyOf(email) },
      lock: { mode: 'pessimistic_write' },
    });
    if (!user) throw new UserNotFoundError(email);
    return user;
  }

  async findPasswordHash(tx: Tx, id: string): Promise<string | null> {
    const user = await tx.findOne(User, { where: { id }, select: { id: true, passwordHash: true } });
    return user?.passwordHash ?? null;
  }

  async insert(tx: Tx, user: Partial<User> & Pick<User, 'id' | 'email' | 'passwordHash'>): Promise<User> {
    try {
      await tx.insert(User, { ...user, emailKey: emailKeyOf(user.email) });
    } catch (error) {
      if (violatesUnique(error, USER_EMAIL_INDEX)) throw new UserExistsError(user.email);
      throw error;
    }
    return tx.findOneByOrFail(User, { id: user.id });
  }

  /**
   * Changes columns and raises the version, so that no snapshot of the user's keys and sessions outlives the change.
   * The database counts: two changes at the same time must never announce the same version.
   */
  async change(tx: Tx, id: string, { endsSessions = false, ...columns }: UserChange): Promise<number> {
    const epoch = endsSessions ? { sessionEpoch: () => 'session_epoch + 1' } : {};
    const result = await tx
      .createQueryBuilder()
      .update(User)
      .set({ ...columns, ...epoch, version: () => 'version + 1' })
      .where({ id })
      .returning('version')
      .execute();
    return (result.raw as { version: number }[])[0]?.version ?? 0;
  }

  async touchLogin(tx: Tx, id: string): Promise<void> {
    await tx.update(User, { id }, { lastLoginAt: new Date() });
  }

  async delete(tx: Tx, id: string): Promise<void> {
    await tx.delete(User, { id });
  }

  countAdministrators(tx: Tx): Promise<number> {
    return tx.countBy(User, { isInstanceAdmin: true, isActive: true });
  }
}
