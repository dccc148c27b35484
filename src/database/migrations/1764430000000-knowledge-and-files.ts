import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE stored_files (
    id uuid CONSTRAINT stored_files_pkey PRIMARY KEY,
    tenant_id varchar(32) NOT NULL CONSTRAINT stored_files_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    kind varchar(16) NOT NULL,
    key varchar(300) NOT NULL,
    media_type varchar(128) NOT NULL,
    size integer NOT NULL,
    content bytea NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    expires_at timestamptz(3) NOT NULL
  )`,
  // Compressing what mostly is compressed already costs time and saves nothing.
  `ALTER TABLE stored_files ALTER COLUMN content SET STORAGE EXTERNAL`,
  `CREATE UNIQUE INDEX stored_files_key_idx ON stored_files (tenant_id, kind, key)`,
  `CREATE INDEX stored_files_expiry_idx ON stored_files (expires_at)`,
  `CREATE TABLE knowledge_bases (
    id uuid CONSTRAINT knowledge_bases_pkey PRIMARY KEY,
    tenant_id varchar(32) NOT NULL CONSTRAINT knowledge_bases_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    name varchar(255) NOT NULL,
    description text NOT NULL DEFAULT '',
    emoji varchar(32),
    embedding_model varchar(400) NOT NULL,
    top_k integer NOT NULL DEFAULT 5,
    embedding_version integer NOT NULL DEFAULT 1,
    dimension integer,
    revision integer NOT NULL DEFAULT 0,
    removals integer NOT NULL DEFAULT 0,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX knowledge_bases_tenant_idx ON knowledge_bases (tenant_id, created_at, id)`,
  `CREATE TABLE knowledge_files (
    id uuid CONSTRAINT knowledge_files_pkey PRIMARY KEY,
    tenant_id varchar(32) NOT NULL CONSTRAINT knowledge_files_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    base_id uuid NOT NULL CONSTRAINT knowledge_files_base_fk REFERENCES knowledge_bases (id) ON DELETE CASCADE,
    source_key varchar(300) NOT NULL,
    file_name varchar(300) NOT NULL,
    extension varchar(16) NOT NULL,
    size integer NOT NULL,
    status varchar(16) NOT NULL DEFAULT 'pending',
    error text,
    is_parsed boolean NOT NULL DEFAULT false,
    task_id integer NOT NULL,
    user_id varchar(32) NOT NULL,
    key_id uuid,
    queued_at timestamptz(3),
    attempts integer NOT NULL DEFAULT 0,
    lease_token uuid,
    lease_until timestamptz(3),
    created_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX knowledge_files_tenant_idx ON knowledge_files (tenant_id, base_id, created_at, id)`,
  `CREATE INDEX knowledge_files_base_idx ON knowledge_files (base_id)`,
  `CREATE INDEX knowledge_files_queue_idx ON knowledge_files (queued_at) WHERE queued_at IS NOT NULL`,
  `CREATE TABLE knowledge_contents (
    file_id uuid CONSTRAINT knowledge_contents_pkey PRIMARY KEY
      CONSTRAINT knowledge_contents_file_fk REFERENCES knowledge_files (id) ON DELETE CASCADE,
    tenant_id varchar(32) NOT NULL CONSTRAINT knowledge_contents_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    size integer NOT NULL,
    content bytea NOT NULL
  )`,
  `ALTER TABLE knowledge_contents ALTER COLUMN content SET STORAGE EXTERNAL`,
  `CREATE INDEX knowledge_contents_tenant_idx ON knowledge_contents (tenant_id)`,
  `CREATE TABLE knowledge_chunks (
    id uuid CONSTRAINT knowledge_chunks_pkey PRIMARY KEY,
    tenant_id varchar(32) NOT NULL CONSTRAINT knowledge_chunks_tenant_fk REFERENCES tenants (id) ON DELETE CASCADE,
    base_id uuid NOT NULL,
    file_id uuid NOT NULL CONSTRAINT knowledge_chunks_file_fk REFERENCES knowledge_files (id) ON DELETE CASCADE,
    position integer NOT NULL,
    text text NOT NULL,
    embedding bytea,
    embedded_version integer NOT NULL DEFAULT 0,
    embedded_revision integer NOT NULL DEFAULT 0
  )`,
  `ALTER TABLE knowledge_chunks ALTER COLUMN embedding SET STORAGE EXTERNAL`,
  `CREATE INDEX knowledge_chunks_base_idx ON knowledge_chunks (tenant_id, base_id, embedded_version, embedded_revision, id)`,
  `CREATE INDEX knowledge_chunks_file_idx ON knowledge_chunks (file_id, position)`,
  `CREATE INDEX knowledge_chunks_text_idx ON knowledge_chunks USING gin (to_tsvector('simple', text))`,
];

const DOWN = [
  // Made at run time where the database has pgvector.
  `DROP TABLE IF EXISTS knowledge_vectors`,
  `DROP TABLE knowledge_chunks`,
  `DROP TABLE knowledge_contents`,
  `DROP TABLE knowledge_files`,
  `DROP TABLE knowledge_bases`,
  `DROP TABLE stored_files`,
];

/** Uploaded files, knowledge bases, and what they hold. */
export class KnowledgeAndFiles1764430000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
