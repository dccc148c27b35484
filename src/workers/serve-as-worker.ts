import { startApplication, type Running } from '../application.js';
import type { AppConfig } from '../config/app-config.js';
import { messageOf } from '../kernel/message-of.js';
import { UnavailableError } from '../kernel/app-error.js';
import { recentLines } from '../logging/recent-lines.js';
import { Metrics } from '../metrics/metrics.js';
import { joinDatabase } from '../start.js';
import { Channel } from './channel.js';
import type { PrimaryHears, WorkerHears } from './conversation.js';

const ORDERS_MS = 30_000;
/** For the primary, which waits a second for the workers. */
const ASKED_MS = 2000;
/** How long lines are gathered before the primary gets them. */
const LINES_MS = 100;

/** Serves as the primary says, and until it says so. @param atEnd what else is to be ended */
export async function serveAsWorker(config: AppConfig, atEnd: () => Promise<void>): Promise<void> {
  let running: Running | null = null;
  let isStopping = false;
  const stop = (): void => {
    if (!running) process.exit(0);
    if (isStopping) return;
    isStopping = true;
    void running
      .stop()
      .finally(atEnd)
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  const channel = new Channel<WorkerHears, PrimaryHears>(process, {
    metrics: async () => (await running?.app.get(Metrics).tell()) ?? null,
    stop,
  });
  // A terminal and a service manager signal the whole group, the primary tells us besides.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  try {
    const { port, isFirst, ...urls } = await channel.ask('orders', undefined, ORDERS_MS);
    shareLines(channel);
    const database = await joinDatabase(urls.databaseUrl, urls.databaseDirectUrl);
    running = await startApplication({ ...{ config, database, port }, preparesSetup: isFirst });
    const { app, address, setupToken } = running;
    app.get(Metrics).gatherFrom(() => channel.ask('metrics', undefined, ASKED_MS).catch(unanswered));
    await channel.tell('started', { address, setupToken });
  } catch (error) {
    await channel.tell('failed', messageOf(error));
    process.exit(1);
  }
}

/** Lines of all workers are read in one place, whichever of them is asked. */
function shareLines(channel: Channel<WorkerHears, PrimaryHears>): void {
  let lines: string[] = [];
  const pass = (): void => {
    if (lines.length > 0) void channel.tell('logged', lines);
    lines = [];
  };
  setInterval(pass, LINES_MS).unref();
  recentLines.share({
    add: (line) => lines.push(line),
    read: (place) => {
      pass();
      return channel.ask('logs', place, ASKED_MS).catch(unanswered);
    },
  });
}

function unanswered(error: unknown): never {
  throw new UnavailableError('The primary process does not answer', { cause: error });
}
