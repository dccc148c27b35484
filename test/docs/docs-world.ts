import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/start-fake-provider.js';
import { startServerProcess, type ServerProcess } from '../support/server-process.js';
import { cloneDatabase, type ClonedDatabase } from '../support/template-database.js';

const ADMINISTRATOR = { email: 'root@example.com', password: 'Correct-horse-77' };
const PASSWORD = 'Correct-horse-77';

/** What readers have connected who come with a key. */
const MODELS = [
  { name: 'gpt-4o-mini', type: 'chat' },
  { name: 'claude-haiku-4-5', type: 'chat' },
  { name: 'text-embedding-3-small', type: 'embedding' },
  { name: 'bge-reranker-v2-m3', type: 'rerank' },
  { name: 'tts-1', type: 'tts' },
  { name: 'whisper-1', type: 'speech2text' },
];

/** A server that was set up, and a provider it may reach. */
export interface DocsWorld {
  provider: FakeProvider;
  /** The server's address. */
  url: string;
  /** Variables of somebody who has done the quick start; nobody else has their tenant. */
  newReader(page: string): Promise<Record<string, string>>;
  /** Another database, migrated and empty. */
  newDatabase(): Promise<string>;
  close(): Promise<void>;
}

export async function startDocsWorld(): Promise<DocsWorld> {
  const provider = await startFakeProvider({ kind: 'openai' });
  const databases: ClonedDatabase[] = [await cloneDatabase()];
  const server = await startServerProcess(databases[0]!.url, {
    ...{ OUTBOUND_ALLOW: '127.0.0.1/32', CONSOLE: 'false', LOG_LEVEL: 'warn' },
    ...{ ADMIN_EMAIL: ADMINISTRATOR.email, ADMIN_PASSWORD: ADMINISTRATOR.password },
  });
  return {
    provider,
    url: server.url,
    newReader: (page) => newReader(server, provider, page),
    newDatabase: async () => {
      const database = await cloneDatabase();
      databases.push(database);
      return database.url;
    },
    close: async () => {
      await server.kill();
      await provider.close();
      for (const database of databases) await database.drop();
    },
  };
}

async function newReader(server: ServerProcess, provider: FakeProvider, page: string): Promise<Record<string, string>> {
  const call = async <T>(path: string, body: object, token?: string): Promise<T> => {
    const request = server.http.post(path).send(body);
    const response = await (token ? request.set('authorization', `Bearer ${token}`) : request);
    if (response.status !== 200) throw new Error(`${path} answers ${response.status}: ${response.text}`);
    return (response.body as { data: T }).data;
  };
  const signIn = async (account: object) =>
    (await call<{ access_token: string }>('/api/v1/auth/login', account)).access_token;
  const email = inDomainOf(page, 'ada@example.com');
  const administrator = await signIn(ADMINISTRATOR);
  await call('/api/v1/users', { email, password: PASSWORD, is_instance_admin: true }, administrator);
  const token = await signIn({ email, password: PASSWORD });
  const key = await call<{ token: string }>('/api/v1/keys', { name: 'quick start' }, token);
  const credential = { api_key: provider.apiKey };
  const place = { factory: 'OpenAI-API-Compatible', base_url: provider.url };
  await call('/api/v1/credentials', { ...place, credential, models: MODELS, verify: false }, token);
  return { B: server.url, TOKEN: token, KEY: key.token };
}

/** Pages that share a server do not share people. */
export function inDomainOf(page: string, text: string): string {
  const domain = page
    .replace(/^docs\//, '')
    .replace(/\W+/g, '-')
    .toLowerCase();
  return text.replaceAll('@example.com', `@${domain}.example.com`);
}

/** TCP ports that nobody listens on. */
export async function freePorts(count: number): Promise<string[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => String((server.address() as AddressInfo).port));
  await Promise.all(servers.map(async (server) => once(server.close(), 'close')));
  return ports;
}
