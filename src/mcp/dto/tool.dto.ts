import type { McpTool } from '../mcp-tools.js';
import { McpServerDto } from './mcp-server.dto.js';

/** A tool of a connected MCP server. */
export class ToolDto {
  /** @example get_forecast */
  name: string;

  /** For models. */
  description: string;

  /** The same, for people. */
  human_desc: string;

  /** JSON schema of the arguments. */
  parameters: Record<string, unknown>;

  /** The MCP server that has it. @example weather */
  server_name: string;

  static from({ name, description, parameters, serverName }: McpTool): ToolDto {
    return Object.assign(new ToolDto(), {
      name,
      description,
      human_desc: description,
      parameters: { ...parameters },
      server_name: serverName,
    });
  }
}

export class ToolListDto {
  tools: ToolDto[];
}

export class OneToolDto {
  tool: ToolDto;
}

/** Something that extends a tenant. */
export class ExtensionDto {
  /** @example mcp */
  type: 'mcp';

  server: McpServerDto;
}

export class ExtensionListDto {
  extensions: ExtensionDto[];
}
