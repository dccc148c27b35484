import { link, readdir, readFile, readlink, realpath, rename, rm } from 'node:fs/promises';
import { until } from './bounded-wait.js';
import { parsePostmasterFile, postmasterFilePath, readPostmasterFile, type PostmasterFile } from './postmaster-file.js';
import { runCommand } from './run-command.js';
import type { ServerAccount } from './server-account.js';
import type { ServerPrograms } from './server-programs.js';

/**
 * Every PostgreSQL process has its cluster as working directory, and a zombie has none. So where /proc exists, it says
 * for certain whether a pid is a live server of this cluster; elsewhere "some process has that pid" must do.
 */
export async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (!(await hasProcessTable())) return isAlive(pid);
  return (await workingDirectory(String(pid))) === (await realpath(cluster).catch(() => cluster));
}

/** The live server of this cluster, by its own record. */
export async function findServer(cluster: string): Promise<PostmasterFile | null> {
  const file = await readPostmasterFile(cluster);
  return file && (await servesCluster(file.pid, cluster)) ? file : null;
}

/**
 * Removes a postmaster.pid that would keep PostgreSQL from starting for ever: one that names a live process of another
 * kind, as after a container's restart, or an empty one, as after a power cut. The record of a dead process PostgreSQL
 * removes itself. Only where /proc gives certainty.
 */
export async function removeForeignRecord(cluster: string): Promise<boolean> {
  const text = await readFile(postmasterFilePath(cluster), 'utf8').catch(() => null);
  if (text === null || !(await hasProcessTable())) return false;
  const file = parsePostmasterFile(text);
  if (file && !isAlive(file.pid)) return false;
  const home = await realpath(cluster);
  for (const entry of await readdir('/proc')) {
    if (/^\d+$/.test(entry) && (await workingDirectory(entry)) === home) return false;
  }
  return takeAway(cluster, text);
}

/** By renaming, so that the record a server has written in the meantime can be recognised and put back. */
async function takeAway(cluster: string, foreignText: string): Promise<boolean> {
  const path = postmasterFilePath(cluster);
  const aside = `${path}.foreign`;
  try {
    await rename(path, aside);
    const isTheForeignOne = (await readFile(aside, 'utf8')) === foreignText;
    if (!isTheForeignOne) await link(aside, path);
    await rm(aside, { force: true });
    return isTheForeignOne;
  } catch {
    return false; // Another start is at work here too, and was faster.
  }
}

const FAST_STOP_MS = 60_000;
const HARD_STOP_MS = 10_000;

interface StopRequest {
  readonly pid: number;
  readonly cluster: string;
  readonly programs: ServerPrograms;
  readonly account: ServerAccount | null;
}

/** Stops the server without waiting for its clients; when even that takes too long, without its last checkpoint. */
export async function stopServer(request: StopRequest): Promise<boolean> {
  const { pid, cluster } = request;
  const isGone = async () => !(await servesCluster(pid, cluster));
  if (await isGone()) return true;
  if (process.platform === 'win32') {
    await runCommand(request.programs.pgCtl, ['stop', '-m', 'fast', '-D', cluster], request.account, FAST_STOP_MS);
    return isGone();
  }
  signal(pid, 'SIGINT');
  if (await until(isGone, FAST_STOP_MS)) return true;
  signal(pid, 'SIGQUIT');
  return until(isGone, HARD_STOP_MS);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function hasProcessTable(): Promise<boolean> {
  return (await workingDirectory('self')) !== null;
}

function workingDirectory(process: string): Promise<string | null> {
  return readlink(`/proc/${process}/cwd`).catch(() => null);
}
