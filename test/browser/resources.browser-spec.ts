import type { Browser, Page } from 'playwright-core';
import { aBase, BASES, connect, imported, MODEL } from '../e2e/knowledge/knowledge-world.js';
import { mcpApi, toolServer, type Loopback } from '../e2e/mcp/mcp-world.js';
import { aScriptedModel, config, pipelineApi, type ScriptedModel } from '../e2e/pipelines/pipeline-world.js';
import { aUser, join, type Actor } from '../support/actors.js';
import { violations } from '../support/axe.js';
import { signIn, startBrowser, visit, type Visit, type VisitOptions } from '../support/browser.js';
import { startEmbeddingServer, type EmbeddingServer } from '../support/embedding-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const HANDBOOK = 'Everybody has 28 days of holiday a year.\n\nTravel costs are refunded within two weeks.';
const LONG_WAIT_MS = 60_000;

let testApp: TestApp;
let browser: Browser;
let owner: Actor;
let model: ScriptedModel;
let embeddings: EmbeddingServer;
let tools: Loopback;
let guest: Visit;

beforeAll(async () => {
  testApp = await startTestApp({ environment: { CONSOLE: 'true', OUTBOUND_ALLOW: '127.0.0.1/32' } });
  [browser, embeddings, tools] = await Promise.all([startBrowser(), startEmbeddingServer(), toolServer()]);
});

afterAll(async () => {
  await browser.close();
  await Promise.all([testApp.close(), embeddings.close(), tools.close()]);
});

beforeEach(async () => {
  owner = await aUser(testApp);
  model = await aScriptedModel(testApp, owner);
  await connect(testApp, owner, embeddings);
});

afterEach(async () => {
  await guest.context.close();
  await model.close();
  expect(guest.complaints).toEqual([]);
});

/** Signs in, and goes there. */
async function go(path: string, actor: Actor = owner, options: VisitOptions = {}): Promise<Page> {
  guest = await visit(browser, testApp.url, options);
  await signIn(guest.page, actor);
  await guest.page.goto(`/console${path}`);
  return guest.page;
}

const pipelines = () => pipelineApi(testApp, owner.headers);
const aBot = async (body: object): Promise<string> => {
  const { body: answer } = await testApp.http
    .post('/api/v1/platform/bots')
    .set(owner.headers)
    .send({ adapter: 'openai', enable: true, config: {}, ...body })
    .expect(200);
  return (answer.data as { uuid: string }).uuid;
};
const aServer = (name = 'tickets') =>
  mcpApi(testApp, owner)
    .create({
      name,
      mode: 'http',
      enable: true,
      extra_args: { url: tools.url, headers: { 'x-key': 'secret-0123456' } },
    })
    .expect(200);

describe('pipelines', () => {
  it('are made, set, and kept as they were set', async () => {
    const page = await go('/pipelines');
    await page.getByText('No pipelines yet').waitFor();
    await page.getByRole('button', { name: 'Create pipeline' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('HR helper');
    await dialog.getByRole('button', { name: 'Create pipeline' }).click();
    await page.getByRole('heading', { level: 1, name: 'HR helper' }).waitFor();
    await page.getByLabel('Max Round').fill('3');
    await page.getByLabel('Text of message 1').fill('Be brief.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    const uuid = new URL(page.url()).pathname.split('/').at(-1)!;
    expect(await pipelines().read(uuid)).toMatchObject({
      config: { ai: { 'local-agent': { 'max-round': 3, prompt: [{ role: 'system', content: 'Be brief.' }] } } },
    });
    await page.getByRole('button', { name: 'Without effect on this server' }).click();
    expect(await page.getByLabel('Threshold').isDisabled()).toBe(true);
  });

  it('tell what the server says of a field there', async () => {
    const uuid = await pipelines().made({ name: 'helper', ...config({}) });
    const page = await go(`/pipelines/${uuid}`);
    await page.getByLabel('Name', { exact: false }).first().fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/name .*(required|empty)/i).waitFor();
  });

  it('answer in the debug chat as they write, and list the run', async () => {
    const uuid = await pipelines().made({ name: 'helper', ...config({}) });
    const page = await go(`/pipelines/${uuid}?tab=chat`);
    await page.getByLabel('Message').fill('Hi');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('log').getByText('Hello!').waitFor();
    await page.getByText('10 in, 3 out').waitFor();
    await page.getByRole('button', { name: 'Start anew' }).click();
    await page.getByText('Say something').waitFor();
    await page.getByRole('tab', { name: 'Runs' }).click();
    await page.getByRole('cell', { name: 'Succeeded' }).waitFor();
    await page.getByRole('row').last().getByRole('button').click();
    await page.getByRole('dialog').getByText('m@OpenAI-API-Compatible').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('say in the chat why there is no answer', async () => {
    model.answers = [{ refuses: 400 }];
    const uuid = await pipelines().made({ name: 'helper', ...config({}) });
    const page = await go(`/pipelines/${uuid}?tab=chat`);
    await page.getByLabel('Message').fill('Hi');
    await page.getByLabel('Message').press('Enter');
    await page.getByRole('alert').getByText('That did not work').waitFor();
  });

  it('are copied, and deleted once it was said who needs them', async () => {
    const uuid = await pipelines().made({ name: 'helper', ...config({}) });
    await aBot({ name: 'front desk', use_pipeline_uuid: uuid });
    const page = await go('/pipelines');
    await page.getByRole('button', { name: 'Actions for helper' }).click();
    await page.getByRole('menuitem', { name: 'Copy' }).click();
    await page.getByRole('link', { name: 'helper (Copy)' }).waitFor();
    await page.getByRole('button', { name: 'Actions for helper', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByText('front desk').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('link', { name: 'helper', exact: true }).waitFor({ state: 'detached' });
  });

  it('may use the servers that are chosen', async () => {
    await aServer();
    const uuid = await pipelines().made({ name: 'helper', ...config({}) });
    const page = await go(`/pipelines/${uuid}?tab=extensions`);
    await page.getByLabel('All connected servers').setChecked(false);
    await page.getByRole('checkbox', { name: 'tickets' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    const { body } = await pipelines().get(`/${uuid}/extensions`);
    expect(body.data).toMatchObject({ enable_all_mcp_servers: false, bound_mcp_servers: [expect.any(String)] });
  });
});

describe('bots', () => {
  it('are made for a platform, run, and are reached at an address', async () => {
    const page = await go('/bots');
    await page.getByRole('button', { name: 'Create bot' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Platform' }).click();
    await page.getByRole('option', { name: 'Slack' }).click();
    await dialog.getByText('do not run on this server').waitFor();
    await dialog.getByRole('combobox', { name: 'Platform' }).click();
    await page.getByRole('option', { name: 'HTTP bot' }).click();
    await dialog.getByLabel('Name').fill('intranet');
    await dialog.getByRole('button', { name: 'Create bot' }).click();
    await dialog.getByText(/inbound_secret is required/).waitFor();
    await dialog.getByRole('textbox', { name: 'Inbound secret' }).fill('a-long-secret-of-mine');
    await dialog.getByLabel('Callback URL').fill(tools.url);
    await dialog.getByRole('button', { name: 'Create bot' }).click();
    await page.getByRole('heading', { level: 1, name: 'intranet' }).waitFor();
    await page.getByText('Running', { exact: true }).waitFor();
    const uuid = new URL(page.url()).pathname.split('/').at(-1)!;
    await page.getByText(`${testApp.url}/bots/${uuid}`).waitFor();
    await page.getByRole('tab', { name: 'Log' }).click();
    await page.getByRole('log', { name: 'Log' }).waitFor();
  });

  it('keep secrets that come back masked, are paused by a switch, and go', async () => {
    const config = { inbound_secret: 'a-long-secret-of-mine', callback_url: tools.url };
    const uuid = await aBot({ name: 'intranet', adapter: 'http_bot', config });
    const page = await go(`/bots/${uuid}`);
    await page.getByLabel('Description').fill('On every desk');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved; the bot starts anew').waitFor();
    await page.getByRole('link', { name: 'Bots' }).first().click();
    await page.getByRole('switch', { name: 'Enable intranet' }).click();
    await page.getByText('Stopped').waitFor();
    await page.getByRole('link', { name: 'intranet' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No bots yet').waitFor();
  });

  it('are embedded by a publishable token', async () => {
    const uuid = await aBot({ name: 'site' });
    await testApp.http.post('/api/v1/keys').set(owner.headers).send({ name: 'web page' }).expect(200);
    const page = await go(`/bots/${uuid}?tab=embed`);
    await page.getByRole('combobox', { name: 'API key' }).click();
    await page.getByRole('option', { name: /web page/ }).click();
    await page.getByRole('button', { name: 'Get the token' }).click();
    await page.getByText(/model: "bot:site"/).waitFor();
    await page.getByRole('button', { name: 'End its access' }).click();
    await page.getByText('The token does nothing any more').waitFor();
  });
});

describe('knowledge', () => {
  it('is uploaded, imported and found', async () => {
    const page = await go('/knowledge');
    await page.getByRole('button', { name: 'Create knowledge base' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Handbook');
    await dialog.getByRole('combobox', { name: 'Embedding model' }).click();
    await page.getByRole('option', { name: MODEL }).click();
    await dialog.getByRole('button', { name: 'Create knowledge base' }).click();
    await page.getByText('No files yet').waitFor();
    await page.locator('input[type=file]').setInputFiles([
      { name: 'handbook.txt', mimeType: 'text/plain', buffer: Buffer.from(HANDBOOK) },
      { name: 'song.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('la') },
      { name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no pdf') },
    ]);
    await page.getByText("Files of this type can't be read.").waitFor();
    await page.getByText('Ready').waitFor({ timeout: LONG_WAIT_MS });
    await page.getByText('The file is no pdf').waitFor({ timeout: LONG_WAIT_MS });
    await page.getByRole('tab', { name: 'Retrieval test' }).click();
    await page.getByRole('textbox', { name: 'Question', exact: true }).fill('How many days of holiday?');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText(/28 days of holiday/).waitFor();
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('Another model reads everything again').waitFor();
  }, 120_000);

  it('shows how far an import is', async () => {
    const uuid = await aBase(testApp, owner);
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    embeddings.beforeAnswer = () => held;
    const page = await go(`/knowledge/${uuid}`);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'handbook.txt', mimeType: 'text/plain', buffer: Buffer.from(HANDBOOK) });
    await page.getByRole('progressbar', { name: /Import of handbook/ }).waitFor();
    await page.getByText(/0 of \d+ passages/).waitFor({ timeout: LONG_WAIT_MS });
    embeddings.beforeAnswer = () => undefined;
    goOn();
    await page.getByText('Ready').waitFor({ timeout: LONG_WAIT_MS });
  }, 120_000);

  it('says which pipelines miss it before it is deleted', async () => {
    const uuid = await aBase(testApp, owner);
    await imported(testApp, owner, uuid, 'handbook.txt', HANDBOOK);
    await pipelines().made({ name: 'HR helper', ...config({ 'knowledge-bases': [uuid] }) });
    const page = await go(`/knowledge/${uuid}`);
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByText('HR helper').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No knowledge bases yet').waitFor();
    const { body } = await testApp.http.get(BASES).set(owner.headers).expect(200);
    expect(body.data).toEqual({ bases: [] });
  }, 120_000);
});

describe('MCP servers', () => {
  it('are tried, connected, and show their tools', async () => {
    const page = await go('/mcp-servers');
    await page.getByRole('button', { name: 'Connect MCP server' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: false }).first().fill('desk/tickets');
    await dialog.getByLabel('URL').fill(tools.url);
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.getByLabel('Headers: name 1').fill('x-key');
    await dialog.getByLabel('Headers: value 1').fill('secret-0123456');
    await dialog.getByRole('button', { name: 'Test' }).click();
    await dialog.getByText('It works').waitFor();
    await dialog.getByRole('button', { name: 'Connect MCP server' }).click();
    await page.getByRole('heading', { level: 1, name: 'desk/tickets' }).waitFor();
    await page.getByRole('button', { name: /^add/ }).click();
    await page.getByText('"type": "number"').waitFor();
    await page.getByRole('tab', { name: 'Resources' }).click();
    await page.getByRole('button', { name: 'Read notes' }).click();
    await page.getByText('Remember', { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved; it is connected anew').waitFor();
    expect(tools.seen.at(-1)?.headers['x-key']).toBe('secret-0123456');
  });

  it('say why one is not connected, and are switched off and deleted', async () => {
    await mcpApi(testApp, owner)
      .create({ name: 'gone', mode: 'http', enable: true, extra_args: { url: 'http://127.0.0.1:9/mcp' } })
      .expect(200);
    await pipelines().made({ name: 'helper', ...config({}) });
    const page = await go('/mcp-servers');
    await page.getByText('Error', { exact: true }).waitFor();
    await page.getByRole('switch', { name: 'Enable gone' }).click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'gone' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No MCP servers yet').waitFor();
  });
});

describe('the pages of resources', () => {
  /** One of each. */
  async function everything(): Promise<string[]> {
    const base = await aBase(testApp, owner);
    const pipeline = await pipelines().made({ name: '<img src=x onerror=alert(1)>', ...config({}) });
    const bot = await aBot({ name: 'site' });
    await aServer();
    const detail = (path: string, tabs: readonly string[]) =>
      ['', ...tabs].map((tab) => `${path}${tab && `?tab=${tab}`}`);
    return [
      ...['/pipelines', '/bots', '/knowledge', '/mcp-servers'],
      ...detail(`/pipelines/${pipeline}`, ['extensions', 'chat', 'runs']),
      ...detail(`/bots/${bot}`, ['logs', 'message', 'embed']),
      ...detail(`/knowledge/${base}`, ['retrieval', 'settings']),
      ...detail('/mcp-servers/tickets', ['resources', 'logs', 'settings']),
    ];
  }

  it.each(['light', 'dark'] as const)(
    'are usable by everybody: %s',
    async (scheme) => {
      const paths = await everything();
      const page = await go('/pipelines', owner, { scheme });
      const found: string[] = [];
      for (const path of paths) {
        await page.goto(`/console${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        found.push(...(await violations(page)).map((violation) => `${path} ${violation}`));
      }
      expect(found).toEqual([]);
    },
    240_000,
  );

  it('can be looked at by those who may not change them', async () => {
    const viewer = await aUser(testApp);
    await join(testApp, viewer, owner.tenantId, 'viewer');
    const uuid = await pipelines().made({ name: 'helper', ...config({}) });
    const page = await go('/', viewer);
    await page.evaluate(`localStorage.setItem('latchkey.tenant', '${owner.tenantId}')`);
    await page.goto('/console/pipelines');
    await page.getByRole('link', { name: 'helper' }).waitFor();
    await page.getByText('you need the role of a member').waitFor();
    expect(await page.getByRole('button', { name: 'Create pipeline' }).count()).toBe(0);
    await page.goto(`/console/pipelines/${uuid}`);
    expect(await page.getByLabel('Max Round').isDisabled()).toBe(true);
    await page.getByRole('tab', { name: 'Debug chat' }).click();
    await page.getByText('Asking models takes the role of a member.').waitFor();
  });

  it('speak Chinese, on a phone too', async () => {
    const uuid = await pipelines().made({ name: 'helper', ...config({}) });
    const page = await go(`/pipelines/${uuid}`, owner, { language: 'zh', width: 390 });
    await page.getByRole('tab', { name: '调试对话' }).waitFor();
    await page.getByLabel('最大回合数').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await violations(page)).toEqual([]);
  });
});
