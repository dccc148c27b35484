import { Injectable } from '@nestjs/common';
import { Transactions, type Tx } from './transactions.js';

/** The only way to a tenant's rows: a transaction that knows whose they are, and sees no others. */
@Injectable()
export class TenantDb {
  constructor(private readonly transactions: Transactions) {}

  /** @throws UnavailableError when the database can't be reached; nothing is half-written then. */
  run<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transactions.run(tenantId, '', work);
  }

  /**
   * For a search that must have its index: under row-level security Postgres uses none for what might tell of rows by
   * failing, such as `ILIKE`, `lower` and `@@`. Nothing but the queries themselves keeps other tenants' rows away here.
   * @param reason kept in the session for whoever looks at running statements
   */
  search<T>(tenantId: string, reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transactions.run(tenantId, reason, work);
  }
}
