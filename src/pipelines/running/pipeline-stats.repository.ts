import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';

export interface PipelineCounts {
  activeSessions: number;
  conversations: number;
  queries: number;
}

const SESSION = 'pipeline_id, origin, session_type, session_id';

/** Counts over a tenant's runs and conversations. */
@Injectable()
export class PipelineStatsRepository {
  async count(tx: Tx, tenantId: string): Promise<PipelineCounts> {
    const [counts] = await tx.query<[PipelineCounts]>(
      `SELECT
         (SELECT count(DISTINCT (${SESSION}))::int FROM pipeline_runs
           WHERE tenant_id = $1 AND created_at > now() - interval '1 hour') AS "activeSessions",
         (SELECT count(DISTINCT (${SESSION}))::int FROM pipeline_turns WHERE tenant_id = $1) AS conversations,
         (SELECT count(*)::int FROM pipeline_runs WHERE tenant_id = $1) AS queries`,
      [tenantId],
    );
    return counts;
  }
}
