import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** How a server is reached; `remote` is streamable HTTP, or SSE where that fails. */
export const MCP_MODES = ['stdio', 'sse', 'http', 'remote'] as const;

export type McpMode = (typeof MCP_MODES)[number];

export const MCP_SERVERS_NAME_INDEX = 'mcp_servers_name_idx';

/** A server whose tools a tenant's pipelines may use. */
@Entity('mcp_servers')
@Index(MCP_SERVERS_NAME_INDEX, ['tenantId', 'name'], { unique: true })
@Index('mcp_servers_enabled_idx', ['id'], { where: 'is_enabled' })
export class McpServer {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'varchar', length: 32 })
  @ForeignKey('Tenant', { name: 'mcp_servers_tenant_fk', onDelete: 'CASCADE' })
  tenantId: string;

  /** What it is addressed by. */
  @Column({ type: 'varchar', length: 200 })
  name: string;

  @Column({ type: 'varchar', length: 16 })
  mode: McpMode;

  /** How it is reached, as JSON, sealed as a whole: it holds tokens. */
  @Column({ type: 'bytea' })
  arguments: Buffer;

  @Column({ name: 'is_enabled', type: 'boolean', default: false })
  isEnabled: boolean;

  /** Grows with every change; a session with an older version is opened anew. */
  @Column({ type: 'integer', default: 1 })
  version: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt: Date;
}
