import type { PoolClient } from 'pg';
import { QueryFailedError } from 'typeorm';
import type { Tx } from './transactions.js';

/** A statement that is run again and again. */
export interface KeptStatement {
  /** No other statement has the same. */
  readonly name: string;
  readonly text: string;
}

/**
 * Runs statements of which the database is to keep the plan: to plan one that writes several tables takes it as long as to
 * write a hundred rows. A connection keeps plans by their names. Behind a pooler in transaction mode the next transaction
 * may have another connection, which knows nothing of them: there they are made each time.
 */
export class KeptPlans {
  constructor(private readonly isBehindPooler: boolean) {}

  /** @throws QueryFailedError */
  async run(tx: Tx, { name, text }: KeptStatement, values: unknown[]): Promise<void> {
    if (this.isBehindPooler || !tx.queryRunner) {
      await tx.query(text, values);
      return;
    }
    const client = (await tx.queryRunner.connect()) as PoolClient;
    try {
      await client.query({ name, text, values });
    } catch (error) {
      throw new QueryFailedError(text, values, error as Error);
    }
  }
}
