import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import type { DataSource } from 'typeorm';
import { createApp } from '../../src/bootstrap.js';
import { AppConfig } from '../../src/config/app-config.js';
import { readEnvironment } from '../../src/config/env.js';
import { describeDatabase } from '../../src/database/database.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { ENTITIES } from '../../src/entities.js';
import { cloneDatabase } from './template-database.js';

export const TEST_SECRET_KEY = 'kX9-test-wrapping-secret-4Tq7Zp2Vw8';

const SILENT: LoggerService = { log: () => undefined, warn: () => undefined, error: () => undefined };

export interface TestAppOptions {
  environment?: Record<string, string>;
  /** Another application's database, as a second process would have. */
  databaseUrl?: string;
  logger?: LoggerService;
}

/** The whole application on a database of its own. */
export interface TestApp {
  app: NestFastifyApplication;
  dataSource: DataSource;
  databaseUrl: string;
  /** Where it listens. */
  url: string;
  /** Requests without credentials. */
  http: ReturnType<typeof request>;
  close(): Promise<void>;
}

/**
 * Boots the application as the server does; only the environment is the test's. Passport keeps its strategies per
 * process: of several applications in one spec file, the one that was started last judges credentials for all.
 */
export async function startTestApp({
  environment = {},
  databaseUrl,
  logger = SILENT,
}: TestAppOptions = {}): Promise<TestApp> {
  const database = databaseUrl ? { url: databaseUrl, drop: () => Promise.resolve() } : await cloneDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'latchkey-app-'));
  const config = new AppConfig(
    readEnvironment({
      ...{ SECRET_KEY: TEST_SECRET_KEY, CONSOLE: 'false' },
      LOGIN_ATTEMPTS_PER_MINUTE: '1000',
      DATA_DIR: dataDir,
      ...environment,
    }),
  );
  const dataSource = describeDatabase(database.url, ENTITIES, MIGRATIONS);
  await dataSource.initialize();
  const connections = { dataSource, url: database.url, directUrl: database.url };
  const app = await createApp({ config, connections, logger });
  await app.listen(0, '127.0.0.1');
  const close = async () => {
    await app.close();
    await dataSource.destroy();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const url = await app.getUrl();
  return { app, dataSource, databaseUrl: database.url, url, http: request(url), close };
}
