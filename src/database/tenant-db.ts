import { Injectable } from '@nestjs/common';
import { Transactions, type Tx } from './transactions.js';

/** The only way to a tenant's rows: a transaction that knows whose they are. */
@Injectable()
export class TenantDb {
  constructor(private readonly transactions: Transactions) {}

  /** @throws UnavailableError when the database can't be reached; nothing is half-written then. */
  run<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transactions.run(tenantId, '', work);
  }
}
