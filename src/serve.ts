import 'reflect-metadata';
import { messageOf } from './kernel/message-of.js';
import { AppConfig } from './config/app-config.js';
import { isConsoleBuilt } from './console/console.js';
import { readEnvironment } from './config/env.js';
import { start, type Running } from './start.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** The server as a process: started, told of, and stopped by a signal. @param atEnd what else is to be ended */
export async function serve(environment: NodeJS.ProcessEnv, atEnd: () => Promise<void>): Promise<void> {
  try {
    say('Latchkey is starting…');
    const config = new AppConfig(readEnvironment(environment));
    const running = await start(config, say);
    const stop = () =>
      void running
        .stop()
        .finally(atEnd)
        .then(
          () => process.exit(0),
          () => process.exit(1),
        );
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
    greet(config, running);
  } catch (error) {
    process.stderr.write(`Latchkey can't start. ${messageOf(error)}\n`);
    process.exit(1);
  }
}

function greet({ servesConsole }: AppConfig, { address, setupToken }: Running): void {
  say(`\nLatchkey is ready: ${address}`);
  if (servesConsole && isConsoleBuilt()) say(`  Console:           ${address}/console/`);
  say(`  API documentation: ${address}/docs`);
  if (setupToken) say(`  Set it up, once:   ${address}/setup#token=${setupToken}`);
}
