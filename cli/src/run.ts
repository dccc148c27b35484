import { CommanderError, type Command } from 'commander';
import { EXIT, type ExitCode } from './exit-codes.js';
import { Ended, failureOf, Interrupted, type Failure } from './failure.js';
import { flagsOf } from './flags.js';
import { hasColours, type Io } from './io.js';
import { printable } from './output/printable.js';
import { buildProgram } from './program.js';

/** Runs one command line, given without `node` and script. @returns what the process is to end with */
export async function run(words: readonly string[], io: Io): Promise<ExitCode> {
  let running: Command | null = null;
  const program = buildProgram(io).hook('preAction', (_, command) => {
    running = command;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return tell(failureOf(error, flagsOf(running)), io);
  }
}

function tell(failure: Failure, { stderr, env }: Io): ExitCode {
  if (failure instanceof Ended) return failure.exit;
  if (failure instanceof Interrupted) return failure.exit;
  const red = hasColours(stderr, env) ? (text: string) => `\u001b[31m${text}\u001b[39m` : (text: string) => text;
  stderr.write(`${red('error:')} ${printable(failure.message)}\n`);
  for (const detail of failure.details) stderr.write(`  ${printable(detail)}\n`);
  if (failure.hint !== null) stderr.write(`hint: ${printable(failure.hint)}\n`);
  return failure.exit;
}
