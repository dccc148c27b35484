import { Injectable } from '@nestjs/common';
import { Transactions, type Tx } from './transactions.js';

/** A transaction across tenants, for what has no tenant yet or concerns all of them; it says why. */
@Injectable()
export class SystemDb {
  constructor(private readonly transactions: Transactions) {}

  /** @param reason kept in the session for whoever looks at running statements */
  run<T>(reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transactions.run('', reason, work);
  }

  /**
   * One transaction around several services, all of which commit or none; whatever they run in, they run in this one.
   * @param isRehearsal takes everything back at the end
   */
  atomically<T>(reason: string, work: (tx: Tx) => Promise<T>, isRehearsal: boolean): Promise<T> {
    return isRehearsal ? this.transactions.rehearse(reason, work) : this.transactions.atomically(reason, work);
  }
}
