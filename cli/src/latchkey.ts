import process from 'node:process';
import { EXIT } from './exit-codes.js';
import { run } from './run.js';

/**
 * Whoever reads our output may leave early, as `head` does: the command goes on all the same, and ends with what came of
 * it. What cannot be written for another reason is lost, a new key perhaps, and that is a failure.
 */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`error: What there is to say cannot be written: ${error.code ?? error.message}\n`);
  process.exit(EXIT.failed);
});
process.stderr.on('error', () => undefined);
process.on('SIGINT', () => process.exit(EXIT.interrupted));

const { stdin, stdout, stderr, env } = process;
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, env, cwd: process.cwd() });
