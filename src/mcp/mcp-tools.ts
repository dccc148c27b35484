/** A tool of a connected MCP server, as a model is to see it. */
export interface McpTool {
  serverId: string;
  serverName: string;
  name: string;
  description: string;
  /** JSON schema of the arguments. */
  parameters: Readonly<Record<string, unknown>>;
}

export interface McpToolResult {
  /** What the tool said, as text for a model; bounded. */
  text: string;
  isError: boolean;
}

export interface McpToolCall {
  tenantId: string;
  serverId: string;
  name: string;
  arguments: Readonly<Record<string, unknown>>;
  signal: AbortSignal;
}

/** Tools of a tenant's MCP servers. */
export abstract class McpTools {
  /** Of enabled servers that are connected now; of those named, or of all. */
  abstract list(tenantId: string, serverIds: readonly string[] | 'all'): Promise<readonly McpTool[]>;

  /** Never throws for what the server or the tool does wrong: that is a result which says so. */
  abstract call(call: McpToolCall): Promise<McpToolResult>;
}
