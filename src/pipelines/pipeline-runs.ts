import type { Caller } from '../gateway/exchange.js';
import type { ChatMessage, ChatRequest, FinishReason } from '../providers/calls/chat-call.js';
import type { TokenUsage } from '../providers/calls/token-usage.js';

/** Who talks to a pipeline; each session has its own history. */
export interface PipelineSession {
  /** Where it comes from: `debug`, `v1`, or `bot:<id>`. */
  origin: string;
  type: 'person' | 'group';
  /** Of the person or group, as its platform names it. */
  id: string;
}

/** How a model is to answer, where whoever asks has a say in that. */
export type AnswerOptions = Omit<ChatRequest, 'model' | 'messages' | 'tools' | 'toolChoice'>;

export interface RunInput {
  pipelineId: string;
  /** On whose account models are called. */
  caller: Caller;
  session: PipelineSession;
  /** What is said now: the last one is the question. More than one, or `history: 'given'`, leaves the session's own history out. */
  messages: readonly ChatMessage[];
  history: 'kept' | 'given';
  options?: AnswerOptions;
  signal: AbortSignal;
}

/** One step of a run. The last one is `end`; a run that fails throws instead. */
export type RunEvent =
  | { kind: 'text'; text: string }
  | { kind: 'reasoning'; text: string }
  /** Something that whoever keeps the pipeline should know; nobody who asked is told of it. */
  | { kind: 'warning'; text: string }
  | { kind: 'tool_started'; tool: string; arguments: string }
  | { kind: 'tool_finished'; tool: string; isError: boolean }
  | { kind: 'end'; runId: string; text: string; finishReason: FinishReason; usage: TokenUsage };

/** Runs pipelines. Every run is recorded, however it ends. */
export abstract class PipelineRuns {
  /**
   * Nothing happens before the first step is read; whoever stops reading ends the run.
   * @throws AppError or GatewayError: no such pipeline, a rate limit, a model that fails
   */
  abstract run(input: RunInput): AsyncGenerator<RunEvent, void>;
}
