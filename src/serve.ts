import 'reflect-metadata';
import cluster from 'node:cluster';
import { messageOf } from './kernel/message-of.js';
import { AppConfig } from './config/app-config.js';
import { isConsoleBuilt } from './console/console.js';
import { readEnvironment } from './config/env.js';
import type { Serving } from './application.js';
import { WORKER_NUMBER } from './workers/conversation.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** The server as a process: started, told of, and stopped by a signal. @param atEnd what else is to be ended */
export async function serve(environment: NodeJS.ProcessEnv, atEnd: () => Promise<void>): Promise<void> {
  try {
    const config = new AppConfig(readEnvironment(environment));
    if (cluster.isWorker && environment[WORKER_NUMBER] !== undefined) {
      await beWorker(config, atEnd);
      return;
    }
    say('Latchkey is starting…');
    const serving = await (config.workers > 1 ? startMany(config) : startOne(config));
    const stop = () =>
      void serving
        .stop()
        .finally(atEnd)
        .then(
          () => process.exit(0),
          () => process.exit(1),
        );
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
    greet(config, serving);
  } catch (error) {
    process.stderr.write(`Latchkey can't start. ${messageOf(error)}\n`);
    process.exit(1);
  }
}

/** Each is loaded where it is needed alone: a primary without the application takes a third of its memory. */
async function startOne(config: AppConfig): Promise<Serving> {
  const [{ openDatabase }, { startApplication }] = await Promise.all([
    import('./start.js'),
    import('./application.js'),
  ]);
  const database = await openDatabase(config, say);
  return startApplication({ config, database, port: config.port, preparesSetup: true });
}

async function startMany(config: AppConfig): Promise<Serving> {
  const { startWorkers } = await import('./workers/start-workers.js');
  return startWorkers(config, say);
}

async function beWorker(config: AppConfig, atEnd: () => Promise<void>): Promise<void> {
  const { serveAsWorker } = await import('./workers/serve-as-worker.js');
  await serveAsWorker(config, atEnd);
}

function greet({ servesConsole }: AppConfig, { address, setupToken }: Serving): void {
  say(`\nLatchkey is ready: ${address}`);
  if (servesConsole && isConsoleBuilt()) say(`  Console:           ${address}/console/`);
  say(`  API documentation: ${address}/docs`);
  if (setupToken) say(`  Set it up, once:   ${address}/setup#token=${setupToken}`);
}
