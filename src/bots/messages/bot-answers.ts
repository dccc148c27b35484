import { Injectable, Logger } from '@nestjs/common';
import { GatewayError } from '../../gateway/gateway-error.js';
import { AppError } from '../../kernel/app-error.js';
import type { ChatMessage } from '../../providers/calls/chat-call.js';
import { PipelineRuns, type RunEvent } from '../../pipelines/pipeline-runs.js';
import type { Bot } from '../bot.entity.js';
import { PipelineDirectory } from '../../pipelines/pipeline-directory.js';
import { BotLog } from '../logs/bot-log.js';
import { questionOf, sessionName, type BotSession, type InboundContent } from './inbound.js';

/** A pipeline's answer to a message: what is to be said, and what went wrong. */
export interface BotAnswer {
  /** Empty when nothing is to be said. */
  text: string;
  /** For the log; null when all went well. */
  error: string | null;
}

/** For one answer; models and tools have limits of their own. */
const LONGEST_RUN_MS = 10 * 60_000;

/** Lets pipelines answer what bots are told. */
@Injectable()
export class BotAnswers {
  private readonly logger = new Logger('Bots');

  constructor(
    private readonly runs: PipelineRuns,
    private readonly pipelines: PipelineDirectory,
    private readonly log: BotLog,
  ) {}

  /**
   * @param progress hears all that was said so far, each time there is more
   * @throws what the signal says, once it is aborted
   */
  async ask(
    bot: Bot,
    session: BotSession,
    content: InboundContent,
    signal: AbortSignal,
    progress: (text: string) => void,
  ): Promise<BotAnswer> {
    const question = questionOf(content.segments);
    if (!question) return { text: '', error: null };
    let said = '';
    try {
      for await (const event of this.steps(bot, session, [question], 'kept', signal)) {
        if (event.kind === 'text') progress((said += event.text));
        else if (event.kind === 'end') return { text: event.text, error: null };
      }
      return { text: said, error: 'The run ended without an end' };
    } catch (error) {
      signal.throwIfAborted();
      return { text: (await this.hintFor(bot, error)) ?? '', error: this.describe(error) };
    }
  }

  /** A run of the bot's pipeline; what the bot's owner should know is logged. @throws AppError or GatewayError */
  async *steps(
    bot: Bot,
    session: BotSession,
    messages: readonly ChatMessage[],
    history: 'kept' | 'given',
    signal: AbortSignal,
  ): AsyncGenerator<RunEvent, void> {
    if (bot.pipelineId === null) throw new GatewayError(400, 'invalid_request_error', 'The bot has no pipeline');
    const steps = this.runs.run({
      pipelineId: bot.pipelineId,
      caller: { tenantId: bot.tenantId, userId: bot.userId },
      session: { origin: `bot:${bot.id}`, ...session },
      messages,
      history,
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_RUN_MS)]),
    });
    for await (const step of steps) {
      if (step.kind === 'warning') await this.log.write(bot, 'warning', step.text, { session: sessionName(session) });
      else yield step;
    }
  }

  private async hintFor({ tenantId, pipelineId }: Bot, error: unknown): Promise<string | null> {
    return pipelineId === null ? null : this.pipelines.failureText(tenantId, pipelineId, error);
  }

  private describe(error: unknown): string {
    if (error instanceof AppError || error instanceof GatewayError) return error.message;
    this.logger.error(`A bot's run failed: ${error instanceof Error ? error.stack : String(error)}`);
    return 'Internal error';
  }
}
