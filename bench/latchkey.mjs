/** Latchkey as a user sets it up, through its API and nothing else. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';
import { startProgram } from './children.mjs';

const EMAIL = 'bench@example.com';
const MODELS = [
  { name: 'mock-model', type: 'chat' },
  { name: 'mock-paced', type: 'chat' },
  { name: 'mock-embedding', type: 'embedding' },
];

/**
 * @typedef {object} LatchkeyStart
 * @property {string} databaseUrl
 * @property {string} folder
 * @property {string} [password] the administrator's
 * @property {Record<string, string>} [environment] further variables
 */

/** The first on its database. @param {LatchkeyStart & {upstream: string, upstreamKey: string}} options */
export async function startLatchkey({ upstream, upstreamKey, ...start }) {
  const latchkey = await joinLatchkey(start);
  const { id } = await latchkey.connect('bench', upstream, upstreamKey, MODELS);
  await latchkey.priceModels(id);
  return latchkey;
}

/** One more on a database that another has set up. @param {LatchkeyStart} options */
export async function joinLatchkey({ databaseUrl, folder, password = newPassword(), environment = {} }) {
  const { pid, match } = await startProgram(
    'Latchkey',
    [process.execPath, 'dist/main.js'],
    {
      ...{ DATABASE_URL: databaseUrl, DATA_DIR: join(folder, 'latchkey'), PORT: '0', HOST: '127.0.0.1' },
      ...{ ADMIN_EMAIL: EMAIL, ADMIN_PASSWORD: password, OUTBOUND_ALLOW: '127.0.0.1/32' },
      ...environment,
    },
    /is ready: (\S+)/,
  );
  const latchkey = new Latchkey(pid, match[1]);
  await latchkey.signIn(password);
  return latchkey;
}

export function newPassword() {
  return randomBytes(18).toString('base64url');
}

/** Of everything that can be bounded, so much that none is ever reached. */
const HUGE_LIMIT = {
  requests_per_minute: 1_000_000_000,
  tokens_per_minute: 1_000_000_000_000,
  parallel_requests: 1_000_000,
  budgets: [
    { unit: 'usd', period: 'month', amount: 1_000_000_000 },
    { unit: 'tokens', period: 'day', amount: 1_000_000_000_000 },
  ],
};
const PRICE = { input: '0.15', output: '0.6' };

class Latchkey {
  #authorization = {};
  #password = '';

  constructor(pid, url) {
    this.pid = pid;
    this.url = url;
    this.port = Number(new URL(url).port);
  }

  /** A session lasts a quarter of an hour; a benchmark may last longer. */
  async signIn(password = this.#password) {
    this.#password = password;
    this.#authorization = {};
    const { access_token } = await this.call('POST', '/api/v1/auth/login', { email: EMAIL, password });
    this.#authorization = { authorization: `Bearer ${access_token}` };
  }

  /** @returns the answer's `data` */
  async call(method, path, body) {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: { 'content-type': 'application/json', ...this.#authorization },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text).data;
  }

  /** A budget of money denies what has no price. */
  async priceModels(credentialId) {
    const path = `/api/v1/credentials/${credentialId}/models`;
    const { items } = await this.call('GET', path);
    for (const { id } of items) await this.call('PATCH', `${path}/${id}`, { price: PRICE });
  }

  connect(label, upstream, upstreamKey, models) {
    return this.call('POST', '/api/v1/credentials', {
      ...{ factory: 'OpenAI-API-Compatible', label, models, verify: false },
      ...{ base_url: `${upstream}/v1`, credential: { api_key: upstreamKey } },
    });
  }

  /** @returns {Promise<{id: string, token: string}>} */
  mintKey(name) {
    return this.call('POST', '/api/v1/keys', { name });
  }

  /** One that has to pass limits of every kind. @returns {Promise<{id: string, token: string, limitId: string}>} */
  async mintLimitedKey(name) {
    const key = await this.mintKey(name);
    const limit = await this.call('POST', '/api/v1/limits', { key_id: key.id, ...HUGE_LIMIT });
    return { ...key, limitId: limit.id };
  }

  editLimit(id, changes) {
    return this.call('PATCH', `/api/v1/limits/${id}`, changes);
  }

  editKey(id, changes) {
    return this.call('PATCH', `/api/v1/keys/${id}`, changes);
  }

  revokeKey(id) {
    return this.call('DELETE', `/api/v1/keys/${id}`);
  }

  /** Tokens that the tenant has used, all models together, as `GET /api/v1/models` says. */
  async usedTokens() {
    const factories = await this.call('GET', '/api/v1/models');
    return Object.values(factories)
      .flatMap(({ llm }) => llm)
      .reduce((sum, { used_token }) => sum + used_token, 0);
  }
}
