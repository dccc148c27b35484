import process from 'node:process';
import { EXIT } from './exit-codes.js';
import { run } from './run.js';

/** Whoever reads our output may leave early, as `head` does. */
function leaveQuietlyWith(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.ok);
  });
}

leaveQuietlyWith(process.stdout);
leaveQuietlyWith(process.stderr);
process.on('SIGINT', () => process.exit(EXIT.interrupted));

const { stdin, stdout, stderr, env } = process;
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, env, cwd: process.cwd() });
