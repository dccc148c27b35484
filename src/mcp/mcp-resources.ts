import { Injectable } from '@nestjs/common';
import type { ReadResourceResult, Resource, ResourceTemplate } from '@modelcontextprotocol/sdk/types.js';
import type { Principal } from '../kernel/principal.js';
import { McpServerRefusedError } from './mcp-server.errors.js';
import { McpServersService } from './mcp-servers.service.js';
import type { McpSession } from './sessions/mcp-session.js';
import { McpSessions } from './sessions/mcp-sessions.js';
import type { SessionLogLevel, SessionLogLine } from './sessions/session-log.js';

/** Of a resource; more are left out. */
const MOST_PARTS = 64;
/** For all pages of a list together, or one content. */
const ANSWER_MS = 60_000;

export interface OfferedResources {
  resources: Resource[];
  templates: ResourceTemplate[];
  capabilities: { subscribe: boolean; listChanged: boolean } | null;
}

/** What else than tools connected servers have, and what happened to their sessions. */
@Injectable()
export class McpResources {
  constructor(
    private readonly servers: McpServersService,
    private readonly sessions: McpSessions,
  ) {}

  /** @throws McpServerNotFoundError, McpServerRefusedError */
  async list(caller: Principal, name: string): Promise<OfferedResources> {
    const session = await this.connected(caller, name);
    const signal = AbortSignal.timeout(ANSWER_MS);
    return session.ask(async (connection) => ({
      resources: await connection.resources(signal),
      templates: await connection.resourceTemplates(signal).catch(() => []),
      capabilities: connection.resourceCapabilities,
    }));
  }

  /** @throws McpServerNotFoundError, McpServerRefusedError */
  async listTemplates(caller: Principal, name: string): Promise<ResourceTemplate[]> {
    const session = await this.connected(caller, name);
    return session.ask((connection) => connection.resourceTemplates(AbortSignal.timeout(ANSWER_MS)));
  }

  /** @throws McpServerNotFoundError, McpServerRefusedError */
  async read(caller: Principal, name: string, uri: string): Promise<ReadResourceResult['contents']> {
    const session = await this.connected(caller, name);
    const { contents } = await session.ask((connection) =>
      connection.readResource(uri, AbortSignal.timeout(ANSWER_MS)),
    );
    return contents.slice(0, MOST_PARTS);
  }

  /** @throws McpServerNotFoundError */
  async logs(caller: Principal, name: string, most: number, level?: SessionLogLevel): Promise<SessionLogLine[]> {
    const { server } = await this.servers.get(caller, name);
    return this.sessions.find(server.id)?.log.last(most, level) ?? [];
  }

  private async connected(caller: Principal, name: string): Promise<McpSession> {
    const { server } = await this.servers.get(caller, name);
    const session = this.sessions.find(server.id);
    if (!session) throw new McpServerRefusedError('The MCP server is not connected');
    return session;
  }
}
