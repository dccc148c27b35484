import { availableParallelism } from 'node:os';
import process from 'node:process';
import { CASES } from './cases.mjs';
import { added, faultsOf, ofRuns, ratio, spreadOf } from './compare.mjs';

const COLUMNS = [
  ['CPU ms a request', ({ runs }) => show(ofRuns(runs, 'cpuMs'), 3)],
  ['of it kernel', ({ runs }) => show(ofRuns(runs, 'kernelCpuMs'), 3)],
  ['of it database', ({ runs }) => show(ofRuns(runs, 'databaseCpuMs'), 3)],
  ['CPU × floor', ({ runs, floor }) => show(ratio(runs, floor, 'cpuMs'), 2)],
  ['requests/s', ({ runs }) => show(ofRuns(runs, 'rps'), 0)],
  ['× floor', ({ runs, floor }) => show(ratio(runs, floor, 'rps'), 2)],
  ['added p50 ms', ({ runs, direct }) => show(added(runs, direct, 'p50'), 2)],
  ['added p99 ms', ({ runs, direct }) => show(added(runs, direct, 'p99'), 2)],
  ['first byte added p50 ms', ({ runs, direct }) => show(added(runs, direct, 'firstByteP50'), 2)],
  ['RSS MB', ({ runs }) => show(ofRuns(runs, 'residentMb'), 0)],
  ['faults', ({ runs }) => String(faultsOf(runs))],
];

function show(spread, digits) {
  if (!spread) return '–';
  const [median, min, max] = [spread.median, spread.min, spread.max].map((value) => value.toFixed(digits));
  return min === max ? median : `${median} (${min} … ${max})`;
}

function table(heads, rows) {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function caseTable(name, runsOf) {
  const floor = runsOf.floor ?? runsOf['bare-401'];
  const rows = Object.entries(runsOf).map(([target, runs]) => [
    target,
    ...COLUMNS.map(([, cell]) => cell({ runs, floor, direct: runsOf.direct })),
  ]);
  return `\n## ${name}: ${CASES[name].title}\n\n${table(['target', ...COLUMNS.map(([head]) => head)], rows)}`;
}

function floodTable({ quiet, flooded }) {
  const heads = ['valid traffic', 'p50 ms', 'p99 ms', 'p99 × quiet', 'requests/s', 'forged/s', 'faults'];
  const rows = Object.entries({ quiet, flooded }).map(([kind, runs]) => [
    kind,
    show(ofRuns(runs, 'p50'), 2),
    show(ofRuns(runs, 'p99'), 2),
    show(ratio(runs, quiet, 'p99'), 2),
    show(ofRuns(runs, 'rps'), 0),
    show(ofRuns(runs, 'floodRps'), 0),
    String(faultsOf(runs)),
  ]);
  return `\n## flood: valid chat alone and beside forged keys\n\n${table(heads, rows)}`;
}

function noise(results) {
  const runs = Object.values(results).flatMap((runsOf) => Object.values(runsOf).flat());
  const neighbours = show(spreadOf(runs.map(({ neighbourCores }) => neighbourCores)), 2);
  const stolen = show(spreadOf(runs.map(({ stolenCores }) => stolenCores)), 2);
  return `\nMachine: ${availableParallelism()} cores, Node ${process.version}. Cores used by others: ${neighbours}; taken by the host: ${stolen}.`;
}

const WORDS = { true: 'met', false: 'MISSED' };

/** The whole report, Markdown. */
export function report(results, verdicts) {
  const parts = Object.entries(results).map(([name, runs]) => {
    if (Object.keys(runs).length === 0) return `\n## ${name}\n\nNothing was measured.`;
    return name === 'flood' ? floodTable(runs) : caseTable(name, runs);
  });
  const judged = verdicts.map(({ claim, limit, value, holds }) => [claim, limit, value, holds === null ? 'not measured' : WORDS[holds]]); // prettier-ignore
  parts.push(noise(results));
  if (judged.length > 0) parts.push(`\n## Targets\n\n${table(['target', 'limit', 'seen', ''], judged)}`);
  return parts.join('\n');
}

export { show };
