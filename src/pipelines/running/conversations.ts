import { Injectable } from '@nestjs/common';
import { storable } from '../../kernel/storable-text.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { ChatMessage } from '../../providers/calls/chat-call.js';
import type { RunSettings } from '../settings/run-settings.js';
import type { PipelineTurn } from './pipeline-turn.entity.js';
import { MOST_TURNS, PipelineTurnsRepository } from './pipeline-turns.repository.js';
import type { SessionKey } from './session-key.js';

/** Of each question and each answer so many characters are remembered. */
const LONGEST_REMEMBERED = 32 * 1024;
/** Of a history so many characters are sent; the oldest turns go first. */
const LONGEST_HISTORY = 256 * 1024;

/** What sessions remember. */
@Injectable()
export class Conversations {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly turns: PipelineTurnsRepository,
  ) {}

  /** All that a session remembers, the oldest first. */
  list(session: SessionKey): Promise<PipelineTurn[]> {
    return this.tenantDb.run(session.tenantId, (tx) => this.turns.listLast(tx, session, MOST_TURNS));
  }

  /** The number that a session's next turn is likely to get. */
  async nextNumber(session: SessionKey): Promise<number> {
    const [last] = await this.tenantDb.run(session.tenantId, (tx) => this.turns.listLast(tx, session, 1));
    return (last?.number ?? 0) + 1;
  }

  /** A session's last turns as a model is to see them; nothing when it was silent for too long. */
  async recall(
    session: SessionKey,
    { maxRound, expireSeconds }: Pick<RunSettings, 'maxRound' | 'expireSeconds'>,
  ): Promise<readonly ChatMessage[]> {
    if (maxRound === 0) return [];
    const limit = Math.min(maxRound, MOST_TURNS);
    const turns = await this.tenantDb.run(session.tenantId, (tx) => this.turns.listLast(tx, session, limit));
    const fresh = expireSeconds === 0 ? turns : sinceSilence(turns, expireSeconds * 1000);
    // An answer without words is one that providers refuse to read.
    return lastThatFit(fresh.filter(({ answer }) => answer !== '')).flatMap(({ question, answer }) => [
      { role: 'user' as const, content: question },
      { role: 'assistant' as const, content: answer },
    ]);
  }

  /** @returns whether there was anything */
  reset(session: SessionKey): Promise<boolean> {
    return this.tenantDb.run(session.tenantId, (tx) => this.turns.deleteSession(tx, session));
  }
}

/** What a session is to remember of a question and its answer. */
export function remembered(question: string, answer: string): Pick<PipelineTurn, 'question' | 'answer'> {
  return {
    question: storable(question.slice(0, LONGEST_REMEMBERED)),
    answer: storable(answer.slice(0, LONGEST_REMEMBERED)),
  };
}

function sinceSilence(turns: readonly PipelineTurn[], mostMs: number): readonly PipelineTurn[] {
  const times = [...turns.map(({ askedAt }) => askedAt.getTime()), Date.now()];
  const silent = turns.findLastIndex(
    ({ answeredAt }, index) => (times[index + 1] ?? 0) - answeredAt.getTime() > mostMs,
  );
  return turns.slice(silent + 1);
}

function lastThatFit(turns: readonly PipelineTurn[]): readonly PipelineTurn[] {
  let left = LONGEST_HISTORY;
  const tooLong = turns.findLastIndex(({ question, answer }) => (left -= question.length + answer.length) < 0);
  return turns.slice(tooLong + 1);
}
