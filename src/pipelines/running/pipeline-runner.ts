import { Injectable, Logger } from '@nestjs/common';
import { AppError } from '../../kernel/app-error.js';
import { badRequest, GatewayError } from '../../gateway/gateway-error.js';
import { KnowledgeRetrieval } from '../../knowledge/knowledge-retrieval.js';
import { McpTools } from '../../mcp/mcp-tools.js';
import type { ChatMessage, FinishReason } from '../../providers/calls/chat-call.js';
import type { Pipeline } from '../pipeline.entity.js';
import { PipelineRuns, type RunEvent, type RunInput } from '../pipeline-runs.js';
import { PipelinesService } from '../pipelines.service.js';
import { readRunSettings, type RunSettings } from '../settings/run-settings.js';
import { Conversations, remembered } from './conversations.js';
import type { LiveRun } from './live-run.js';
import { ModelTurn } from './model-turn.js';
import { offerTools, type OfferedTools } from './offered-tools.js';
import { textOf, withPassages } from './passages.js';
import { RateLimiter } from './rate-limiter.js';
import { RunRecords } from './run-records.js';
import { sessionKey, type SessionKey } from './session-key.js';
import { ToolRound } from './tool-round.js';

const RUNNER = 'local-agent';
const MOST_ROUNDS = 8;
const PARAGRAPH = '\n\n';

interface Prepared {
  settings: RunSettings;
  models: readonly string[];
  messages: readonly ChatMessage[];
  tools: OfferedTools;
}

/** What a run said. */
interface Said {
  /** As it was shown, what is told of tools included. */
  text: string;
  /** What the model said. */
  answer: string;
  finishReason: FinishReason;
}

/** Runs pipelines: prompt, history and passages to the model, and tools until it answers. */
@Injectable()
export class PipelineRunner extends PipelineRuns {
  private readonly logger = new Logger('PipelineRuns');

  constructor(
    private readonly pipelines: PipelinesService,
    private readonly rates: RateLimiter,
    private readonly records: RunRecords,
    private readonly conversations: Conversations,
    private readonly knowledge: KnowledgeRetrieval,
    private readonly mcp: McpTools,
    private readonly models: ModelTurn,
    private readonly toolRound: ToolRound,
  ) {
    super();
  }

  override async *run(input: RunInput): AsyncGenerator<RunEvent, void> {
    const { tenantId } = input.caller;
    if (input.messages.length === 0) throw badRequest('messages must not be empty', 'messages');
    const session = sessionKey(tenantId, input.pipelineId, input.session);
    const pipeline = await this.pipelines.get(tenantId, input.pipelineId);
    const settings = readRunSettings(pipeline.config);
    await this.rates.take(session, settings.rateLimit, input.signal);
    const run = await this.records.begin(session, input.signal);
    let isWrittenDown = false;
    try {
      const said = yield* this.answer(run, await this.prepare(run, pipeline, settings, session, input), input);
      isWrittenDown = true;
      const turn = input.history === 'kept' ? remembered(textOf(input.messages.at(-1)), said.answer) : null;
      await this.records.finish(run, session, { status: 'succeeded', error: null, turn });
      const { text, finishReason } = said;
      yield { kind: 'end', runId: run.id, text, finishReason, usage: run.usage };
    } catch (error) {
      if (isWrittenDown) throw error;
      isWrittenDown = true;
      throw await this.fail(run, session, error);
    } finally {
      // Somebody stopped reading.
      if (!isWrittenDown) await this.records.finish(run, session, { status: 'cancelled', error: null });
    }
  }

  /** @returns what is to be told of the failure */
  private async fail(run: LiveRun, session: SessionKey, error: unknown): Promise<unknown> {
    const { early } = run;
    const told = early?.error ?? error;
    const isForeseen = told instanceof GatewayError || told instanceof AppError;
    if (!isForeseen) this.logger.error(`run ${run.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
    await this.records.finish(run, session, {
      status: early?.status ?? 'failed',
      error: isForeseen ? told.message : 'Internal server error',
    });
    return told;
  }

  private async prepare(
    run: LiveRun,
    { extensions }: Pipeline,
    settings: RunSettings,
    session: SessionKey,
    input: RunInput,
  ): Promise<Prepared> {
    if (settings.runner !== RUNNER) {
      throw badRequest(`The runner ${settings.runner} is not supported; only ${RUNNER} is`, 'config.ai.runner.runner');
    }
    const { tenantId } = session;
    const servers = extensions.enableAllMcpServers ? 'all' : extensions.mcpServers;
    const isAlone = input.history === 'kept' && input.messages.length === 1;
    const [models, history, tools, said] = await Promise.all([
      this.models.nameModels(tenantId, settings.models),
      isAlone ? this.conversations.recall(session, settings) : [],
      servers === 'all' || servers.length > 0 ? this.mcp.list(tenantId, servers) : [],
      this.inform(run, settings, input),
    ]);
    return { settings, models, messages: [...settings.prompt, ...history, ...said], tools: offerTools(tools) };
  }

  /** What is said now, with the passages that bear on it. */
  private async inform(
    { signal, warnings }: LiveRun,
    { knowledgeBases, rerank }: RunSettings,
    { caller, messages }: RunInput,
  ): Promise<readonly ChatMessage[]> {
    const query = textOf(messages.findLast(({ role }) => role === 'user'));
    if (knowledgeBases.length === 0 || query.trim() === '') return messages;
    const asked = { caller, baseIds: knowledgeBases, query, signal, ...(rerank ? { rerank } : {}) };
    const { chunks, missing } = await this.knowledge.retrieve(asked);
    for (const id of missing)
      warnings.push(`The knowledge base ${id.slice(0, 64)} is gone: the run went on without it`);
    return withPassages(messages, chunks);
  }

  private async *answer(
    run: LiveRun,
    { settings, messages, tools, models }: Prepared,
    { caller, options = {} }: RunInput,
  ): AsyncGenerator<RunEvent, Said> {
    for (const text of run.warnings) yield { kind: 'warning', text };
    const talk = [...messages];
    const said = new Paragraphs();
    const offer = tools.definitions.length > 0 ? { tools: tools.definitions } : {};
    let candidates = { caller, models, removesThinking: settings.removesThinking };
    for (let round = 0; ; round++) {
      const request = { ...options, messages: talk, ...offer };
      const turn = yield* said.pass(this.models.run(run, candidates, request, said.text === ''));
      const { text, toolCalls, finishReason } = turn.answer;
      said.answered(text);
      if (toolCalls.length === 0) return { text: said.text, answer: said.answer, finishReason };
      if (round > MOST_ROUNDS) throw tooManyRounds();
      candidates = { ...candidates, models: turn.models };
      talk.push({ role: 'assistant', content: text, toolCalls });
      if (settings.tellsToolCalls) yield* said.tell(toolCalls.map(({ name }) => `Calling ${name} …`).join('\n'));
      const refusal = round < MOST_ROUNDS ? null : 'No more tools can be called; answer with what you have';
      talk.push(...(yield* this.toolRound.run(run, caller.tenantId, toolCalls, tools, refusal)));
      if (run.early) throw run.early.error;
    }
  }
}

function tooManyRounds(): GatewayError {
  const message = `The model went on calling tools after ${MOST_ROUNDS} rounds`;
  return new GatewayError(502, 'upstream_error', message, { code: 'too_many_tool_rounds' });
}

/** What several answers in a row say, each a paragraph of its own. */
class Paragraphs {
  text = '';
  answer = '';
  private isBetween = false;

  answered(text: string): void {
    this.answer += this.answer !== '' && text !== '' ? PARAGRAPH + text : text;
    this.isBetween = this.text !== '';
  }

  *tell(line: string): Generator<RunEvent, void> {
    yield* this.say(line);
    this.isBetween = true;
  }

  async *pass<T>(events: AsyncGenerator<RunEvent, T>): AsyncGenerator<RunEvent, T> {
    try {
      for (;;) {
        const step = await events.next();
        if (step.done === true) return step.value;
        if (step.value.kind === 'text') yield* this.say(step.value.text);
        else yield step.value;
      }
    } finally {
      await events.return(undefined as T);
    }
  }

  private *say(text: string): Generator<RunEvent, void> {
    const shown = this.isBetween ? PARAGRAPH + text : text;
    this.isBetween = false;
    this.text += shown;
    yield { kind: 'text', text: shown };
  }
}
