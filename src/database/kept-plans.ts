import type { PoolClient } from 'pg';
import { QueryFailedError } from 'typeorm';
import type { Tx } from './transactions.js';

/** A statement that is run again and again. */
export interface KeptStatement {
  /** No other statement has the same. */
  readonly name: string;
  readonly text: string;
}

/** The connection does not know the name, or has it of somebody else's: there is a pooler that nobody told us of. */
const FORGOTTEN = new Set(['26000', '42P05']);

/**
 * Runs statements of which the database is to keep the plan: to plan one that writes several tables takes it as long as to
 * write a hundred rows. A connection keeps plans by their names. Behind a pooler in transaction mode the next transaction
 * may have another connection, which knows nothing of them: there they are made each time.
 */
export class KeptPlans {
  constructor(private isBehindPooler: boolean) {}

  /** @throws QueryFailedError once, too, where a pooler is found: the transaction can't go on, and the next one does */
  async run(tx: Tx, { name, text }: KeptStatement, values: unknown[]): Promise<void> {
    if (this.isBehindPooler || !tx.queryRunner) {
      await tx.query(text, values);
      return;
    }
    const client = (await tx.queryRunner.connect()) as PoolClient;
    try {
      await client.query({ name, text, values });
    } catch (error) {
      if (FORGOTTEN.has((error as { code?: string }).code ?? '')) this.isBehindPooler = true;
      throw new QueryFailedError(text, values, error as Error);
    }
  }
}
