import { PageQueryDto } from '../../http/dto/page-query.dto.js';
import type { PipelineRun, RunStatus } from '../running/pipeline-run.entity.js';

/** Paged as lists of our own are, on a path of LangBot's, where unknown parameters are dropped. */
export class RunsQueryDto extends PageQueryDto {}

/** A tool that was called; neither its arguments nor its result are kept. */
export class RunToolCallDto {
  /** Of the MCP server. @example weather */
  server: string;

  /** @example forecast */
  tool: string;

  /** How long it took. @example 120 */
  ms: number;

  is_error: boolean;
}

/** That a pipeline ran, and how it ended. What was said is not kept here. */
export class PipelineRunDto {
  /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  id: string;

  pipeline_uuid: string;

  /** Where it came from: `debug`, `v1`, or `bot:<id>`. @example debug */
  origin: string;

  /** `person` or `group`. @example person */
  session_type: string;

  /** Of the person or group, as its platform names it. */
  session_id: string;

  /** `interrupted`: the server stopped before it was done. @example succeeded */
  status: RunStatus;

  /** `name@Factory` of the model that answered; null when none did. @example gpt-4o-mini@OpenAI */
  model: string | null;

  /** Of all calls of models. @example 120 */
  input_tokens: number;

  /** @example 40 */
  output_tokens: number;

  tool_calls: RunToolCallDto[];

  /**
   * What went otherwise than the pipeline says, without failing: knowledge bases that are gone.
   * @example ["The knowledge base 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 is gone: the run went on without it"]
   */
  warnings: string[];

  /** What it failed with; null when it did not. */
  error: string | null;

  /** @example 2026-11-24T09:00:00.000Z */
  started_at: Date;

  /** Null while it goes on. */
  finished_at: Date | null;

  static from(run: PipelineRun): PipelineRunDto {
    return Object.assign(new PipelineRunDto(), {
      id: run.id,
      pipeline_uuid: run.pipelineId,
      origin: run.origin,
      session_type: run.sessionType,
      session_id: run.sessionId,
      status: run.status,
      model: run.model,
      input_tokens: Number(run.inputTokens),
      output_tokens: Number(run.outputTokens),
      tool_calls: run.toolCalls.map(({ server, tool, ms, isError }) => ({ server, tool, ms, is_error: isError })),
      warnings: [...run.warnings],
      error: run.error,
      started_at: run.createdAt,
      finished_at: run.finishedAt,
    } satisfies PipelineRunDto);
  }
}

export class PipelineRunPageDto {
  items: PipelineRunDto[];

  /** For `cursor` of the next page; null on the last one. */
  next_cursor: string | null;
}
