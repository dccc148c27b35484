import type { Browser } from 'playwright-core';
import { aUser, type Actor } from '../support/actors.js';
import { violations } from '../support/axe.js';
import { signIn, startBrowser, visit, type Visit } from '../support/browser.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('the door of the console', () => {
  let testApp: TestApp;
  let browser: Browser;
  let owner: Actor;
  let guest: Visit;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { CONSOLE: 'true' } });
    browser = await startBrowser();
    owner = await aUser(testApp);
  });

  afterAll(async () => {
    await browser.close();
    await testApp.close();
  });

  beforeEach(async () => {
    guest = await visit(browser, testApp.url);
  });

  afterEach(async () => {
    await guest.context.close();
    expect(guest.complaints).toEqual([]);
  });

  it('is shut for strangers, and leads on to where they were going', async () => {
    await guest.page.goto('/console/keys?search=ci');
    await guest.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await violations(guest.page)).toEqual([]);
    await guest.page.getByLabel('E-mail address').fill(owner.email);
    await guest.page.getByRole('textbox', { name: 'Password' }).fill('not the password');
    await guest.page.getByRole('button', { name: 'Sign in' }).click();
    await guest.page.getByText('E-mail address and password do not match.').waitFor();
    await guest.page.getByRole('textbox', { name: 'Password' }).fill(owner.password);
    await guest.page.getByRole('button', { name: 'Sign in' }).click();
    await guest.page.getByRole('heading', { name: 'API Keys' }).waitFor();
    expect(guest.page.url()).toBe(`${testApp.url}/console/keys?search=ci`);
  });

  it.each(['//example.com/', '/\\example.com/', '/\t/example.com/', 'https://example.com/'])(
    'leads nobody elsewhere: %j',
    async (next) => {
      await guest.page.goto(`/console/sign-in?next=${encodeURIComponent(next)}`);
      await guest.page.getByLabel('E-mail address').fill(owner.email);
      await guest.page.getByRole('textbox', { name: 'Password' }).fill(owner.password);
      await guest.page.getByRole('button', { name: 'Sign in' }).click();
      await guest.page.getByRole('navigation').waitFor();
      expect(guest.page.url()).toBe(`${testApp.url}/console/`);
      // Nor those who are in already.
      await guest.page.goto(`/console/sign-in?next=${encodeURIComponent(next)}`);
      await guest.page.getByRole('navigation').waitFor();
      expect(guest.page.url()).toBe(`${testApp.url}/console/`);
    },
  );

  it('lets browsers keep the files of a build, but not that one is missing', async () => {
    const page = await (await fetch(`${testApp.url}/console/`)).text();
    const [file] = /\/console\/assets\/[^"]+\.js/.exec(page)!;
    const there = await fetch(testApp.url + file);
    expect([there.status, there.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    const gone = await fetch(`${testApp.url}/console/assets/of-another-build.js`);
    expect([gone.status, gone.headers.get('cache-control')]).toEqual([404, null]);
  });

  it('stays open over a reload, with nothing secret where scripts of others could find it', async () => {
    await signIn(guest.page, owner);
    await guest.page.reload();
    await guest.page.getByRole('navigation').waitFor();
    const stored = await guest.page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })');
    expect(stored).not.toMatch(/eyJ|refresh|token/i);
    expect(await guest.page.evaluate('document.cookie')).toBe('');
  });

  it('closes behind whoever signs out, in the browser as on the server', async () => {
    await signIn(guest.page, owner);
    await guest.page.getByRole('button', { name: 'Account' }).click();
    await guest.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await guest.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await guest.page.reload();
    await guest.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
});
