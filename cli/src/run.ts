import { CommanderError } from 'commander';
import { EXIT, type ExitCode } from './exit-codes.js';
import { Ended, failureOf, Interrupted } from './failure.js';
import { hasColours, type Io } from './io.js';
import { printable } from './output/printable.js';
import { buildProgram } from './program.js';

/** Runs one command line, given without `node` and script. @returns what the process is to end with */
export async function run(words: readonly string[], io: Io): Promise<ExitCode> {
  try {
    await buildProgram(io).parseAsync([...words], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return tell(error, io);
  }
}

function tell(error: unknown, { stderr, env }: Io): ExitCode {
  const failure = failureOf(error);
  if (failure instanceof Ended) return failure.exit;
  if (failure instanceof Interrupted) return failure.exit;
  const red = hasColours(stderr, env) ? (text: string) => `\u001b[31m${text}\u001b[39m` : (text: string) => text;
  stderr.write(`${red('error:')} ${printable(failure.message)}\n`);
  for (const detail of failure.details) stderr.write(`  ${printable(detail)}\n`);
  if (failure.hint !== null) stderr.write(`hint: ${printable(failure.hint)}\n`);
  return failure.exit;
}
