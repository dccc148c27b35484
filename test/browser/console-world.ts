import type { Browser } from 'playwright-core';
import type { UsageRecord } from '../../src/usage/usage-record.js';
import { aKey, anAdministrator, aUser, join, type Actor } from '../support/actors.js';
import { startBrowser } from '../support/browser.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { connect } from '../e2e/gateway/gateway-world.js';
import { used } from '../e2e/usage/usage-world.js';
import { aBase as makeBase, beginImport, finished, upload } from '../e2e/knowledge/knowledge-world.js';
import { toolServer, type Loopback } from '../e2e/mcp/mcp-world.js';

export const PAGES = [
  'overview',
  'usage',
  'providers',
  'provider-connect',
  'provider',
  'defaults',
  'aliases',
  'playground',
  'pipelines',
  'pipeline',
  'bots',
  'bot',
  'knowledge',
  'knowledge-base',
  'mcp-servers',
  'mcp-server',
  'users',
  'tenants',
  'audit',
  'keys',
  'profile',
] as const;
export type PageName = (typeof PAGES)[number];

/** How things are called in the world: plainly, or as somebody would who tries to get at the page. */
export type Naming = (plain: string) => string;

export interface ConsoleWorld {
  testApp: TestApp;
  browser: Browser;
  fake: FakeProvider;
  administrator: Actor;
  /** Every page, with something on it. */
  pages: Readonly<Record<PageName, string>>;
  close(): Promise<void>;
}

const MODELS = [
  { name: 'gpt-4o-mini', type: 'chat' },
  { name: 'gpt-4o', type: 'chat' },
  { name: 'text-embedding-3-small', type: 'embedding' },
  { name: 'bge-reranker-v2-m3', type: 'rerank' },
  { name: 'tts-1', type: 'tts' },
  { name: 'whisper-1', type: 'speech2text' },
];
const DAY_MS = 86_400_000;
const HANDBOOK = 'Parcels leave the warehouse at four.\n\nHolidays are asked for two weeks ahead.';

/** A server whose administrator has one of everything, and a browser to look at it. */
export async function aConsoleWorld(named: Naming = (plain) => plain): Promise<ConsoleWorld> {
  const testApp = await startTestApp({ environment: { CONSOLE: 'true', OUTBOUND_ALLOW: '127.0.0.1/32' } });
  const fake = await startFakeProvider({ kind: 'openai' });
  const tools = await toolServer();
  const administrator = await anAdministrator(testApp, { email: 'ada@example.com' });
  const ids = await fill(testApp, administrator, fake, tools, named);
  const browser = await startBrowser();
  return {
    testApp,
    browser,
    fake,
    administrator,
    pages: pathsOf(ids),
    close: async () => {
      await browser.close();
      await testApp.close();
      await tools.close();
      await fake.close();
    },
  };
}

function pathsOf(ids: Ids): Record<PageName, string> {
  return {
    overview: '/',
    usage: '/usage',
    providers: '/providers',
    'provider-connect': '/providers/connect/OpenAI',
    provider: `/providers/${ids.credential}`,
    defaults: '/defaults',
    aliases: '/aliases',
    playground: '/playground',
    pipelines: '/pipelines',
    pipeline: `/pipelines/${ids.pipeline}`,
    bots: '/bots',
    bot: `/bots/${ids.bot}`,
    knowledge: '/knowledge',
    'knowledge-base': `/knowledge/${ids.base}`,
    'mcp-servers': '/mcp-servers',
    'mcp-server': `/mcp-servers/${encodeURIComponent(ids.mcpServer)}`,
    users: '/users',
    tenants: '/tenants',
    audit: '/audit',
    keys: '/keys',
    profile: '/profile',
  };
}

interface Ids {
  credential: string;
  pipeline: string;
  bot: string;
  base: string;
  mcpServer: string;
}

async function fill(testApp: TestApp, owner: Actor, fake: FakeProvider, tools: Loopback, named: Naming): Promise<Ids> {
  const post = async <Answer>(path: string, body: object): Promise<Answer> => {
    const response = await testApp.http.post(path).set(owner.headers).send(body);
    if (response.status !== 200) throw new Error(`POST ${path}: ${response.status} ${response.text}`);
    return response.body.data as Answer;
  };
  const credential = await connect(testApp, owner, fake, MODELS, {});
  await testApp.http
    .patch(`/api/v1/credentials/${credential}`)
    .set(owner.headers)
    .send({ label: named('Team account') })
    .expect(200);
  await post('/api/v1/models/default', { llm_id: 'gpt-4o-mini@OpenAI-API-Compatible' });
  await post('/api/v1/aliases', { name: 'fast', targets: [{ model: 'gpt-4o-mini@OpenAI-API-Compatible' }] });
  const keyIds: string[] = [];
  for (const name of ['build server', 'support bot', 'notebook']) {
    const { id } = await aKey(testApp, owner, { name: named(name), description: named(`For the ${name}`) });
    keyIds.push(id);
  }
  await used(testApp, owner, aMonth(keyIds));
  const { uuid: pipeline } = await post<{ uuid: string }>('/api/v1/pipelines', {
    name: named('Support'),
    description: named('Answers customers'),
  });
  const { uuid: bot } = await post<{ uuid: string }>('/api/v1/platform/bots', {
    name: named('Website'),
    description: named('On the website'),
    adapter: 'http_bot',
    config: {},
    enable: false,
  });
  const base = await aBase(testApp, owner, named);
  const mcpServer = 'tools';
  await post('/api/v1/mcp/servers', { name: mcpServer, mode: 'http', enable: true, extra_args: { url: tools.url } });
  const colleague = await aUser(testApp, { email: 'grace@example.com' });
  await join(testApp, colleague, owner.tenantId, 'member');
  return { credential, pipeline, bot, base, mcpServer };
}

/** A month of requests by those keys, the same each time; weekends are quieter. */
function aMonth(keyIds: readonly string[]): Partial<UsageRecord>[] {
  return Array.from({ length: 30 }, (_none, daysAgo) => daysAgo).flatMap((daysAgo) =>
    keyIds.flatMap((keyId, place) =>
      Array.from({ length: daysAgo % 7 > 4 ? 1 : 2 + place }, (_each, turn): Partial<UsageRecord> => ({
        keyId,
        at: Date.now() - daysAgo * DAY_MS - turn * 60_000,
        model: turn % 2 === 0 ? 'gpt-4o-mini@OpenAI-API-Compatible' : 'gpt-4o@OpenAI-API-Compatible',
        status: daysAgo % 9 === 4 && turn === 0 ? 502 : 200,
        durationMs: 300 + 140 * ((daysAgo + turn) % 5),
        inputTokens: 1200 + 310 * ((daysAgo * 3 + place) % 7),
        outputTokens: 240 + 60 * ((daysAgo + place) % 5),
        costMicros: 4200 + 2600 * ((daysAgo + turn) % 6),
      })),
    ),
  );
}

async function aBase(testApp: TestApp, owner: Actor, named: Naming): Promise<string> {
  const base = await makeBase(testApp, owner, {
    name: named('Handbook'),
    description: named('What everybody should know'),
    embedding_model_uuid: 'text-embedding-3-small',
  });
  const file = await upload(testApp, owner, `${named('handbook').replaceAll('/', '-')}.md`, HANDBOOK);
  await finished(testApp, owner, await beginImport(testApp, owner, base, file));
  return base;
}
