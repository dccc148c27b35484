import type { McpTool } from '../../mcp/mcp-tools.js';
import type { ToolDefinition } from '../../providers/calls/chat-call.js';

/** What the strictest of the providers take. */
const LONGEST_NAME = 64;
const MOST_TOOLS = 128;

/** Tools of several servers under names that a model can tell apart. */
export interface OfferedTools {
  definitions: readonly ToolDefinition[];
  find(name: string): McpTool | undefined;
}

/** A tool keeps its name where it is the only one of it; else its server's name is put in front. */
export function offerTools(tools: readonly McpTool[]): OfferedTools {
  const offered = new Map<string, McpTool>();
  const seen = new Set<string>();
  const shared = new Set(tools.map(({ name }) => fitting(name)).filter((name) => seen.has(name) || !seen.add(name)));
  for (const tool of tools.slice(0, MOST_TOOLS)) {
    const isAlone = !shared.has(fitting(tool.name));
    offered.set(unused(isAlone ? tool.name : `${tool.serverName}__${tool.name}`, offered), tool);
  }
  const definitions = [...offered].map(([name, { description, parameters }]) => ({ name, description, parameters }));
  return { definitions, find: (name) => offered.get(name) };
}

function unused(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  const name = fitting(wanted);
  for (let number = 2, candidate = name; ; number++) {
    if (!taken.has(candidate)) return candidate;
    candidate = `${name.slice(0, LONGEST_NAME - 4)}_${number}`;
  }
}

function fitting(name: string): string {
  return name.replaceAll(/[^\w-]/g, '_').slice(0, LONGEST_NAME) || '_';
}
