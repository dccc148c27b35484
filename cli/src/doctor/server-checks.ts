import { Latchkey, LatchkeyError, ServerError } from '@latchkey/sdk';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { networkProblem } from '../session/network-problem.js';
import { isOpenToReaders } from '../session/server-address.js';
import { USER_AGENT } from '../session/sign-in.js';
import { VERSION } from '../version.js';
import { fail, ok, Unfit, warn, type Finding } from './finding.js';

const ANSWER_WITHIN_MS = 10_000;
/** Tokens and TLS certificates start to fail beyond about this. */
const MOST_SKEW_S = 30;

/** One and the same moment, in ms, by two clocks; NaN when the server tells none. */
interface Moment {
  theirs: number;
  ours: number;
}

/** What can be said of a server without being anybody there. @throws Unfit where there is no Latchkey */
export async function serverFindings(url: string, env: Io['env']): Promise<Finding[]> {
  const dates: Moment[] = [];
  const client = new Latchkey({
    baseUrl: url,
    accessToken: '',
    userAgent: USER_AGENT,
    timeoutMs: ANSWER_WITHIN_MS,
    retries: 0,
    fetch: async (input, init) => {
      const answer = await fetch(input, init);
      dates.push({ theirs: Date.parse(answer.headers.get('date') ?? ''), ours: Date.now() });
      return answer;
    },
  });
  const reached = await reach(client, url);
  const [first] = dates;
  return [reached, encryption(url, env), await readiness(client), await version(client), clock(first)];
}

async function reach(client: Latchkey, url: string): Promise<Finding> {
  const begun = performance.now();
  try {
    await client.health.alive();
    return ok('server', `${url} answers, in ${Math.round(performance.now() - begun)} ms`);
  } catch (error) {
    if (!(error instanceof LatchkeyError)) throw error;
    const { problem, hint, isTls } = networkProblem(error);
    throw new Unfit(
      fail(
        isTls ? 'tls' : 'server',
        problem,
        hint ?? 'Check the address; `latchkey context list` shows what is stored',
      ),
      EXIT.unreachable,
    );
  }
}

function encryption(url: string, env: Io['env']): Finding {
  if (url.startsWith('https:') && env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    return warn(
      'tls',
      'The connection is encrypted, and any certificate is taken',
      'Unset NODE_TLS_REJECT_UNAUTHORIZED, and name the authority in NODE_EXTRA_CA_CERTS',
    );
  }
  if (url.startsWith('https:')) return ok('tls', 'The connection is encrypted, and the certificate is trusted');
  if (!isOpenToReaders(url)) return ok('tls', 'Not encrypted, which does no harm on this machine');
  return warn(
    'tls',
    'The connection is not encrypted',
    'Set TLS_CERT and TLS_KEY on the server, or put a proxy with TLS before it',
  );
}

async function readiness(client: Latchkey): Promise<Finding> {
  try {
    const { status } = await client.health.ready();
    if (status === 'ready') return ok('ready', 'The server is ready');
    return warn(
      'ready',
      'The server is degraded: its database is away',
      'Known keys go on for a while; bring the database back',
    );
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    return fail('ready', 'The server is not ready', 'Its log says why; most often the database is away');
  }
}

async function version(client: Latchkey): Promise<Finding> {
  const { version: served } = await client.system.getInfo();
  const majorMinor = (text: string): string => text.replace(/^v/, '').split('.').slice(0, 2).join('.');
  if (majorMinor(served) === majorMinor(VERSION)) return ok('version', `Server ${served}, command line ${VERSION}`);
  return warn(
    'version',
    `The server is ${served}, this command line ${VERSION}`,
    'Install the command line of the same version',
  );
}

function clock({ theirs, ours }: Moment = { theirs: Number.NaN, ours: 0 }): Finding {
  if (Number.isNaN(theirs))
    return warn('clock', 'The server does not tell its time', 'Does a proxy remove the Date header?');
  const skewSeconds = Math.round(Math.abs(theirs - ours) / 1000);
  if (skewSeconds <= MOST_SKEW_S) return ok('clock', 'The clocks of server and this machine agree');
  return warn('clock', `The clocks of server and this machine differ by ${skewSeconds} s`, 'Let both be set by NTP');
}
