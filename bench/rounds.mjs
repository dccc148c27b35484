import { setTimeout as pause } from 'node:timers/promises';
import { CASES, forged, validChat } from './cases.mjs';
import { measure } from './measure.mjs';

/** By then an idle database session has reported its statistics. */
const STATISTICS_MS = 12_000;

/**
 * @typedef {object} Rig
 * @property {import('./targets.mjs').Target[]} targets
 * @property {import('./measure.mjs').Loader} loader
 * @property {import('./measure.mjs').Loader} flooder
 * @property {number[]} ownPids
 * @property {{rounds: number, seconds: number, warmup: number, floodRate: number}} options
 * @property {(line: string) => void} say
 */

const specOf = (load, target, seconds) => ({ ...load(target), port: target.port, seconds });

function describe({ rps, cpuMs, kernelCpuMs, databaseCpuMs, p50, p99, faults }) {
  const trouble = Object.entries(faults).map(([fault, count]) => `${count} × ${fault}`);
  const times = p50 === null ? '' : `, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;
  return `${rps.toFixed(0)}/s, ${cpuMs.toFixed(3)} ms CPU (${kernelCpuMs.toFixed(3)} kernel, ${databaseCpuMs.toFixed(3)} database)${times}${trouble.length > 0 ? `; ${trouble.join(', ')}` : ''}`;
}

/** Warms the targets up; those that give no right answer are left out and named. */
async function warmUp({ targets, loader, options, say }, name) {
  const usable = [];
  for (const target of targets) {
    const { requests, faults, p50 } = await loader.run(specOf(CASES[name].load, target, options.warmup));
    if (p50 !== null) usable.push(target);
    else say(`${name}: ${target.name} is left out, it answers nothing right (${requests}: ${JSON.stringify(faults)})`);
  }
  return usable;
}

/** The same load on each target in turn, another one first each round. @returns runs by target's name, round by round */
export async function runCase(rig, name) {
  const { loader, ownPids, options, say } = rig;
  const targets = rig.targets.filter((target) => CASES[name].targets.includes(target.name));
  const usable = await warmUp({ ...rig, targets }, name);
  const runs = Object.fromEntries(usable.map((target) => [target.name, []]));
  for (let round = 0; round < options.rounds; round++) {
    const first = usable.length > 0 ? round % usable.length : 0;
    for (const target of [...usable.slice(first), ...usable.slice(0, first)]) {
      const spec = specOf(CASES[name].load, target, options.seconds);
      const run = await measure(target, () => loader.run(spec), ownPids);
      runs[target.name].push(run);
      say(`${name} ${round + 1}/${options.rounds} ${target.name}: ${describe(run)}`);
    }
  }
  return runs;
}

/** Valid traffic alone and beside a flood of forged keys, in turn. */
export async function runFlood({ targets, loader, flooder, ownPids, options, say }) {
  const target = targets.find(({ name }) => name === 'latchkey');
  const valid = specOf(validChat, target, options.seconds);
  const flood = {
    ...specOf(forged, target, options.seconds),
    ...(options.floodRate ? { rate: options.floodRate } : {}),
  };
  const runs = { quiet: [], flooded: [] };
  const loads = {
    quiet: () => loader.run(valid),
    flooded: async () => {
      const [result, { rps, faults }] = await Promise.all([loader.run(valid), flooder.run(flood)]);
      const floodFaults = Object.entries(faults).map(([fault, count]) => [`flood: ${fault}`, count]);
      return { ...result, floodRps: rps, faults: { ...result.faults, ...Object.fromEntries(floodFaults) } };
    },
  };
  const warm = await loader.run({ ...valid, seconds: options.warmup });
  if (warm.p50 === null) {
    say(`flood: latchkey is left out, it answers nothing right (${JSON.stringify(warm.faults)})`);
    return {};
  }
  for (let round = 0; round < options.rounds; round++) {
    for (const kind of round % 2 === 0 ? ['quiet', 'flooded'] : ['flooded', 'quiet']) {
      const run = await measure(target, loads[kind], ownPids);
      runs[kind].push(run);
      say(`flood ${round + 1}/${options.rounds} ${kind}: ${describe(run)}`);
    }
  }
  return runs;
}

/** How often forged keys made Latchkey look for a key, and how many transactions there were meanwhile for any reason. */
export async function countForgedQueries({ targets, loader, options }, database) {
  const target = targets.find(({ name }) => name === 'latchkey');
  const read = async () => {
    await pause(STATISTICS_MS);
    const { rows } = await database.query(
      `SELECT (SELECT seq_scan + coalesce(idx_scan, 0) FROM pg_stat_user_tables WHERE relname = 'key_secrets') AS scans,
              (SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()) AS transactions`,
    );
    return { scans: Number(rows[0].scans), transactions: Number(rows[0].transactions) };
  };
  const before = await read();
  const { requests, faults } = await loader.run(specOf(forged, target, options.seconds));
  const after = await read();
  return {
    requests,
    faults,
    scans: after.scans - before.scans,
    transactions: after.transactions - before.transactions,
  };
}
