import type { Browser, Page } from 'playwright-core';
import { aKey, anAdministrator, aUser, join, type Actor } from '../support/actors.js';
import { violations } from '../support/axe.js';
import { enter, startBrowser, type Visit, type VisitOptions } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { choose } from './row-menu.js';

const STORED = `<img src=x onerror="document.title='owned'">`;

describe('API keys in the console', () => {
  let testApp: TestApp;
  let browser: Browser;
  let guest: Visit;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { CONSOLE: 'true', OUTBOUND_ALLOW: '127.0.0.1/32' } });
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await testApp.close();
  });

  afterEach(async () => {
    await guest.context.close();
    expect(guest.complaints).toEqual([]);
  });

  async function at(path: string, actor: Actor, options: VisitOptions = {}): Promise<Page> {
    guest = await enter(browser, testApp.url, actor, path, options);
    return guest.page;
  }

  const cell = (page: Page, text: string) => page.getByRole('cell').getByText(text, { exact: true });

  /** Whether a token opens the gateway. */
  async function statusOf(token: string): Promise<number> {
    return (await testApp.http.get('/api/v1/keys/self').set({ authorization: `Bearer ${token}` })).status;
  }

  it('makes a key with bounds, shows its token once with examples, and it works', async () => {
    const owner = await aUser(testApp);
    const page = await at('/keys', owner);
    await page.getByText('No API keys yet').waitFor();
    await page.getByRole('button', { name: 'Create API key' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await dialog.getByText('Give it a name').waitFor();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('CI');
    await dialog.getByRole('radio', { name: 'Call models only' }).check();
    await dialog.getByLabel('Allowed addresses').fill('nonsense');
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await dialog.getByText('allowed_addresses must hold IP addresses or CIDRs').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Create API key' }).first().click();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('CI');
    await dialog.getByRole('radio', { name: 'Call models only' }).check();
    await dialog.getByLabel('Allowed models').fill('gpt-4o');
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await dialog.getByText('It is shown only now.').waitFor();
    expect(await violations(page)).toEqual([]);
    const token = await dialog.locator('pre').first().innerText();
    await dialog.getByRole('tab', { name: 'Python' }).click();
    expect(await dialog.getByRole('tabpanel').locator('pre').innerText()).toContain(
      `base_url="${testApp.url}/v1", api_key="${token}"`,
    );
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await cell(page, 'CI').waitFor();
    expect(await page.content()).not.toContain(token);
    const self = await testApp.http.get('/api/v1/keys/self').set({ authorization: `Bearer ${token}` });
    expect(self.body.data).toMatchObject({ scopes: ['inference'], allowed_models: ['gpt-4o'], expires_at: null });
  });

  it('edits, pauses and resumes a key', async () => {
    const owner = await aUser(testApp);
    const { token } = await aKey(testApp, owner, { name: 'Batch' });
    const page = await at('/keys', owner);
    await choose(page, 'Batch', 'Edit');
    await page.getByRole('textbox', { name: 'Description' }).fill('Every night');
    await page.getByRole('button', { name: 'Save' }).click();
    await cell(page, 'Every night').waitFor();
    await choose(page, 'Batch', 'Pause');
    await cell(page, 'Paused').waitFor();
    expect(await statusOf(token)).toBe(401);
    await choose(page, 'Batch', 'Resume');
    await cell(page, 'Active').waitFor();
    expect(await statusOf(token)).toBe(200);
  });

  it('rotates a key, then revokes it after telling what uses it', async () => {
    const owner = await aUser(testApp);
    const { token } = await aKey(testApp, owner, { name: 'Batch' });
    const page = await at('/keys', owner);
    await choose(page, 'Batch', 'Rotate');
    await page.getByRole('radio', { name: 'Not at all' }).check();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    await page.getByText('The former key no longer works.').waitFor();
    const fresh = await page.getByRole('dialog').locator('pre').first().innerText();
    expect([await statusOf(token), await statusOf(fresh)]).toEqual([401, 200]);
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await choose(page, 'Batch', 'Revoke');
    await page.getByText('No bot uses it.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No API keys yet').waitFor();
    expect(await statusOf(fresh)).toBe(401);
  });

  it('searches as one types, filters and sorts, all in the address', async () => {
    const owner = await aUser(testApp);
    await aKey(testApp, owner, { name: 'alpha' });
    await aKey(testApp, owner, { name: 'beta', scopes: ['inference'] });
    const page = await at('/keys?sort=name', owner);
    await cell(page, 'alpha').waitFor();
    await page.getByRole('searchbox').fill('bet');
    await cell(page, 'alpha').waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?sort=name&search=bet');
    await page.getByRole('combobox', { name: 'State' }).click();
    await page.getByRole('option', { name: 'Paused' }).click();
    await page.getByText('No key matches').waitFor();
    await page.goBack();
    await page.goto('/console/keys?scope=usage:read');
    await cell(page, 'alpha').waitFor();
    expect(await cell(page, 'beta').count()).toBe(0);
    await page.getByRole('button', { name: 'Created' }).click();
    await page.waitForURL(/sort=created_at/);
  });

  it('calls nobody back who typed a search and went on, and forgets it with the whole list', async () => {
    const page = await at('/keys', await aUser(testApp));
    await page.clock.install();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/assets/AliasesPage-*.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('searchbox').fill('alp');
    await page.getByRole('link', { name: 'Aliases' }).click();
    await page.clock.runFor(1000);
    letGo();
    await page.getByRole('heading', { name: 'Aliases', level: 1 }).waitFor();
    expect(page.url()).toBe(`${testApp.url}/console/aliases`);

    await page.getByRole('searchbox').fill('fast');
    await page.clock.runFor(1000);
    await page.waitForURL(/search=fast/);
    await page.getByRole('link', { name: 'Aliases' }).click();
    await page.waitForURL(/aliases$/);
    await page.clock.runFor(1000);
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    expect(page.url()).toBe(`${testApp.url}/console/aliases`);
  });

  it('keeps the dialog until the token is there to be shown', async () => {
    const page = await at('/keys', await aUser(testApp));
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/api/v1/keys', async (route) => {
      if (route.request().method() === 'POST') await held;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Create API key' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('CI');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await sent;
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    letGo();
    await dialog.getByText(/^lbk_/).first().waitFor();
  });

  it('does the same to many keys at once, and says which it could not be done to', async () => {
    const owner = await aUser(testApp);
    const gone = await aKey(testApp, owner, { name: 'gone' });
    await aKey(testApp, owner, { name: 'one' });
    await aKey(testApp, owner, { name: STORED });
    const page = await at('/keys', owner);
    await page.getByRole('checkbox', { name: 'Select all shown' }).check();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText('3 keys paused').waitFor();
    await testApp.http.delete(`/api/v1/keys/${gone.id}`).set(owner.headers);
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('What uses it could not be found out.').waitFor();
    await page.getByText('No bot uses it.').nth(1).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('2 keys revoked').waitFor();
    await page.getByText('One could not be changed:').waitFor();
    expect(await page.getByRole('status').filter({ hasText: 'gone' }).count()).toBe(1);
    expect(await page.title()).toBe('API Keys · Latchkey');
  });

  it('shows administrators the keys of everybody, and lets them make one for somebody', async () => {
    const somebody = await aUser(testApp);
    await aKey(testApp, somebody, { name: 'theirs' });
    const page = await at('/keys', await anAdministrator(testApp));
    await page.getByText('No API keys yet').waitFor();
    await page.getByRole('combobox', { name: 'Whose keys' }).click();
    await page.getByRole('option', { name: 'All tenants' }).click();
    await page.getByRole('combobox', { name: 'Any user' }).fill(somebody.email);
    await page.getByRole('option', { name: somebody.email }).click();
    await page.waitForURL(new RegExp(`user=${somebody.user.id}`));
    await cell(page, 'theirs').waitFor();
    await page.getByRole('button', { name: 'Create API key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('for them');
    await dialog.getByRole('combobox', { name: 'For' }).fill(somebody.email);
    await page.getByRole('option', { name: somebody.email }).click();
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await cell(page, 'for them').waitFor();
    await page.reload();
    await cell(page, 'for them').waitFor();
    expect(await page.getByRole('combobox', { name: 'Any user' }).inputValue()).toBe(somebody.email);
  });

  it('offers members their own keys only, and viewers none', async () => {
    const owner = await aUser(testApp);
    await aKey(testApp, owner, { name: 'the owner’s' });
    const member = await aUser(testApp);
    await join(testApp, member, owner.tenantId, 'member');
    const page = await at('/keys', member);
    await page.evaluate(`localStorage.setItem('latchkey.tenant', '${owner.tenantId}')`);
    await page.reload();
    await page.getByText('No API keys yet').waitFor();
    expect(await page.getByRole('combobox', { name: 'Whose keys' }).count()).toBe(0);
    const membership = `/api/v1/tenants/${owner.tenantId}/members/${member.user.id}`;
    await testApp.http.patch(membership).set(owner.headers).send({ role: 'viewer' });
    await page.reload();
    await page.getByRole('heading', { name: 'Not for you' }).waitFor();
    expect(await page.getByRole('button', { name: 'Create API key' }).count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('can be used by everybody: %s', async (scheme) => {
    const owner = await anAdministrator(testApp);
    await aKey(testApp, owner, { name: 'alpha', expires_at: new Date(Date.now() + 864e5).toISOString() });
    const page = await at('/keys?whose=all', owner, { scheme });
    await page.getByRole('checkbox', { name: 'Select alpha' }).first().check();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Create API key' }).click();
    await page.getByRole('radio', { name: 'Let me choose' }).check();
    await page.getByRole('checkbox', { name: 'Administer' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await eventually(async () => expect(await page.locator(':focus').textContent()).toBe('Create API key'));
  });

  it('speaks Chinese, also on a phone', async () => {
    const owner = await aUser(testApp);
    await aKey(testApp, owner, { name: 'alpha' });
    const page = await at('/keys', owner, { language: 'zh', width: 390 });
    await cell(page, '有效').waitFor();
    await page.getByRole('button', { name: '创建 API 密钥' }).click();
    await page.getByRole('radio', { name: '仅调用模型' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
