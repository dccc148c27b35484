import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';
import type { ChatMessage } from '../../providers/calls/chat-call.js';
import { Callers } from '../../gateway/in-process/callers.js';
import { PipelineRuns, type PipelineSession } from '../pipeline-runs.js';
import { PipelinesService } from '../pipelines.service.js';
import { runRefusal } from '../run-refusal.js';
import { Conversations } from '../running/conversations.js';
import { sessionKey, type SessionKey } from '../running/session-key.js';

/**
 * Each message holds all that was said so far, so a long answer in small pieces would grow with the square of its
 * length: it is shown again when it has grown by a hundredth.
 */
const SHOWN_OF_LENGTH = 100;

/** A message as the console shows it. */
export interface DebugMessage {
  id: number;
  role: 'user' | 'assistant';
  text: string;
  at: Date;
  /** False while more of it is to come. */
  isFinal: boolean;
}

export interface DebugQuestion {
  pipelineId: string;
  type: PipelineSession['type'];
  message: ChatMessage;
}

/** Talks with a pipeline on trial. Each user has one conversation of each type with each pipeline. */
@Injectable()
export class DebugChat {
  constructor(
    private readonly pipelines: PipelinesService,
    private readonly runs: PipelineRuns,
    private readonly conversations: Conversations,
    private readonly callers: Callers,
  ) {}

  /** The answer so far, again and again; the last one is final. @throws AppError */
  async *send(
    caller: Principal,
    { pipelineId, type, message }: DebugQuestion,
    signal: AbortSignal,
  ): AsyncGenerator<DebugMessage, void> {
    await this.pipelines.get(caller.tenantId, pipelineId);
    const session = { origin: 'debug', type, id: caller.userId };
    const number = await this.conversations.nextNumber(sessionKey(caller.tenantId, pipelineId, session));
    const reply = { id: answerId(number), role: 'assistant' as const, at: new Date() };
    const input = {
      pipelineId,
      caller: this.callers.of(caller),
      session,
      messages: [message],
      history: 'kept' as const,
      signal,
    };
    let text = '';
    let next = 1;
    try {
      for await (const event of this.runs.run(input)) {
        if (event.kind === 'text') {
          text += event.text;
          if (text.length < next) continue;
          next = text.length + Math.ceil(text.length / SHOWN_OF_LENGTH);
          yield { ...reply, text, isFinal: false };
        } else if (event.kind === 'end') yield { ...reply, text: event.text, isFinal: true };
      }
    } catch (error) {
      throw runRefusal(error);
    }
  }

  /** What was said, the oldest first. @throws PipelineNotFoundError */
  async list(caller: Principal, pipelineId: string, type: PipelineSession['type']): Promise<DebugMessage[]> {
    const turns = await this.conversations.list(await this.find(caller, pipelineId, type));
    return turns.flatMap(({ number, question, answer, askedAt, answeredAt }) => [
      { id: answerId(number) - 1, role: 'user' as const, text: question, at: askedAt, isFinal: true },
      { id: answerId(number), role: 'assistant' as const, text: answer, at: answeredAt, isFinal: true },
    ]);
  }

  /** Forgets what was said. @throws PipelineNotFoundError */
  async reset(caller: Principal, pipelineId: string, type: PipelineSession['type']): Promise<void> {
    await this.conversations.reset(await this.find(caller, pipelineId, type));
  }

  private async find(
    { tenantId, userId }: Principal,
    pipelineId: string,
    type: PipelineSession['type'],
  ): Promise<SessionKey> {
    await this.pipelines.get(tenantId, pipelineId);
    return sessionKey(tenantId, pipelineId, { origin: 'debug', type, id: userId });
  }
}

/** Questions have the odd numbers. */
function answerId(turn: number): number {
  return 2 * turn;
}
