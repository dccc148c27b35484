import type { McpTool } from '../../mcp/mcp-tools.js';

/** A tool as a model is offered it. */
export class ToolDto {
  /** @example get-sum */
  name: string;

  /** For models. */
  description: string;

  /** For people; the same. */
  human_desc: string;

  /** JSON schema of the arguments. */
  parameters: Record<string, unknown>;

  /** The MCP server that has it. @example everything */
  server: string;

  static from({ name, description, parameters, serverName }: McpTool): ToolDto {
    return { name, description, human_desc: description, parameters: { ...parameters }, server: serverName };
  }
}

export class ToolListDto {
  tools: ToolDto[];
}

export class OneToolDto {
  tool: ToolDto;
}
