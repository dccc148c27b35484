/**
 * `npm run bench:workers`: what a request costs with several workers beside what it costs with one, under the same load in
 * one run. README.md says how to read what it prints.
 */
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { CASES } from './cases.mjs';
import { forkServer } from './children.mjs';
import { faultsOf, ofRuns, ratio } from './compare.mjs';
import { openDatabase } from './database.mjs';
import { startLatchkey } from './latchkey.mjs';
import { Loader, measure } from './measure.mjs';
import { withRunFolder } from './run-folder.mjs';

const LIMIT = 1.15;
const UPSTREAM_KEY = 'upstream-latchkey';

const { values: given } = parseArgs({
  options: {
    workers: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '5' },
    warmup: { type: 'string', default: '10' },
    rate: { type: 'string', default: '0' },
  },
});
const [workers, rounds, seconds, warmup, rate] = [given.workers, given.rounds, given.seconds, given.warmup, given.rate].map(Number); // prettier-ignore
const say = (line) => process.stderr.write(`${line}\n`);

/** A server on a database of its own, so that neither does anything for the other. */
async function startServer(count, folder, upstream) {
  const own = join(folder, `workers-${count}`);
  const database = await openDatabase(undefined, own, say);
  const environment = { WEB_CONCURRENCY: String(count) };
  const start = { databaseUrl: database.url, folder: own, environment };
  const latchkey = await startLatchkey({ ...start, upstream, upstreamKey: UPSTREAM_KEY });
  const { token } = await latchkey.mintKey('bench');
  const headers = { authorization: `Bearer ${token}` };
  return { port: latchkey.port, headers, pids: [latchkey.pid], databasePids: database.pids, runs: [] };
}

const figures = ({ median, min, max }, digits) => `${median.toFixed(digits)} (${min.toFixed(digits)} … ${max.toFixed(digits)})`; // prettier-ignore

await withRunFolder(async (folder) => {
  const mock = await forkServer('mock-upstream.mjs');
  const upstream = `http://127.0.0.1:${mock.port}`;
  const servers = {
    one: await startServer(1, folder, upstream),
    several: await startServer(workers, folder, upstream),
  };
  const loader = new Loader();
  const run = async (server, length) => {
    const spec = { ...CASES.chat.load(server), port: server.port, seconds: length, ...(rate > 0 ? { rate } : {}) };
    return measure(server, () => loader.run(spec), [loader.pid, mock.pid, ...server.pids]);
  };
  for (const server of Object.values(servers)) await run(server, warmup);
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? ['one', 'several'] : ['several', 'one'];
    for (const name of order) {
      const { cpuMs, databaseCpuMs, ...result } = await run(servers[name], seconds);
      servers[name].runs.push({ ...result, serverCpuMs: cpuMs - databaseCpuMs });
    }
  }
  const { one, several } = servers;
  for (const [name, { runs }] of [
    ['1 worker', one],
    [`${workers} workers`, several],
  ]) {
    const cpu = figures(ofRuns(runs, 'serverCpuMs'), 3);
    console.log(`${name.padEnd(12)} CPU ms a request ${cpu}, requests a second ${figures(ofRuns(runs, 'rps'), 0)}, cores of others ${figures(ofRuns(runs, 'neighbourCores'), 1)}, faults ${faultsOf(runs)}`); // prettier-ignore
  }
  const found = ratio(several.runs, one.runs, 'serverCpuMs');
  const isMet = found.median <= LIMIT;
  console.log(`CPU a request, ${workers} workers to one: ${figures(found, 3)}; at most ${LIMIT}: ${isMet ? 'met' : 'MISSED'}`); // prettier-ignore
  if (!isMet) process.exitCode = 1;
});
