import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import type { UsageRecord } from '../../src/usage/usage-record.js';
import { used } from '../e2e/usage/usage-world.js';
import { aKey, anAdministrator, aUser, join, type Actor } from '../support/actors.js';
import { violations } from '../support/axe.js';
import { enter, startBrowser, type Visit, type VisitOptions } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const DAY = 86_400_000;
const MINI = { model: 'gpt-4o-mini@OpenAI', inputTokens: 100, outputTokens: 20, costMicros: 250_000 };
const LARGE = { model: 'gpt-4o@OpenAI', inputTokens: 1000, outputTokens: 500, costMicros: 3_000_000 };

describe('usage in the console', () => {
  let testApp: TestApp;
  let browser: Browser;
  let owner: Actor;
  let guest: Visit;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { CONSOLE: 'true', OUTBOUND_ALLOW: '127.0.0.1/32' } });
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await testApp.close();
  });

  beforeEach(async () => {
    owner = await aUser(testApp);
  });

  afterEach(async () => {
    await guest.context.close();
    expect(guest.complaints).toEqual([]);
  });

  async function at(path: string, actor: Actor, options: VisitOptions = {}): Promise<Page> {
    guest = await enter(browser, testApp.url, actor, path, options);
    return guest.page;
  }

  /** Two models by one key, one of them by signing in, and one failure. */
  async function someUsage(actor: Actor = owner): Promise<{ keyId: string }> {
    const { id: keyId } = await aKey(testApp, actor, { name: 'build server' });
    const earlier = Date.now() - 2 * DAY;
    const records: Partial<UsageRecord>[] = [
      { ...MINI, keyId },
      { ...MINI, keyId, at: earlier, status: 502, outputTokens: 0, costMicros: 0 },
      { ...LARGE, keyId, at: earlier },
      { ...MINI, costMicros: null },
    ];
    await used(testApp, actor, records);
    return { keyId };
  }

  const total = (page: Page, name: string) =>
    page
      .locator('#main dl > div')
      .filter({ has: page.getByText(name, { exact: true }) })
      .locator('dd')
      .first();
  const row = (page: Page, name: string) => page.getByRole('row').filter({ has: page.getByRole('button', { name }) });

  it('says how to begin where nothing was used', async () => {
    const page = await at('/usage', owner);
    await page.getByRole('heading', { name: 'Nothing was used in this time' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('main').getByRole('link', { name: 'Open the playground' }).click();
    await page.getByRole('heading', { name: 'Playground', level: 1 }).waitFor();
  });

  it('sums up what was used, and what the largest part of it is', async () => {
    await someUsage();
    const page = await at('/', owner);
    await page.getByRole('link', { name: 'Usage' }).click();
    await row(page, 'gpt-4o@OpenAI').waitFor();
    expect(await total(page, 'Cost').innerText()).toBe('$3.25');
    expect(await total(page, 'Tokens').innerText()).toBe('1,840');
    expect(await total(page, 'Requests').innerText()).toBe('4');
    await page.getByText('1 failed').waitFor();
    await page.getByText('without 1 request that had no price').waitFor();
    const names = page.getByRole('row').getByRole('button', { name: '@OpenAI' });
    expect(await names.allInnerTexts()).toEqual(['gpt-4o@OpenAI', 'gpt-4o-mini@OpenAI']);
    await page.getByRole('columnheader').getByRole('button', { name: 'Requests' }).click();
    await page.waitForURL(/by=requests/);
    await eventually(async () => expect(await names.first().innerText()).toBe('gpt-4o-mini@OpenAI'));
    expect(await row(page, 'gpt-4o-mini@OpenAI').getByRole('cell').allInnerTexts()).toEqual([
      expect.stringContaining('gpt-4o-mini@OpenAI'),
      '$0.25',
      '340',
      '3',
      '1',
      expect.stringMatching(/ms$/),
    ]);
  });

  it('leads from a model to its keys, and back; what it was narrowed to can be taken off', async () => {
    const { keyId } = await someUsage();
    const page = await at('/usage', owner);
    await row(page, 'gpt-4o@OpenAI').getByRole('button').click();
    await page.getByRole('button', { name: 'Remove the filter Model: gpt-4o@OpenAI' }).waitFor();
    await row(page, 'build server').getByRole('button').click();
    await page.getByRole('button', { name: 'Remove the filter Key: build server' }).waitFor();
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toMatchObject({ model: 'gpt-4o@OpenAI', key: keyId, tab: 'model' });
    await eventually(async () => expect(await page.locator('#main dd').first().textContent()).toBe('$3.00'));
    await page.goBack();
    await page.getByRole('button', { name: 'Remove the filter Key: build server' }).waitFor({ state: 'detached' });
    await page.goForward();
    await page.reload();
    await page.getByRole('button', { name: 'Remove the filter Model: gpt-4o@OpenAI' }).click();
    await row(page, 'gpt-4o-mini@OpenAI').waitFor();
    await page.getByRole('button', { name: 'Remove the filter Key: build server' }).waitFor();
    expect(await total(page, 'Requests').innerText()).toBe('3');
  });

  it('tells those apart who signed in without a key', async () => {
    await someUsage();
    const page = await at('/usage?tab=key', owner);
    await row(page, 'Signed in, without a key').getByRole('button').click();
    await page.getByRole('button', { name: 'Remove the filter Key: Signed in, without a key' }).waitFor();
    await page.locator('#main dd').filter({ hasText: /^120$/ }).first().waitFor();
    expect(await total(page, 'Requests').innerText()).toBe('1');
  });

  it('shows another time, in words of the address', async () => {
    await someUsage();
    const page = await at('/usage', owner);
    await page.getByText('Today', { exact: true }).click();
    await page.waitForURL(/span=today/);
    await row(page, 'gpt-4o@OpenAI').waitFor({ state: 'detached' });
    await page.getByLabel('To', { exact: true }).fill('2020-01-31');
    await page.waitForURL(/until=2020-01-31/);
    await page.getByRole('heading', { name: 'Nothing was used in this time' }).waitFor();
    await page.getByText('7 days', { exact: true }).click();
    await row(page, 'gpt-4o@OpenAI').waitFor();
    expect(new URL(page.url()).search).toBe('?span=7d');
  });

  it('has charts that keys go through, and that can be read as tables', async () => {
    await someUsage();
    const page = await at('/usage?span=7d', owner);
    const chart = page.getByRole('slider', { name: 'Cost' });
    await chart.focus();
    await page.keyboard.press('End');
    await eventually(async () =>
      expect(await page.locator(':focus').getAttribute('aria-valuetext')).toContain('Cost $0.25'),
    );
    await page.keyboard.press('ArrowLeft');
    await eventually(async () =>
      expect(await page.locator(':focus').getAttribute('aria-valuetext')).toContain('Cost $0.00'),
    );
    await page.keyboard.press('ArrowLeft');
    await eventually(async () =>
      expect(await page.locator(':focus').getAttribute('aria-valuetext')).toContain('Cost $3.00'),
    );
    expect(await chart.getAttribute('aria-valuenow')).toBe('4');
    await page.getByRole('button', { name: 'Failures as a table' }).click();
    const table = page.getByRole('group', { name: 'Failures' }).getByRole('table');
    expect(await table.getByRole('cell').allInnerTexts()).toEqual(['0', '0', '0', '0', '1', '0', '0']);
  });

  it('lists single requests page by page, those that failed alone, and as a file', async () => {
    await someUsage();
    await used(
      testApp,
      owner,
      Array.from({ length: 25 }, (_none, index) => ({ ...MINI, at: Date.now() - (index + 10) * 60_000 })),
    );
    const page = await at('/usage?tab=requests', owner);
    const statuses = page.getByRole('row').locator('.mantine-Badge-root');
    await statuses.nth(19).waitFor();
    expect(await statuses.count()).toBe(20);
    await page.getByRole('button', { name: 'Load more' }).click();
    await statuses.nth(28).waitFor();
    await page.getByRole('combobox', { name: 'Outcome' }).click();
    await page.getByRole('option', { name: 'Failed' }).click();
    await page.waitForURL(/outcome=failed/);
    await statuses.nth(1).waitFor({ state: 'detached' });
    expect(await statuses.allInnerTexts()).toEqual(['502']);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^usage-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('gpt-4o-mini@OpenAI');
  });

  it('shows members what they used themselves, and administrators every tenant', async () => {
    await someUsage();
    const member = await aUser(testApp);
    await join(testApp, member, owner.tenantId, 'member');
    await used(testApp, member, [{ ...MINI, tenantId: owner.tenantId }]);
    const theirs = await at('/usage', member);
    await theirs.evaluate(`localStorage.setItem('latchkey.tenant', '${owner.tenantId}')`);
    await theirs.reload();
    await row(theirs, 'gpt-4o-mini@OpenAI').waitFor();
    expect(await total(theirs, 'Requests').innerText()).toBe('1');
    expect(await theirs.getByRole('combobox', { name: 'Whose' }).count()).toBe(0);
    await guest.context.close();

    const page = await at('/usage', await anAdministrator(testApp));
    await page.getByRole('combobox', { name: 'Whose' }).click();
    await page.getByRole('option', { name: 'All tenants' }).click();
    await page.getByRole('tab', { name: 'By tenant' }).click();
    await page.waitForURL(/tenant=all&tab=tenant|tab=tenant&tenant=all/);
    expect(await page.getByRole('tab', { name: 'Requests' }).count()).toBe(0);
    await page.getByRole('columnheader', { name: 'Tenant' }).waitFor();
    await page
      .getByRole('row')
      .getByRole('button', { name: owner.email.split('@')[0] ?? '' })
      .first()
      .click();
    await page.waitForURL(new RegExp(`tenant=${owner.tenantId}`));
    await row(page, 'gpt-4o@OpenAI').waitFor();
  });

  it('says so when usage can’t be read, and tries again', async () => {
    await someUsage();
    const page = await at('/providers', owner);
    await page.route('**/api/v1/usage?**', (route) =>
      route.fulfill({ status: 500, json: { message: 'No disk left' } }),
    );
    await page.getByRole('link', { name: 'Usage' }).click();
    await page.getByText('No disk left').waitFor();
    await page.unroute('**/api/v1/usage?**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await row(page, 'gpt-4o@OpenAI').waitFor();
  });

  it.each([
    ['light', 'en', 1280],
    ['dark', 'zh', 390],
  ] as const)('can be used by everybody: %s, %s, %i wide', async (scheme, language, width) => {
    await someUsage();
    const page = await at('/usage?tab=requests', owner, { scheme, language, width });
    await page.getByText('502').waitFor();
    await page.getByRole('slider').first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.locator('body').innerText()).not.toMatch(/\b[a-z]+\.[a-z]+[A-Z]\w+\b/);
  });
});
