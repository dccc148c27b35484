import { Injectable } from '@nestjs/common';
import { SecretBox, type Place } from '../crypto/secret-box.js';
import type { McpServer } from './mcp-server.entity.js';
import type { ServerArguments } from './server-arguments.js';

/** A server with its arguments open. */
export interface OpenMcpServer {
  server: McpServer;
  arguments: ServerArguments;
}

/** Seals how servers are reached, and opens it where they are connected. */
@Injectable()
export class McpVault {
  constructor(private readonly secretBox: SecretBox) {}

  seal(tenantId: string, id: string, plain: ServerArguments): Promise<Buffer> {
    return this.secretBox.seal(placeOf(tenantId, id), JSON.stringify(plain));
  }

  async open(server: McpServer): Promise<OpenMcpServer> {
    const text = await this.secretBox.open(placeOf(server.tenantId, server.id), server.arguments);
    return { server, arguments: JSON.parse(text) as ServerArguments };
  }
}

function placeOf(tenantId: string, rowId: string): Place {
  return { tenantId, table: 'mcp_servers', column: 'arguments', rowId };
}
