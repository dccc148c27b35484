import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE mcp_servers (
    id uuid CONSTRAINT mcp_servers_pkey PRIMARY KEY,
    tenant_id varchar(32) NOT NULL CONSTRAINT mcp_servers_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    name varchar(200) NOT NULL,
    mode varchar(16) NOT NULL,
    arguments bytea NOT NULL,
    is_enabled boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE UNIQUE INDEX mcp_servers_name_idx ON mcp_servers (tenant_id, name)`,
  `CREATE INDEX mcp_servers_enabled_idx ON mcp_servers (id) WHERE is_enabled`,
];

/** MCP servers. */
export class McpServers1764440000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE mcp_servers`);
  }
}
