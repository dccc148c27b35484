import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import { PipelineTurn } from './pipeline-turn.entity.js';
import { sessionValues, type SessionKey } from './session-key.js';

/** Of a session so many are kept, the youngest. */
export const MOST_TURNS = 200;

/** What sessions remember. */
@Injectable()
export class PipelineTurnsRepository {
  /** Of a pipeline that was removed meanwhile nothing is kept. */
  async insert(
    tx: Tx,
    session: SessionKey,
    turn: Pick<PipelineTurn, 'question' | 'answer' | 'askedAt'>,
  ): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      ['pipeline-turns', ...sessionValues(session)].join('|'),
    ]);
    await tx.query(
      `INSERT INTO pipeline_turns (tenant_id, pipeline_id, origin, session_type, session_id, number, question, answer,
                                   asked_at, answered_at)
       SELECT p.tenant_id, p.id, $3::varchar, $4::varchar, $5::varchar,
              1 + coalesce((SELECT max(number) FROM pipeline_turns
                            WHERE tenant_id = $1 AND pipeline_id = $2 AND origin = $3 AND session_type = $4
                              AND session_id = $5), 0),
              $6, $7, $8::timestamptz, clock_timestamp()
       FROM pipelines p WHERE p.tenant_id = $1 AND p.id = $2 FOR KEY SHARE`,
      [...sessionValues(session), turn.question, turn.answer, turn.askedAt],
    );
    await tx.query(
      `DELETE FROM pipeline_turns
       WHERE tenant_id = $1 AND pipeline_id = $2 AND origin = $3 AND session_type = $4 AND session_id = $5
         AND number <= (SELECT max(number) FROM pipeline_turns
                        WHERE tenant_id = $1 AND pipeline_id = $2 AND origin = $3 AND session_type = $4
                          AND session_id = $5) - ${MOST_TURNS}`,
      sessionValues(session),
    );
  }

  /** The youngest of a session, the oldest of them first. */
  async listLast(tx: Tx, session: SessionKey, limit: number): Promise<PipelineTurn[]> {
    const turns = await tx.find(PipelineTurn, { where: { ...session }, order: { number: 'DESC' }, take: limit });
    return turns.reverse();
  }

  /** @returns whether there was anything */
  async deleteSession(tx: Tx, session: SessionKey): Promise<boolean> {
    const { affected } = await tx.delete(PipelineTurn, { ...session });
    return (affected ?? 0) > 0;
  }

  /** Of all tenants. */
  async deleteOld(tx: Tx, days: number): Promise<void> {
    await tx.query(`DELETE FROM pipeline_turns WHERE answered_at < now() - make_interval(days => $1)`, [days]);
  }
}
