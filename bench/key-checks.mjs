/** How long it takes to judge a key that a process does not know yet, and one that it knows. */
import { setImmediate } from 'node:timers/promises';
import { Pool } from 'undici';
import { ApiKeyAuthenticator } from '../dist/api-key/api-key-authenticator.js';
import { ApiKeySnapshots } from '../dist/api-key/api-key-snapshots.js';
import { ApiKeyTokens } from '../dist/api-key/api-key-token.js';
import { CHANGE_CHANNEL } from '../dist/database/change-feed.js';
import { spreadOf, timeOf } from './timing.mjs';

const ROUNDS = 3;
/** Of each server, in a round. */
const KEYS_A_ROUND = 600;

/** How a key is judged. */
const WAYS = {
  'GET /v1/models': (server) => {
    const pool = new Pool(server.url, { connections: 1 });
    return {
      judge: async (token) => {
        const { statusCode, body } = await pool.request({ path: '/v1/models', method: 'GET', headers: { authorization: `Bearer ${token}` } }); // prettier-ignore
        const text = await body.text();
        if (statusCode !== 200) throw new Error(`A key was answered ${statusCode}: ${text}`);
      },
      end: () => pool.close(),
    };
  },
  'the judgement alone': (server) => {
    const authenticator = server.read(ApiKeyAuthenticator);
    const judge = async (token) => {
      if ((await authenticator.authenticate(token)) === null) throw new Error('A key was refused');
    };
    return { judge, end: () => Promise.resolve() };
  },
};

/**
 * The same on several servers, one key after the other on each in turn, so that whatever else the machine does hits all
 * alike. In each round a process first knows none of the keys, and then all.
 *
 * @param {object[]} servers
 * @returns for each way, cold and warm, the spread on each server in milliseconds
 */
export async function timeKeyChecks(servers) {
  const results = [];
  for (const [way, open] of Object.entries(WAYS)) {
    const doors = servers.map(open);
    const taken = { cold: servers.map(() => []), warm: servers.map(() => []) };
    for (let round = 0; round <= ROUNDS; round++) {
      const sets = servers.map(({ keys }) => keysOf(keys, round));
      for (const [index, server] of servers.entries())
        await forgetKeys(server, doors[index].judge, sets[index].shift());
      for (const kind of ['cold', 'warm']) {
        const times = await inTurn(doors, sets);
        // The first round warms up.
        if (round > 0) times.forEach((list, index) => taken[kind][index].push(...list));
      }
    }
    for (const door of doors) await door.end();
    for (const kind of ['cold', 'warm']) results.push({ way, kind, spreads: taken[kind].map(spreadOf) });
  }
  return results;
}

async function inTurn(doors, sets) {
  const taken = doors.map(() => []);
  for (let at = 0; at < Math.min(...sets.map(({ length }) => length)); at++) {
    for (let turn = 0; turn < doors.length; turn++) {
      const index = (at + turn) % doors.length;
      taken[index].push(await timeOf(() => doors[index].judge(sets[index][at])));
    }
  }
  return taken;
}

/** Others in each round where there are enough; of those that were added last, nine of ten where a table grows tenfold. */
function keysOf({ tokens }, round) {
  const latest = tokens.at(-1);
  const sets = Math.max(1, Math.floor(latest.length / KEYS_A_ROUND));
  return latest.filter((_, index) => index % sets === round % sets).slice(0, KEYS_A_ROUND);
}

/** What a message that can't be read on the channel of changes makes a process do. What all keys of the tenant need is read again by one. */
async function forgetKeys(server, judge, token) {
  const snapshots = server.read(ApiKeySnapshots);
  const digest = server.read(ApiKeyTokens).recognise(token);
  await judge(token);
  await server.sql('SELECT pg_notify($1, $2)', [CHANGE_CHANNEL, 'forget']);
  while (snapshots.peek(digest) !== null) await setImmediate();
  await judge(token);
}
