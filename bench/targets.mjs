import { forkServer } from './children.mjs';
import { startLatchkey } from './latchkey.mjs';
import { startPortkey } from './portkey.mjs';

/**
 * What the load goes to.
 *
 * @typedef {object} Target
 * @property {string} name
 * @property {number} port
 * @property {Record<string, string>} headers
 * @property {number[]} pids charged with its CPU, together with their descendants
 * @property {number[]} databasePids charged besides
 */

const UPSTREAM_KEYS = { floor: 'upstream-floor', portkey: 'upstream-portkey', latchkey: 'upstream-latchkey' };

/** Starts the mock and the targets asked for; `latchkey-limited` is another key of the same process. */
export async function startTargets(names, database, folder) {
  const mock = await forkServer('mock-upstream.mjs');
  const upstream = `http://127.0.0.1:${mock.port}`;
  const latchkeyStart = { databaseUrl: database?.url, folder, upstream, upstreamKey: UPSTREAM_KEYS.latchkey };
  const targets = [];
  let latchkey = null;
  let key = null;
  for (const name of names) {
    if (name === 'direct') targets.push(targetOf(name, mock));
    if (name === 'floor') {
      const environment = { UPSTREAM: upstream, UPSTREAM_KEY: UPSTREAM_KEYS.floor };
      targets.push(targetOf(name, await forkServer('floor.mjs', environment)));
    }
    if (name === 'bare-401') targets.push(targetOf(name, await forkServer('bare-401.mjs')));
    if (name === 'portkey') targets.push(targetOf(name, await startPortkey(), portkeyHeaders(upstream)));
    if (name === 'latchkey') {
      latchkey ??= await startLatchkey(latchkeyStart);
      key = await latchkey.mintKey('bench');
      targets.push(targetOf(name, latchkey, bearing(key), database.pids));
    }
    if (name === 'latchkey-limited') {
      latchkey ??= await startLatchkey(latchkeyStart);
      const limited = await latchkey.mintLimitedKey('bench, limited');
      targets.push(targetOf(name, latchkey, bearing(limited), database.pids));
    }
  }
  const statistics = async () => (await fetch(`${upstream}/stats`)).json();
  return { mock, targets, latchkey, key, reportedTokens: async () => (await statistics())[UPSTREAM_KEYS.latchkey]?.tokens ?? 0 }; // prettier-ignore
}

function targetOf(name, { pid, port }, headers = {}, databasePids = []) {
  return { name, port, headers, pids: [pid], databasePids };
}

const bearing = ({ token }) => ({ authorization: `Bearer ${token}` });

function portkeyHeaders(upstream) {
  return {
    authorization: `Bearer ${UPSTREAM_KEYS.portkey}`,
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': `${upstream}/v1`,
  };
}
