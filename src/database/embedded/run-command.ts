import { execFile } from 'node:child_process';
import type { ServerAccount } from './server-account.js';

interface CommandResult {
  readonly succeeded: boolean;
  readonly output: string;
}

/**
 * What every PostgreSQL program of ours is started with: English messages (some are read by us), a directory that any
 * account may stand in, and nothing of Latchkey's own environment, which may hold secrets.
 */
export function programOptions(account: ServerAccount | null) {
  return {
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC' },
    windowsHide: true,
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  };
}

/** Runs a short command to its end, as the given account, and kills it when it takes too long. */
export function runCommand(
  file: string,
  commandArguments: readonly string[],
  account: ServerAccount | null,
  timeoutMs = 20_000,
): Promise<CommandResult> {
  const options = { ...programOptions(account), timeout: timeoutMs, killSignal: 'SIGKILL' as const };
  return new Promise((resolve) => {
    execFile(file, [...commandArguments], options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`.trim();
      resolve({ succeeded: error === null, output: output || (error?.message ?? '') });
    });
  });
}
