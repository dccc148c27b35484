import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { ownCopy } from './own-copy.js';

/** A tool of a server, bounded. */
export interface ServerTool {
  name: string;
  description: string;
  /** JSON schema of the arguments. */
  parameters: Readonly<Record<string, unknown>>;
}

const MOST_TOOLS = 256;
const MOST_COMPLAINTS = 16;
const LONGEST_DESCRIPTION = 4096;
const MOST_SCHEMA = 32 * 1024;
/** Of lists and objects in one another: what reads a schema later may do so by recursion. */
const DEEPEST_SCHEMA = 64;
/** Of all tools of a server together. */
const MOST_CHARACTERS = 512 * 1024;
const NAME = /^[\x21-\x7e]{1,128}$/;

/** What is kept of tools that a server lists, page by page; and, for its log, why the others are not. */
export class ToolList {
  /** Why tools are left out: the first sixteen times. */
  readonly complaints: string[] = [];
  private readonly kept = new Map<string, ServerTool>();
  private characters = 0;

  get tools(): ServerTool[] {
    return [...this.kept.values()];
  }

  /** Takes what is within bounds. @returns whether more can be taken */
  add(listed: readonly Tool[]): boolean {
    for (const tool of listed) {
      const complaint = this.take(tool);
      if (complaint !== null && this.complaints.length < MOST_COMPLAINTS) this.complaints.push(complaint);
    }
    return this.kept.size < MOST_TOOLS;
  }

  /** Null when it was taken. */
  private take({ name, description = '', inputSchema }: Tool): string | null {
    if (!NAME.test(name) || this.kept.has(name)) return `Tool ${ownCopy(name.slice(0, 64))} is left out: its name`;
    const schema = isDeeper(inputSchema, DEEPEST_SCHEMA) ? null : JSON.stringify(inputSchema);
    if (schema === null || schema.length > MOST_SCHEMA) return `Tool ${name} is left out: its schema is too large`;
    const size = name.length + Math.min(description.length, LONGEST_DESCRIPTION) + schema.length;
    if (this.kept.size >= MOST_TOOLS || this.characters + size > MOST_CHARACTERS)
      return `Tool ${name} is left out: there are too many`;
    this.characters += size;
    const short = ownCopy(description.slice(0, LONGEST_DESCRIPTION));
    this.kept.set(name, { name, description: short, parameters: inputSchema });
    return null;
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}
