import { added, faultsOf, ratio } from './compare.mjs';
import { show } from './report.mjs';

const AT_MOST = (limit) => ({ text: `≤ ${limit}`, holds: (value) => value <= limit });
const AT_LEAST = (limit) => ({ text: `≥ ${limit}`, holds: (value) => value >= limit });
const BELOW = (limit) => ({ text: `< ${limit}`, holds: (value) => value < limit });

/** What the project promises of its gateway, each from one case's runs. */
const PROMISES = [
  ['chat', 'CPU of a chat request, × floor', AT_MOST(1.5), (of) => ratio(of.latchkey, of.floor, 'cpuMs')],
  ['chat', 'CPU of a chat request with limits, × floor', AT_MOST(1.5), (of) => ratio(of['latchkey-limited'], of.floor, 'cpuMs')], // prettier-ignore
  ['chat', 'CPU of a chat request, Portkey × Latchkey', AT_LEAST(10), (of) => ratio(of.portkey, of.latchkey, 'cpuMs')],
  ['stream', 'CPU of a stream of 50 chunks, × floor', AT_MOST(1.5), (of) => ratio(of.latchkey, of.floor, 'cpuMs')],
  ['stream', 'CPU of a stream with limits, × floor', AT_MOST(1.5), (of) => ratio(of['latchkey-limited'], of.floor, 'cpuMs')], // prettier-ignore
  ['paced', 'first byte p50, ms after the floor’s', AT_MOST(1), (of) => added(of.latchkey, of.floor, 'firstByteP50')],
  ['forged', 'CPU of a forged key, × bare Fastify 401', AT_MOST(1.5), (of) => ratio(of.latchkey, of['bare-401'], 'cpuMs')], // prettier-ignore
  ['flood', 'p99 of valid traffic beside a flood, × quiet', BELOW(1.2), (of) => ratio(of.flooded, of.quiet, 'p99')],
];

/**
 * @typedef {object} Verdict
 * @property {string} claim
 * @property {string} limit
 * @property {string} value
 * @property {boolean | null} holds null when it could not be measured
 */

/** @returns {Verdict[]} for the cases that ran; medians over the rounds are judged */
export function judgeFigures(results) {
  return PROMISES.filter(([name]) => results[name]).map(([name, claim, { text, holds }, figure]) => {
    const spread = figure(results[name]);
    return { claim, limit: text, value: show(spread, 2), holds: spread && holds(spread.median) };
  });
}

/** Every answer of Latchkey's must have been right, or its figures say nothing. */
export function judgeFaults(results) {
  const runs = Object.values(results).flatMap(({ latchkey = [], 'latchkey-limited': limited = [], quiet = [], flooded = [] }) => [...latchkey, ...limited, ...quiet, ...flooded]); // prettier-ignore
  const faults = faultsOf(runs);
  return { claim: 'wrong answers by Latchkey', limit: '0', value: String(faults), holds: runs.length > 0 ? faults === 0 : null }; // prettier-ignore
}

export function judgeQueries({ requests, faults, scans, transactions }) {
  return {
    claim: 'look-ups of keys for forged ones',
    limit: '0',
    value: `${scans} for ${requests} (${transactions} transactions of all kinds meanwhile)`,
    holds: requests > 0 && Object.keys(faults).length === 0 ? scans === 0 : null,
  };
}

export function judgeTokens(reported, counted) {
  return {
    claim: 'used_token is what the upstream reported',
    limit: String(reported),
    value: String(counted),
    holds: reported > 0 ? reported === counted : null,
  };
}

export function judgeRevocation(status) {
  return { claim: 'status for a revoked key', limit: '401', value: String(status), holds: status === 401 };
}
