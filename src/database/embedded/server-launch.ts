import { spawn, type ChildProcess } from 'node:child_process';
import { until } from './bounded-wait.js';
import type { ClusterAccess } from './cluster-access.js';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';
import { readPostmasterFile } from './postmaster-file.js';
import { programOptions } from './run-command.js';
import { openServerLog, readLogSince } from './server-log.js';
import { serverArguments } from './server-settings.js';

/** A complaint here is one that passes: another attempt, perhaps on another port, is worth it. */
type LaunchOutcome = { readonly kind: 'ready' } | { readonly kind: 'try-again'; readonly complaint: string };

const PASSING_COMPLAINTS = [
  // The memory of a killed server, or its last processes, are not gone yet.
  /pre-existing shared memory block/,
  // Another Latchkey was a moment faster, and its server has or has not written its pid yet.
  /lock file "postmaster\.pid" (already exists|is empty)/,
  // The port was taken since we looked.
  /could not create any TCP\/IP sockets/,
];

/** Replaying the log after a crash may take long, but not for ever. */
const READY_WITHIN_MS = 300_000;
const SLOW_AFTER_MS = 5_000;
const ABANDONED_WITHIN_MS = 10_000;

/**
 * Starts a server and waits until it accepts connections. It is detached: a Ctrl-C meant for Latchkey must not reach
 * it before Latchkey has closed its connections, and it outlives a killed Latchkey, to be found again.
 */
export async function launchServer(access: ClusterAccess, port: number, signal: AbortSignal): Promise<LaunchOutcome> {
  const { handle, startsAt } = await openServerLog(access.logPath);
  const child = spawn(access.programs.postgres, serverArguments(access.cluster, port, access.settings), {
    ...programOptions(access.account),
    detached: true,
    stdio: ['ignore', handle.fd, handle.fd],
  });
  child.unref();
  await handle.close();

  const launch = followLaunch(child, access.cluster);
  try {
    let isSettled = await until(launch.isSettled, SLOW_AFTER_MS, signal);
    if (!isSettled) access.onProgress('PostgreSQL is still starting; after an unclean stop it recovers first…');
    isSettled ||= await until(launch.isSettled, READY_WITHIN_MS - SLOW_AFTER_MS, signal);
    if (isSettled && !launch.hasEnded()) return { kind: 'ready' };
  } catch (error) {
    await abandon(child, launch.hasEnded);
    throw error;
  }
  const complaint = await readLogSince(access.logPath, startsAt);
  if (launch.hasEnded()) return judgeComplaint(complaint);
  await abandon(child, launch.hasEnded);
  throw new EmbeddedPostgresError(`PostgreSQL did not become ready. It said last:\n${complaint}`);
}

/** A launch is settled when the server has ended, or has written that it is ready. */
function followLaunch(child: ChildProcess, cluster: string) {
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true)); // The program could not be run at all.
  const hasEnded = () => ended;
  const isSettled = async () => {
    const file = await readPostmasterFile(cluster);
    return ended || (file !== null && file.pid === child.pid && file.isReady);
  };
  return { hasEnded, isSettled };
}

/** Stops a server nobody has used yet. It may be so young that it does not stand in its cluster's folder. */
async function abandon(child: ChildProcess, hasEnded: () => boolean): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    child.kill(signal);
    if (await until(hasEnded, ABANDONED_WITHIN_MS)) return;
  }
}

/** Reads a server's last words. Its messages are English because it is started with LC_ALL=C. */
export function judgeComplaint(complaint: string): LaunchOutcome {
  if (PASSING_COMPLAINTS.some((pattern) => pattern.test(complaint))) return { kind: 'try-again', complaint };
  throw new EmbeddedPostgresError(`PostgreSQL did not start. It said last:\n${complaint || '(nothing)'}`);
}
