import { mkdir } from 'node:fs/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { SetupService } from './auth/setup.service.js';
import { createApp } from './bootstrap.js';
import type { AppConfig } from './config/app-config.js';
import { connect, describeDatabase, migrate } from './database/database.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './database/embedded/embedded-postgres.js';
import { MIGRATIONS } from './database/migrations/index.js';
import { ENTITIES } from './entities.js';

const SHUTDOWN_MS = 10_000;

/** What a person at the terminal sees. */
export type Progress = (line: string) => void;

export interface Running {
  address: string;
  /** Null once there is an administrator. */
  setupToken: string | null;
  stop(): Promise<void>;
}

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

/** Everything, up to answering requests. */
export async function start(config: AppConfig, onProgress: Progress): Promise<Running> {
  const database = await openDatabase(config, onProgress);
  let app: NestFastifyApplication | null = null;
  const stop = async () => {
    try {
      if (app) await closeInTime(app);
    } finally {
      await database.close();
    }
  };
  try {
    app = await createApp({ config, connections: database });
    await app.init();
    const setupToken = await app.get(SetupService).prepare();
    await app.listen({ port: config.port, host: config.host });
    return { address: config.publicUrl ?? addressOf(app, config), setupToken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Lets running requests finish; connections that still hang after ten seconds are cut. */
async function closeInTime(app: NestFastifyApplication): Promise<void> {
  const cut = setTimeout(() => app.getHttpAdapter().getInstance().server.closeAllConnections(), SHUTDOWN_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}

async function startEmbedded(config: AppConfig, onProgress: Progress): Promise<EmbeddedPostgres> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  return startEmbeddedPostgres({ dataDir: config.dataDir, onProgress });
}

function addressOf(app: NestFastifyApplication, config: AppConfig): string {
  const bound = app.getHttpServer().address();
  const port = typeof bound === 'object' && bound ? bound.port : config.port;
  const host = ['0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host;
  return `${config.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
