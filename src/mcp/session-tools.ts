import { Injectable } from '@nestjs/common';
import { McpTools, type McpTool, type McpToolCall, type McpToolResult } from './mcp-tools.js';
import { McpSessions } from './sessions/mcp-sessions.js';

/** The tools of the servers that this process is connected to. */
@Injectable()
export class SessionTools extends McpTools {
  constructor(private readonly sessions: McpSessions) {
    super();
  }

  override list(tenantId: string, serverIds: readonly string[] | 'all'): Promise<readonly McpTool[]> {
    const wanted = this.sessions
      .ofTenant(tenantId)
      .filter(({ opened }) => serverIds === 'all' || serverIds.includes(opened.server.id));
    const tools = wanted.flatMap(({ opened: { server }, state }) =>
      state.tools.map((tool) => ({ serverId: server.id, serverName: server.name, ...tool })),
    );
    return Promise.resolve(tools);
  }

  override async call({ tenantId, serverId, name, arguments: given, signal }: McpToolCall): Promise<McpToolResult> {
    const session = this.sessions.find(serverId);
    if (session?.opened.server.tenantId !== tenantId) return { text: `There is no tool ${name}`, isError: true };
    return session.call(name, given, signal);
  }
}
