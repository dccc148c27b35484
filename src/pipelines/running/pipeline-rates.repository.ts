import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import type { RateLimit } from '../settings/run-settings.js';
import { sessionValues, type SessionKey } from './session-key.js';

/** How much each session has asked. */
@Injectable()
export class PipelineRatesRepository {
  /**
   * Takes one of a session's runs, by the database's clock, so that it holds across processes.
   * @returns 0 when there was one, else how many seconds the window is still open
   */
  async take(tx: Tx, session: SessionKey, { windowSeconds, limitation }: RateLimit): Promise<number> {
    const values = [...sessionValues(session), windowSeconds, limitation];
    const taken = await tx.query<unknown[]>(
      `INSERT INTO pipeline_rates AS r (tenant_id, pipeline_id, origin, session_type, session_id, used, window_ends)
       SELECT p.tenant_id, p.id, $3::varchar, $4::varchar, $5::varchar, 1, clock_timestamp() + make_interval(secs => $6)
       FROM pipelines p WHERE p.tenant_id = $1 AND p.id = $2 FOR KEY SHARE
       ON CONFLICT (tenant_id, pipeline_id, origin, session_type, session_id) DO UPDATE
         SET used = CASE WHEN r.window_ends <= clock_timestamp() THEN 1 ELSE r.used + 1 END,
             window_ends = CASE WHEN r.window_ends <= clock_timestamp() THEN excluded.window_ends ELSE r.window_ends END
         WHERE r.window_ends <= clock_timestamp() OR r.used < $7
       RETURNING r.used`,
      values,
    );
    if (taken.length > 0) return 0;
    const [open] = await tx.query<{ seconds: number }[]>(
      `SELECT greatest(extract(epoch FROM window_ends - clock_timestamp()), 0.001)::float8 AS seconds FROM pipeline_rates
       WHERE tenant_id = $1 AND pipeline_id = $2 AND origin = $3 AND session_type = $4 AND session_id = $5`,
      sessionValues(session),
    );
    return open?.seconds ?? 0;
  }

  /** Windows that closed long ago, of all tenants. */
  async deleteClosed(tx: Tx): Promise<void> {
    await tx.query(`DELETE FROM pipeline_rates WHERE window_ends < now() - interval '1 hour'`);
  }
}
