import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import type { Tx } from '../database/transactions.js';
import { Session } from './session.entity.js';

/** Sign-ins. They belong to users, who may be members of many tenants. */
@Injectable()
export class SessionsRepository {
  async insert(tx: Tx, session: Omit<Session, 'createdAt'>): Promise<void> {
    await tx.insert(Session, session);
  }

  listLiving(tx: Tx, userId: string, epoch: number): Promise<Session[]> {
    return tx.find(Session, {
      where: { userId, epoch, expiresAt: MoreThan(new Date()) },
      order: { createdAt: 'DESC', id: 'DESC' },
    });
  }

  /** The row is locked until the transaction ends. */
  findForUpdate(tx: Tx, id: string): Promise<Session | null> {
    return tx.findOne(Session, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async update(tx: Tx, id: string, columns: Partial<Session>): Promise<void> {
    await tx.update(Session, { id }, columns);
  }

  /** @returns false when the user has no such session. */
  async delete(tx: Tx, userId: string, id: string): Promise<boolean> {
    const { affected } = await tx.delete(Session, { id, userId });
    return (affected ?? 0) > 0;
  }

  /** Rows that can't be used any more; done at each sign-in, for that user. */
  async deleteDead(tx: Tx, userId: string, epoch: number): Promise<void> {
    await tx.delete(Session, [
      { userId, expiresAt: LessThan(new Date()) },
      { userId, epoch: LessThan(epoch) },
    ]);
  }
}
