import type { Tool } from '@modelcontextprotocol/sdk/types.js';

/** A tool of a server, bounded. */
export interface ServerTool {
  name: string;
  description: string;
  /** JSON schema of the arguments. */
  parameters: Readonly<Record<string, unknown>>;
}

export const MOST_TOOLS = 256;
const LONGEST_DESCRIPTION = 4096;
const MOST_SCHEMA = 32 * 1024;
/** Of all tools of a server together. */
const MOST_CHARACTERS = 512 * 1024;
const NAME = /^[\x21-\x7e]{1,128}$/;

/** What is kept of tools that a server lists; and, for its log, why the others are not. */
export function boundedTools(tools: readonly Tool[]): { tools: ServerTool[]; complaints: string[] } {
  const kept = new Map<string, ServerTool>();
  const complaints: string[] = [];
  let characters = 0;
  for (const { name, description = '', inputSchema } of tools) {
    const schema = writtenOf(inputSchema);
    const size = name.length + Math.min(description.length, LONGEST_DESCRIPTION) + (schema?.length ?? 0);
    if (!NAME.test(name) || kept.has(name)) complaints.push(`Tool ${name.slice(0, 64)} is left out: its name`);
    else if (schema === null || schema.length > MOST_SCHEMA)
      complaints.push(`Tool ${name} is left out: its schema is too large`);
    else if (kept.size >= MOST_TOOLS || characters + size > MOST_CHARACTERS)
      complaints.push(`Tool ${name} is left out: there are too many`);
    else {
      characters += size;
      kept.set(name, { name, description: description.slice(0, LONGEST_DESCRIPTION), parameters: inputSchema });
    }
  }
  return { tools: [...kept.values()], complaints: complaints.slice(0, 16) };
}

/** Null for what is nested too deeply to be written down. */
function writtenOf(schema: unknown): string | null {
  try {
    return JSON.stringify(schema);
  } catch {
    return null;
  }
}
