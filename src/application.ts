import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SetupService } from './auth/setup.service.js';
import { createApp } from './bootstrap.js';
import type { AppConfig } from './config/app-config.js';
import { GatewayService } from './gateway/gateway.service.js';
import type { OpenDatabase } from './start.js';

/** For clients to be told that their answers are cut. */
const PARTING_MS = 500;

/** What answers requests, one process or several. */
export interface Serving {
  address: string;
  /** Null once there is an administrator, and where another process made it. */
  setupToken: string | null;
  stop(): Promise<void>;
}

/** A process that answers requests. */
export interface Running extends Serving {
  app: NestFastifyApplication;
}

export interface StartOptions {
  config: AppConfig;
  /** Closed when the application ends, or can't start. */
  database: OpenDatabase;
  port: number;
  /** Whether to make the first administrator, or the token for the set-up link. */
  preparesSetup: boolean;
}

/** Everything, up to answering requests. */
export async function startApplication({ config, database, port, preparesSetup }: StartOptions): Promise<Running> {
  let app: NestFastifyApplication | null = null;
  const stop = async () => {
    try {
      if (app) await closeInTime(app, config.shutdownGraceMs);
    } finally {
      await database.close();
    }
  };
  try {
    app = await createApp({ config, connections: database });
    await app.init();
    const setupToken = preparesSetup ? await app.get(SetupService).prepare() : null;
    await app.listen({ port, host: config.host });
    return { app, address: config.publicUrl ?? addressOf(app, config), setupToken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Lets running requests finish, for so long; then they are given up, and connections that still hang are cut. */
async function closeInTime(app: NestFastifyApplication, graceMs: number): Promise<void> {
  let cut = setTimeout(() => {
    app.get(GatewayService).cutOff();
    cut = setTimeout(() => app.getHttpAdapter().getInstance().server.closeAllConnections(), PARTING_MS);
  }, graceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}

function addressOf(app: NestFastifyApplication, config: AppConfig): string {
  const bound = app.getHttpServer().address();
  const port = typeof bound === 'object' && bound ? bound.port : config.port;
  const host = ['0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host;
  return `${config.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
