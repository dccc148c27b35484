import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { messageOf } from '../../kernel/message-of.js';
import { ChangeFeed, type Change } from '../../database/change-feed.js';
import { SystemDb } from '../../database/system-db.js';
import type { McpServer } from '../mcp-server.entity.js';
import { McpServersRepository } from '../mcp-servers.repository.js';
import { McpVault } from '../mcp-vault.js';
import { McpConnector } from './mcp-connector.js';
import { McpLimits } from './mcp-limits.js';
import { McpSession } from './mcp-session.js';

/** After a failure to read the rows. */
const AGAIN_MS = 5_000;
/** Between the first tries of many servers, at a start. */
const APART_MS = 10;

/** This process's sessions: one for each enabled server of all tenants, kept as the rows say. */
@Injectable()
export class McpSessions implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('McpServers');
  private readonly sessions = new Map<string, McpSession>();
  private readonly ending = new Set<Promise<void>>();
  private readonly stale = new Set<string>();
  private isAllStale = false;
  private isStopping = false;
  private working: Promise<void> | null = null;
  private again: NodeJS.Timeout | null = null;

  constructor(
    private readonly systemDb: SystemDb,
    private readonly feed: ChangeFeed,
    private readonly servers: McpServersRepository,
    private readonly vault: McpVault,
    private readonly connector: McpConnector,
    private readonly limits: McpLimits,
  ) {}

  onApplicationBootstrap(): void {
    this.feed.subscribe({ changed: (change) => this.changed(change), reset: () => this.readAll() });
    this.readAll();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    if (this.again) clearTimeout(this.again);
    await this.working;
    for (const id of [...this.sessions.keys()]) this.end(id);
    await Promise.all(this.ending);
  }

  /** Null when this process has none. */
  find(id: string): McpSession | null {
    return this.sessions.get(id) ?? null;
  }

  ofTenant(tenantId: string): McpSession[] {
    return [...this.sessions.values()].filter(({ opened }) => opened.server.tenantId === tenantId);
  }

  /** Resolves when all changes that are known are heeded. */
  async settled(): Promise<void> {
    await this.working;
  }

  private changed({ kind, id }: Change): void {
    if (kind === 'mcp-server') this.stale.add(id);
    // Its servers go with a tenant, without a word of their own.
    else if (kind === 'tenant') for (const { opened } of this.ofTenant(id)) this.stale.add(opened.server.id);
    else return;
    this.work();
  }

  private readAll(): void {
    this.isAllStale = true;
    this.work();
  }

  private work(): void {
    if (this.isStopping) return;
    this.working ??= this.follow().finally(() => {
      this.working = null;
      // Between the last look and now something may have come.
      if (this.isAllStale || this.stale.size > 0) this.work();
    });
  }

  /** Never rejects. */
  private async follow(): Promise<void> {
    while ((this.isAllStale || this.stale.size > 0) && !this.isStopping) {
      const isAll = this.isAllStale;
      const ids = [...this.stale];
      this.isAllStale = false;
      this.stale.clear();
      try {
        await (isAll ? this.followAll() : this.followSome(ids));
      } catch (error) {
        this.logger.warn(`MCP servers could not be read: ${messageOf(error)}`);
        this.again ??= setTimeout(() => {
          this.again = null;
          this.readAll();
        }, AGAIN_MS).unref();
        return;
      }
    }
  }

  private async followAll(): Promise<void> {
    const rows = await this.systemDb.run('connect MCP servers', (tx) => this.servers.listEnabled(tx));
    const enabled = new Set(rows.map(({ id }) => id));
    for (const id of [...this.sessions.keys()]) if (!enabled.has(id)) this.end(id);
    for (const [place, row] of rows.entries()) await this.ensure(row, place * APART_MS);
  }

  private async followSome(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const row = await this.systemDb.run('connect an MCP server', (tx) => this.servers.findAnyones(tx, id));
      if (row?.isEnabled) await this.ensure(row, 0);
      else this.end(id);
    }
  }

  private async ensure(row: McpServer, waitMs: number): Promise<void> {
    const former = this.sessions.get(row.id);
    if (former?.opened.server.version === row.version) return;
    try {
      const opened = await this.vault.open(row);
      this.end(row.id);
      const session = new McpSession(opened, this.connector, this.limits, former?.log);
      this.sessions.set(row.id, session);
      session.start(waitMs);
    } catch (error) {
      this.end(row.id);
      this.logger.error(`MCP server ${row.id} can't be opened: ${error instanceof Error ? error.message : ''}`);
    }
  }

  private end(id: string): void {
    const session = this.sessions.get(id);
    if (!session) return;
    this.sessions.delete(id);
    const ending = session.stop().finally(() => this.ending.delete(ending));
    this.ending.add(ending);
  }
}
