import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { SetupService } from '../../src/auth/setup.service.js';
import { startBrowser, visit, type Visit } from '../support/browser.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const PASSWORD = 'Correct-horse-77';

describe('the first run of the console', () => {
  let testApp: TestApp;
  let browser: Browser;
  let fake: FakeProvider;
  let guest: Visit;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { CONSOLE: 'true', OUTBOUND_ALLOW: '127.0.0.1/32' } });
    fake = await startFakeProvider({ kind: 'openai' });
    browser = await startBrowser();
    guest = await visit(browser, testApp.url);
  });

  afterAll(async () => {
    await browser.close();
    await fake.close();
    await testApp.close();
  });

  it('goes from the one-time link to an answer in a terminal', async () => {
    const { page } = guest;
    const token = await testApp.app.get(SetupService).prepare();
    await page.goto(`/setup#token=${token}`);
    await page.getByLabel('E-mail address').fill('ada@example.com');
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    expect(page.url()).not.toContain(token);
    await page.getByRole('button', { name: 'Create the administrator' }).click();

    await page.getByRole('link', { name: 'Connect a provider' }).click();
    await page.getByRole('searchbox').fill('OpenAI');
    await page.waitForURL(/search=OpenAI/);
    await page.getByRole('link', { name: 'OpenAI', exact: true }).click();
    await page.getByRole('textbox', { name: 'Base URL' }).fill(fake.url);
    await page.getByRole('textbox', { name: 'API key' }).fill('not the key');
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('Key refused').first().waitFor();
    await page.getByRole('textbox', { name: 'API key' }).fill(fake.apiKey!);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('OpenAI is connected').waitFor();

    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('button', { name: 'Create API key' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('first');
    await page.getByRole('dialog').getByRole('button', { name: 'Create API key' }).click();
    const command = page.getByRole('dialog').getByRole('tabpanel', { name: 'curl' });
    await command.waitFor();
    const { stdout } = await promisify(execFile)('sh', ['-c', await command.innerText()]);
    expect(JSON.parse(stdout)).toMatchObject({ object: 'chat.completion', choices: [{ finish_reason: 'stop' }] });
    expect(guest.complaints).toEqual([]);
  });

  it('can not be had twice', async () => {
    const other = await visit(browser, testApp.url);
    await other.page.goto('/setup#token=whatever');
    await other.page.getByLabel('E-mail address').fill('eve@example.com');
    await other.page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await other.page.getByRole('button', { name: 'Create the administrator' }).click();
    await other.page.getByRole('alert').waitFor();
    expect(await other.page.getByRole('alert').innerText()).toMatch(/set up/i);
    await other.context.close();
  });
});
