import type { Browser, Page } from 'playwright-core';
import { used } from '../e2e/usage/usage-world.js';
import { aKey, anAdministrator, aUser, join, type Actor } from '../support/actors.js';
import { violations } from '../support/axe.js';
import { enter, startBrowser, type Visit, type VisitOptions } from '../support/browser.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { choose } from './row-menu.js';

describe('limits in the console', () => {
  let testApp: TestApp;
  let browser: Browser;
  let owner: Actor;
  let keyId: string;
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
    ({ id: keyId } = await aKey(testApp, owner, { name: 'batch' }));
  });

  afterEach(async () => {
    await guest.context.close();
    expect(guest.complaints).toEqual([]);
  });

  async function at(path: string, actor: Actor, options: VisitOptions = {}): Promise<Page> {
    guest = await enter(browser, testApp.url, actor, path, options);
    return guest.page;
  }

  const limitsOf = async (query: string, actor: Actor = owner): Promise<object[]> => {
    const { body } = await testApp.http.get(`/api/v1/limits?${query}`).set(actor.headers).expect(200);
    return (body as { data: { items: object[] } }).data.items;
  };
  const dialog = (page: Page) => page.getByRole('dialog').last();

  it('are set on a key, changed and taken away; how its budget stands is shown', async () => {
    const page = await at('/keys', owner);
    await choose(page, 'batch', 'Usage and limits');
    await page.getByText('Nothing limits this key').waitFor();
    await page.getByRole('button', { name: 'Add a limit' }).click();
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await dialog(page).getByText('is required where no other limit is set').waitFor();
    await dialog(page).getByLabel('Requests a minute').fill('600');
    await dialog(page).getByRole('button', { name: 'Add a budget' }).click();
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await dialog(page).getByText('Say how much').waitFor();
    await dialog(page).getByLabel('Amount').fill('25.5');
    expect(await violations(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('$0.00 of $25.50').waitFor();
    await page.getByText('Requests a minute: 600').waitFor();
    await page.getByText('alerts at 80%, 100%').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await limitsOf(`key_id=${keyId}`)).toMatchObject([
      {
        key_id: keyId,
        model: null,
        requests_per_minute: 600,
        unknown_spend: 'deny',
        alert_url: null,
        budgets: [{ unit: 'usd', amount: 25.5, period: 'month', alert_at_percent: [80, 100] }],
      },
    ]);

    await page.getByRole('button', { name: 'Change the limit: All models' }).click();
    await dialog(page).getByLabel('Requests a minute').fill('');
    await dialog(page).getByLabel('Amount').fill('30');
    await dialog(page).getByRole('switch', { name: 'Let requests pass' }).check();
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('$0.00 of $30.00').waitFor();
    expect(await limitsOf(`key_id=${keyId}`)).toMatchObject([
      { requests_per_minute: null, unknown_spend: 'allow', version: 2 },
    ]);

    await page.getByRole('button', { name: 'Remove the limit: All models' }).click();
    await dialog(page).getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('Nothing limits this key').waitFor();
    expect(await limitsOf(`key_id=${keyId}`)).toEqual([]);
  });

  it('show the secret of their alerts once', async () => {
    const page = await at('/keys', owner);
    await page.getByRole('cell').getByRole('button', { name: 'batch', exact: true }).click();
    await page.getByRole('button', { name: 'Add a limit' }).click();
    await dialog(page).getByRole('combobox', { name: 'Model' }).fill('gpt-4o@OpenAI');
    await dialog(page).getByLabel('Requests at a time').fill('4');
    await dialog(page).getByLabel('Tell this address').fill(`${testApp.url}/hooks`);
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('It is shown only now.').waitFor();
    expect(await dialog(page).locator('pre').innerText()).toMatch(/^whsec_/);
    await dialog(page).getByRole('button', { name: 'I have copied it' }).click();
    await page.getByText(`Alerts go to ${testApp.url}/hooks`).waitFor();
    await page.getByRole('heading', { name: 'gpt-4o@OpenAI' }).waitFor();
    expect(await page.content()).not.toContain('whsec_');
  });

  it('are shown to members, who can’t change them', async () => {
    const member = await aUser(testApp);
    await join(testApp, member, owner.tenantId, 'member');
    const inTenant = { ...member.headers, 'x-tenant-id': owner.tenantId };
    const made = await testApp.http.post('/api/v1/keys').set(inTenant).send({ name: 'theirs' }).expect(200);
    const { id } = (made.body as { data: { id: string } }).data;
    await testApp.http
      .post('/api/v1/limits')
      .set(owner.headers)
      .send({ key_id: id, tokens_per_minute: 9000 })
      .expect(200);
    const page = await at('/keys', member);
    await page.evaluate(`localStorage.setItem('latchkey.tenant', '${owner.tenantId}')`);
    await page.reload();
    await page.getByRole('cell').getByRole('button', { name: 'theirs', exact: true }).click();
    await page.getByText('Tokens a minute: 9,000').waitFor();
    await page.getByText('Limits are set by owners and admins of the tenant.').waitFor();
    expect(await page.getByRole('button', { name: /limit/ }).count()).toBe(0);
  });

  it('are set on a tenant by administrators', async () => {
    const administrator = await anAdministrator(testApp);
    await testApp.http
      .post('/api/v1/limits')
      .set(owner.headers)
      .send({ key_id: keyId, tokens_per_minute: 5 })
      .expect(200);
    const tenant = await testApp.http.get('/api/v1/tenants').set(owner.headers).expect(200);
    const [{ name }] = (tenant.body as { data: [{ name: string }] }).data;
    const page = await at('/tenants?tab=all', administrator);
    await page.getByRole('button', { name: `Limits of ${name}`, exact: true }).click();
    await page.getByText('Nothing limits this tenant as a whole.').waitFor();
    await page.getByRole('button', { name: 'Add a limit' }).click();
    await dialog(page).getByLabel('Requests at a time').fill('50');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('Requests at a time: 50').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await limitsOf(`key_id=none&tenant_id=${owner.tenantId}`, administrator)).toMatchObject([
      { tenant_id: owner.tenantId, key_id: null, parallel_requests: 50 },
    ]);
  });

  it.each([
    ['light', 'en', 1280],
    ['dark', 'zh', 390],
  ] as const)('stand beside what the key used: %s, %s, %i wide', async (scheme, language, width) => {
    await used(testApp, owner, [{ keyId, inputTokens: 1200, outputTokens: 34, costMicros: 1_500_000 }]);
    const page = await at('/keys', owner, { scheme, language, width });
    await page.getByRole('cell').getByRole('button', { name: 'batch', exact: true }).click();
    const facts = page.getByRole('dialog').locator('dd');
    await facts.first().waitFor();
    expect(await facts.allInnerTexts()).toEqual(['$1.50', '1,234', '1']);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('link').click();
    await page.waitForURL(new RegExp(`usage\\?key=${keyId}`));
    await page.getByRole('button', { name: /: ?batch|：batch/ }).waitFor();
  });
});
