/**
 * `npm run bench`: Latchkey beside a plain Node proxy and Portkey's gateway, interleaved in one run. README.md says how
 * to read what it prints.
 */
import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CASES, validChat } from './cases.mjs';
import { openDatabase } from './database.mjs';
import { Loader } from './measure.mjs';
import { report } from './report.mjs';
import { countForgedQueries, runCase, runFlood } from './rounds.mjs';
import { withRunFolder } from './run-folder.mjs';
import { startTargets } from './targets.mjs';
import { judgeFaults, judgeFigures, judgeQueries, judgeRevocation, judgeTokens } from './verdicts.mjs';

/** Usage reaches the database in batches. */
const USAGE_PATIENCE_MS = 20_000;

const { values: given } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '3' },
    warmup: { type: 'string', default: '10' },
    cases: { type: 'string', default: 'chat,stream,paced,forged,flood' },
    targets: { type: 'string', default: 'direct,floor,portkey,latchkey,latchkey-limited' },
    'flood-rate': { type: 'string', default: '0' },
    database: { type: 'string' },
    json: { type: 'string' },
    judge: { type: 'boolean', default: false },
  },
});
const options = readOptions();
const say = (line) => process.stderr.write(`${line}\n`);

function readOptions() {
  const numbers = {
    rounds: given.rounds,
    seconds: given.seconds,
    warmup: given.warmup,
    floodRate: given['flood-rate'],
  };
  const read = Object.fromEntries(Object.entries(numbers).map(([name, text]) => [name, Number(text)]));
  const wrong = Object.entries(read).filter(([, value]) => !Number.isFinite(value) || value < 0);
  if (wrong.length > 0) throw new Error(`${wrong.map(([name]) => name).join(', ')} must be a number from 0`);
  const cases = given.cases.split(',');
  const unknown = cases.filter((name) => name !== 'flood' && !(name in CASES));
  if (unknown.length > 0) throw new Error(`There is no case ${unknown.join(', ')}; there are: ${Object.keys(CASES).join(', ')}, flood`); // prettier-ignore
  return { ...read, cases, targets: readTargets() };
}

/** What is limited is a second key of the same process, whose books are judged by the first. */
function readTargets() {
  const targets = given.targets.split(',');
  return targets.includes('latchkey-limited') ? [...new Set([...targets, 'latchkey'])] : targets;
}

async function runCases(rig, database) {
  const results = {};
  const verdicts = [];
  const hasLatchkey = options.targets.includes('latchkey');
  for (const name of options.cases) {
    if (name !== 'flood') results[name] = await runCase(rig, name);
    else if (hasLatchkey) results.flood = await runFlood(rig);
    if (name === 'forged' && hasLatchkey) verdicts.push(judgeQueries(await countForgedQueries(rig, database)));
  }
  if (hasLatchkey) verdicts.unshift(...judgeFigures(results), judgeFaults(results));
  return { results, verdicts };
}

/** What must be true of Latchkey's books after all that. */
async function judgeBooks({ latchkey, key, reportedTokens }, rig) {
  await latchkey.signIn();
  const reported = await reportedTokens();
  let counted = await latchkey.usedTokens();
  for (let waited = 0; counted !== reported && waited < USAGE_PATIENCE_MS; waited += 500) {
    await pause(500);
    counted = await latchkey.usedTokens();
  }
  await latchkey.revokeKey(key.id);
  const target = rig.targets.find(({ name }) => name === 'latchkey');
  const spec = { ...validChat(target), port: target.port, connections: 1, seconds: 0.1, expect: { status: 401 } };
  const { requests, faults } = await rig.loader.run(spec);
  const status = requests > 0 && Object.keys(faults).length === 0 ? 401 : JSON.stringify(faults);
  return [judgeTokens(reported, counted), judgeRevocation(status)];
}

async function main(folder) {
  const hasLatchkey = options.targets.includes('latchkey');
  const database = hasLatchkey ? await openDatabase(given.database, folder, say) : null;
  const names = options.cases.includes('forged') ? [...options.targets, 'bare-401'] : options.targets;
  const started = await startTargets(names, database, folder);
  // The embedded Postgres and all else we start descend from us; a database given by URL does not.
  const ownPids = [process.pid, ...(database?.pids ?? [])];
  const rig = { targets: started.targets, loader: new Loader(), flooder: new Loader(), ownPids, options, say };
  const { results, verdicts } = await runCases(rig, database);
  if (hasLatchkey) verdicts.push(...(await judgeBooks(started, rig)));
  return { results, verdicts };
}

await withRunFolder(async (folder) => {
  const { results, verdicts } = await main(folder);
  console.log(report(results, verdicts));
  if (given.json) await writeFile(given.json, `${JSON.stringify({ options, results, verdicts }, null, 2)}\n`);
  if (given.judge && !verdicts.every(({ holds }) => holds === true)) process.exitCode = 1;
});
