import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transactions.js';
import { violatesUnique } from '../database/unique-violation.js';
import { McpServerExistsError, McpServerNotFoundError } from './mcp-server.errors.js';
import { MCP_SERVERS_NAME_INDEX, McpServer } from './mcp-server.entity.js';

export type McpServerColumns = Pick<McpServer, 'name' | 'mode' | 'arguments' | 'isEnabled'>;

/** A tenant's MCP servers. */
@Injectable()
export class McpServersRepository {
  /** Servers of a tenant are made one after another. */
  async lock(tx: Tx, tenantId: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`mcp-servers|${tenantId}`]);
  }

  /** @throws McpServerExistsError */
  async insert(tx: Tx, server: McpServerColumns & Pick<McpServer, 'id' | 'tenantId'>): Promise<void> {
    await naming(server.name, tx.insert(McpServer, server));
  }

  /** By name. */
  list(tx: Tx, tenantId: string): Promise<McpServer[]> {
    return tx.find(McpServer, { where: { tenantId }, order: { name: 'ASC' } });
  }

  count(tx: Tx, tenantId: string): Promise<number> {
    return tx.countBy(McpServer, { tenantId });
  }

  find(tx: Tx, tenantId: string, name: string): Promise<McpServer | null> {
    return tx.findOneBy(McpServer, { tenantId, name });
  }

  findById(tx: Tx, tenantId: string, id: string): Promise<McpServer | null> {
    return tx.findOneBy(McpServer, { tenantId, id });
  }

  /** The row is locked until the transaction ends. @throws McpServerNotFoundError */
  async getForUpdate(tx: Tx, tenantId: string, name: string): Promise<McpServer> {
    const server = await tx.findOne(McpServer, { where: { tenantId, name }, lock: { mode: 'pessimistic_write' } });
    if (!server) throw new McpServerNotFoundError();
    return server;
  }

  /** @returns the new version @throws McpServerExistsError */
  async update(tx: Tx, server: McpServer, columns: Partial<McpServerColumns>): Promise<number> {
    const version = server.version + 1;
    const { tenantId, id } = server;
    await naming(columns.name ?? server.name, tx.update(McpServer, { tenantId, id }, { ...columns, version }));
    return version;
  }

  async delete(tx: Tx, tenantId: string, id: string): Promise<void> {
    await tx.delete(McpServer, { tenantId, id });
  }

  /** Of all tenants: for the process that connects them. */
  listEnabled(tx: Tx): Promise<McpServer[]> {
    return tx.find(McpServer, { where: { isEnabled: true }, order: { id: 'ASC' } });
  }

  /** Whosever it is: for the process that connects it. */
  findAnyones(tx: Tx, id: string): Promise<McpServer | null> {
    return tx.findOneBy(McpServer, { id });
  }
}

async function naming(name: string, write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (violatesUnique(error, MCP_SERVERS_NAME_INDEX)) throw new McpServerExistsError(name);
    throw error;
  }
}
