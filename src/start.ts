import { mkdir } from 'node:fs/promises';
import type { DataSource } from 'typeorm';
import type { AppConfig } from './config/app-config.js';
import { connect, describeDatabase, migrate } from './database/database.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './database/embedded/embedded-postgres.js';
import { MIGRATIONS } from './database/migrations/index.js';
import { ENTITIES } from './entities.js';

/** What Postgres allows unasked. */
const POSTGRES_CONNECTIONS = 100;
/** For queries, for snapshots and for the change feed. */
const CONNECTIONS_OF_ONE = 20 + 4 + 1;
/** Of the supervisor, of operators' tools and such. */
const CONNECTIONS_OF_OTHERS = 25;

/** What a person at the terminal sees. */
export type Progress = (line: string) => void;

export interface OpenDatabase {
  dataSource: DataSource;
  url: string;
  directUrl: string;
  close(): Promise<void>;
}

/** The database, connected and migrated: the operator's, or the embedded one. */
export async function openDatabase(config: AppConfig, onProgress: Progress): Promise<OpenDatabase> {
  const embedded = config.databaseUrl ? null : await startEmbedded(config, onProgress);
  const url = config.databaseUrl ?? embedded?.url ?? '';
  const dataSource = describeDatabase(url, ENTITIES, MIGRATIONS);
  const close = async () => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await embedded?.stop();
  };
  try {
    await connect(dataSource, onProgress);
    await migrate(dataSource, onProgress);
  } catch (error) {
    await close();
    throw error;
  }
  return { dataSource, url, directUrl: config.databaseDirectUrl ?? url, close };
}

/** A database that another process of ours holds open and has migrated. */
export async function joinDatabase(url: string, directUrl: string): Promise<OpenDatabase> {
  const dataSource = describeDatabase(url, ENTITIES, MIGRATIONS);
  await connect(dataSource, () => undefined);
  return { dataSource, url, directUrl, close: () => dataSource.destroy() };
}

async function startEmbedded(config: AppConfig, onProgress: Progress): Promise<EmbeddedPostgres> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const connections = Math.max(POSTGRES_CONNECTIONS, config.workers * CONNECTIONS_OF_ONE + CONNECTIONS_OF_OTHERS);
  const settings = { max_connections: String(connections) };
  return startEmbeddedPostgres({ dataDir: config.dataDir, onProgress, settings });
}
