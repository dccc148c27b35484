import { Injectable } from '@nestjs/common';
import { McpTools, type McpTool } from '../../mcp/mcp-tools.js';
import type { ChatMessage, ToolCall } from '../../providers/calls/chat-call.js';
import type { RunEvent } from '../pipeline-runs.js';
import { boundedCall } from './bounded-call.js';
import type { LiveRun } from './live-run.js';
import type { OfferedTools } from './offered-tools.js';

const MOST_CALLS = 16;
const MOST_CALL_MS = 120_000;
const MOST_RESULT_BYTES = 64 * 1024;

interface ToolOutcome {
  text: string;
  isError: boolean;
}

/** Calls the tools that a model asked for in one answer. */
@Injectable()
export class ToolRound {
  constructor(private readonly mcp: McpTools) {}

  /** All at once. What fails is a result that says so. @returns the results in the order of the calls */
  async *run(
    run: LiveRun,
    tenantId: string,
    calls: readonly ToolCall[],
    tools: OfferedTools,
    refusal: string | null,
  ): AsyncGenerator<RunEvent, ChatMessage[]> {
    for (const call of calls) yield { kind: 'tool_started', tool: call.name, arguments: call.arguments };
    const outcomes = calls.map((call, index) =>
      refusal === null && index < MOST_CALLS
        ? this.call(run, tenantId, call, tools.find(call.name))
        : Promise.resolve(mistake(refusal ?? `At most ${MOST_CALLS} tools can be called at once`)),
    );
    const open = new Map(outcomes.map((outcome, index) => [index, outcome.then((done) => ({ index, done }))]));
    while (open.size > 0) {
      const { index, done } = await Promise.race(open.values());
      open.delete(index);
      yield { kind: 'tool_finished', tool: calls[index]?.name ?? '', isError: done.isError };
    }
    const texts = await Promise.all(outcomes);
    return calls.map(({ id, name }, index) => ({
      role: 'tool',
      toolCallId: id,
      name,
      content: texts[index]?.text ?? '',
    }));
  }

  private async call(
    run: LiveRun,
    tenantId: string,
    { name, arguments: given }: ToolCall,
    tool: McpTool | undefined,
  ): Promise<ToolOutcome> {
    if (!tool) return mistake(`There is no tool ${name}`);
    const args = readArguments(given);
    if (!args) return mistake('The arguments are not a JSON object');
    const startedAt = performance.now();
    const target = { tenantId, serverId: tool.serverId, name: tool.name, arguments: args };
    const outcome = await boundedCall(run.signal, MOST_CALL_MS, (signal) => this.mcp.call({ ...target, signal })).catch(
      (error: unknown) => mistake(`The tool ${error instanceof Error ? error.message : 'failed'}`),
    );
    const ms = Math.round(performance.now() - startedAt);
    run.toolCalls.push({ server: tool.serverName, tool: tool.name, ms, isError: outcome.isError });
    return { ...outcome, text: cut(outcome.text) };
  }
}

function mistake(text: string): ToolOutcome {
  return { text, isError: true };
}

/** Null for what is no object; a model that has nothing to say may say nothing. */
function readArguments(text: string): Readonly<Record<string, unknown>> | null {
  if (text.trim() === '') return {};
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MOST_RESULT_BYTES) return text;
  return `${bytes.subarray(0, MOST_RESULT_BYTES).toString()}\n[The rest was cut off]`;
}
