import 'reflect-metadata';
import { messageOf } from './kernel/message-of.js';
import { AppConfig } from './config/app-config.js';
import { isConsoleBuilt } from './console/console.js';
import { readEnvironment } from './config/env.js';
import { start } from './start.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  say('Latchkey is starting…');
  const config = new AppConfig(readEnvironment(process.env));
  const running = await start(config, say);
  const { address, setupToken } = running;
  const stop = () =>
    void running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  say(`\nLatchkey is ready: ${address}`);
  if (config.servesConsole && isConsoleBuilt()) say(`  Console:           ${address}/console/`);
  say(`  API documentation: ${address}/docs`);
  if (setupToken) say(`  Set it up, once:   ${address}/setup#token=${setupToken}`);
} catch (error) {
  process.stderr.write(`Latchkey can't start. ${messageOf(error)}\n`);
  process.exit(1);
}
