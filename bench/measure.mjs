import { setTimeout as pause } from 'node:timers/promises';
import { forkModule, nextMessage } from './children.mjs';
import { cpuSeconds, kernelSeconds, machineSeconds, residentMegabytes } from './processes.mjs';

/** After a load, for what a target still does for it: journals to write, rows to insert. It counts. */
const AFTERMATH_MS = 1_000;

/** A load generator that runs one load after the other. */
export class Loader {
  #child = forkModule('load.mjs');

  get pid() {
    return this.#child.pid;
  }

  /** @param {import('./load.mjs').LoadSpec} spec */
  run(spec) {
    const result = nextMessage(this.#child);
    this.#child.send(spec);
    return result;
  }
}

/**
 * One load on one target, with what it cost.
 *
 * @param {import('./targets.mjs').Target} target
 * @param {() => Promise<object>} load
 * @param {number[]} ownPids the benchmark's other processes: what they use is not the neighbours'
 */
export async function measure(target, load, ownPids) {
  const read = () => ({
    target: cpuSeconds(target.pids),
    kernel: kernelSeconds(target.pids),
    database: cpuSeconds(target.databasePids),
    own: cpuSeconds(ownPids),
    ...machineSeconds(),
    at: performance.now(),
  });
  const before = read();
  const result = await load();
  await pause(AFTERMATH_MS);
  const after = read();
  const spent = Object.fromEntries(Object.keys(before).map((name) => [name, after[name] - before[name]]));
  const seconds = spent.at / 1000;
  const requests = Math.max(result.requests, 1);
  return {
    ...result,
    cpuMs: ((spent.target + spent.database) / requests) * 1000,
    kernelCpuMs: (spent.kernel / requests) * 1000,
    databaseCpuMs: (spent.database / requests) * 1000,
    residentMb: residentMegabytes(target.pids),
    neighbourCores: Math.max(0, (spent.busy - spent.own) / seconds),
    stolenCores: spent.stolen / seconds,
  };
}
