import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import { AppConfig } from '../config/app-config.js';
import { TenantDb } from '../database/tenant-db.js';
import { announce, type Tx } from '../database/transactions.js';
import { BadInputError, badField } from '../kernel/app-error.js';
import { newUuid } from '../kernel/ids.js';
import type { Principal } from '../kernel/principal.js';
import { OutboundGuard } from '../providers/outbound-guard.js';
import { findBlockedAddress } from '../providers/outbound/blocked-address-error.js';
import type { McpMode, McpServer } from './mcp-server.entity.js';
import { McpServerNotFoundError, StdioForbiddenError } from './mcp-server.errors.js';
import { McpServersRepository } from './mcp-servers.repository.js';
import { McpVault, type OpenMcpServer } from './mcp-vault.js';
import { readArguments, type ServerArguments } from './server-arguments.js';
import { McpSessions } from './sessions/mcp-sessions.js';

/** A server to be made; arguments as they were posted. */
export interface NewMcpServer {
  name: string;
  mode: McpMode;
  arguments: Readonly<Record<string, unknown>>;
  isEnabled: boolean;
}

/** What is to change; what is absent stays. */
export type McpServerChange = Partial<NewMcpServer>;

/** A server that is not stored, or not as it is. */
export interface TrialServer {
  mode: McpMode;
  arguments: Readonly<Record<string, unknown>>;
  /** The stored one that masks in the arguments may come from. */
  storedId: string | null;
}

/** Of a tenant. */
const MOST_SERVERS = 50;
/** Later than any version. */
const GONE = 2 ** 31 - 1;

/** A tenant's MCP servers. */
@Injectable()
export class McpServersService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly servers: McpServersRepository,
    private readonly vault: McpVault,
    private readonly sessions: McpSessions,
    private readonly guard: OutboundGuard,
    private readonly audit: AuditService,
    private readonly config: AppConfig,
  ) {}

  async list({ tenantId }: Principal): Promise<OpenMcpServer[]> {
    const rows = await this.tenantDb.run(tenantId, (tx) => this.servers.list(tx, tenantId));
    return Promise.all(rows.map((row) => this.vault.open(row)));
  }

  /** @throws McpServerNotFoundError */
  async get({ tenantId }: Principal, name: string): Promise<OpenMcpServer> {
    const row = await this.tenantDb.run(tenantId, (tx) => this.servers.find(tx, tenantId, name));
    if (!row) throw new McpServerNotFoundError();
    return this.vault.open(row);
  }

  /** @returns its id @throws BadInputError, McpServerExistsError, StdioForbiddenError */
  async create(caller: Principal, { name, mode, arguments: given, isEnabled }: NewMcpServer): Promise<string> {
    const { tenantId } = caller;
    this.demandMay(caller, mode);
    const plain = readArguments(mode, given, null);
    await this.demandCallable(plain);
    const id = newUuid();
    const sealed = await this.vault.seal(tenantId, id, plain);
    await this.tenantDb.run(tenantId, async (tx) => {
      await this.servers.lock(tx, tenantId);
      if ((await this.servers.count(tx, tenantId)) >= MOST_SERVERS)
        throw new BadInputError(`There can be at most ${MOST_SERVERS} MCP servers`);
      await this.servers.insert(tx, { id, tenantId, name, mode, arguments: sealed, isEnabled });
      await this.record(tx, caller, 'mcp-server.created', id, { name, mode, isEnabled });
      await announce(tx, { kind: 'mcp-server', id, version: 1 });
    });
    await this.sessions.settled();
    return id;
  }

  /** Connects the server anew. @throws McpServerNotFoundError and what {@link create} throws */
  async update(caller: Principal, name: string, change: McpServerChange): Promise<void> {
    if (change.arguments) await this.demandCallableChange(caller, name, change.arguments, change.mode);
    await this.tenantDb.run(caller.tenantId, (tx) => this.change(tx, caller, name, change));
    await this.sessions.settled();
  }

  /** @throws McpServerNotFoundError */
  async delete(caller: Principal, name: string): Promise<void> {
    const { tenantId } = caller;
    await this.tenantDb.run(tenantId, async (tx) => {
      const { id } = await this.servers.getForUpdate(tx, tenantId, name);
      await this.servers.delete(tx, tenantId, id);
      await this.record(tx, caller, 'mcp-server.removed', id, { name });
      await announce(tx, { kind: 'mcp-server', id, version: GONE });
    });
    await this.sessions.settled();
  }

  /** How a server that is only to be tried would be reached. @throws BadInputError, StdioForbiddenError */
  async readTrial(caller: Principal, { mode, arguments: given, storedId }: TrialServer): Promise<ServerArguments> {
    const { tenantId } = caller;
    this.demandMay(caller, mode);
    const row = storedId && (await this.tenantDb.run(tenantId, (tx) => this.servers.findById(tx, tenantId, storedId)));
    const stored = row ? (await this.vault.open(row)).arguments : null;
    const plain = readArguments(mode, given, stored);
    await this.demandCallable(plain);
    return plain;
  }

  /** Commands run on this machine: for those who own it. @throws StdioForbiddenError */
  demandMay({ kind, isInstanceAdmin }: Principal, mode: McpMode): void {
    if (mode !== 'stdio') return;
    if (!this.config.allowsStdioMcp) throw new StdioForbiddenError(false);
    if (kind !== 'session' || !isInstanceAdmin) throw new StdioForbiddenError(true);
  }

  /** Before the transaction: a name may be looked up for long. The address is judged again with each connection. */
  private async demandCallableChange(
    caller: Principal,
    name: string,
    given: Readonly<Record<string, unknown>>,
    newMode: McpMode | undefined,
  ): Promise<void> {
    const { server, arguments: stored } = await this.get(caller, name);
    const mode = newMode ?? server.mode;
    this.demandMay(caller, server.mode);
    this.demandMay(caller, mode);
    await this.demandCallable(readArguments(mode, given, stored));
  }

  private async change(tx: Tx, caller: Principal, name: string, change: McpServerChange): Promise<void> {
    const { tenantId } = caller;
    const row = await this.servers.getForUpdate(tx, tenantId, name);
    const { arguments: given, ...columns } = change;
    const mode = change.mode ?? row.mode;
    this.demandMay(caller, row.mode);
    this.demandMay(caller, mode);
    const sealed = given || mode !== row.mode ? await this.resealed(row, mode, given) : null;
    const version = await this.servers.update(tx, row, { ...columns, ...(sealed ? { arguments: sealed } : {}) });
    await this.record(tx, caller, 'mcp-server.changed', row.id, { name, fields: Object.keys(change) });
    await announce(tx, { kind: 'mcp-server', id: row.id, version });
  }

  private async resealed(
    row: McpServer,
    mode: McpMode,
    given: Readonly<Record<string, unknown>> | undefined,
  ): Promise<Buffer> {
    const stored = (await this.vault.open(row)).arguments;
    const plain = readArguments(mode, given ?? { ...stored }, given ? stored : null);
    return this.vault.seal(row.tenantId, row.id, plain);
  }

  private async demandCallable({ url }: ServerArguments): Promise<void> {
    if (url === undefined) return;
    try {
      // Unlike a provider's, an address of ours may have a query.
      await this.guard.check(url.replace(/\?[^#]*/, ''));
    } catch (error) {
      const says = findBlockedAddress(error)?.message;
      throw badField('extra_args.url', 'url', says ? `is refused: ${says}` : 'is not a URL that can be called');
    }
  }

  private record(tx: Tx, actor: Principal, action: string, id: string, details: Record<string, unknown>) {
    return this.audit.record(tx, { actor, action, subject: `mcp-server:${id}`, tenantId: actor.tenantId, details });
  }
}
