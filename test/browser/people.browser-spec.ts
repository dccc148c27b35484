import type { Browser, Page } from 'playwright-core';
import { aKey, anAdministrator, aUser, join, PASSWORD, signedIn, type Actor } from '../support/actors.js';
import { violations } from '../support/axe.js';
import { enter, signIn, startBrowser, visit, type Visit, type VisitOptions } from '../support/browser.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { choose } from './row-menu.js';

const FRESH_PASSWORD = 'Green-lantern-77';

describe('users, tenants, the audit log and the profile in the console', () => {
  let testApp: TestApp;
  let browser: Browser;
  let guest: Visit;
  let administrator: Actor;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { CONSOLE: 'true', OUTBOUND_ALLOW: '127.0.0.1/32' } });
    browser = await startBrowser();
    administrator = await anAdministrator(testApp);
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

  it('creates a user, refuses an address twice, and lets them in', async () => {
    const page = await at('/users', administrator);
    for (const isTwice of [false, true]) {
      await page.getByRole('button', { name: 'Create user' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('E-mail address').fill('grace@example.com');
      await dialog.getByLabel('Nickname').fill('<b>Grace</b>');
      await dialog.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
      await dialog.getByRole('button', { name: 'Create user' }).click();
      await (
        isTwice ? dialog.getByText("'grace@example.com' already exists") : page.getByText('User created')
      ).waitFor();
    }
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('cell').getByText('<b>Grace</b>').waitFor();
    await guest.context.close();
    guest = await visit(browser, testApp.url);
    await signIn(guest.page, { email: 'grace@example.com', password: PASSWORD });
  });

  it('resets a password, deactivates, and deletes', async () => {
    const { email, user } = await aUser(testApp);
    await aKey(testApp, await signedIn(testApp, user));
    const page = await at(`/users?search=${email}`, administrator);
    await choose(page, email, 'Reset password');
    await page.getByLabel('New password').fill(FRESH_PASSWORD);
    await page.getByRole('dialog').getByRole('button', { name: 'Reset password' }).click();
    await page.getByText('Password set').waitFor();
    const login = await testApp.http.post('/api/v1/auth/login').send({ email, password: FRESH_PASSWORD });
    expect(login.status).toBe(200);
    await page.getByRole('button', { name: `Actions for ${email}` }).click();
    expect(await page.getByRole('menuitem', { name: 'Delete' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await choose(page, email, 'Edit');
    await page.getByRole('switch', { name: 'Active' }).uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell').getByText('Deactivated').waitFor();
    await choose(page, email, 'Delete');
    await page.getByRole('dialog').getByText('1 API key').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No user matches').waitFor();
  });

  it('leads from a user to their keys, and keeps administrators from locking themselves out', async () => {
    const page = await at(`/users?search=${administrator.email}`, administrator);
    await choose(page, administrator.email, 'Edit');
    expect(await page.getByRole('switch', { name: 'Administrator' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('link', { name: `Keys of ${administrator.email}` }).click();
    await page.getByRole('heading', { name: 'API Keys', level: 1 }).waitFor();
    expect(new URL(page.url()).search).toBe(`?whose=all&user=${administrator.user.id}`);
  });

  it('lets owners add members, change roles, and take them out again', async () => {
    const [owner, friend] = [await aUser(testApp), await aUser(testApp)];
    const page = await at('/tenants', owner);
    await page.getByRole('button', { name: /^Members of/ }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('E-mail address').fill('nobody@example.com');
    await drawer.getByRole('button', { name: 'Add' }).click();
    await drawer.getByText("User 'nobody@example.com' not found").waitFor();
    await drawer.getByLabel('E-mail address').fill(friend.email);
    await drawer.getByRole('button', { name: 'Add' }).click();
    await drawer.getByRole('combobox', { name: `Role of ${friend.email}` }).click();
    await page.getByRole('option', { name: 'Viewer' }).click();
    await page.getByText('Role changed').waitFor();
    expect(await violations(page)).toEqual([]);
    const mine = await testApp.http.get('/api/v1/tenants').set(friend.headers);
    expect(mine.body.data).toContainEqual(expect.objectContaining({ id: owner.tenantId, role: 'viewer' }));
    await drawer.getByRole('button', { name: `Remove ${friend.email}` }).click();
    await page.getByText('their keys for it are refused at once').waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('Member removed').waitFor();
    await drawer.getByText(friend.email).waitFor({ state: 'detached' });
  });

  it('renames one’s tenant, and lets administrators create one for somebody', async () => {
    const owner = await aUser(testApp);
    let page = await at('/tenants', owner);
    expect(await page.getByRole('button', { name: 'Create tenant' }).count()).toBe(0);
    await page.getByRole('button', { name: /^Rename/ }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Kitchen <i>');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell').getByText('Kitchen <i>').waitFor();
    await guest.context.close();
    page = await at('/tenants?tab=all', administrator);
    await page.getByRole('button', { name: 'Create tenant' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true }).fill('Garden');
    await page.getByLabel('Owner’s e-mail address').fill(owner.email);
    await page.getByRole('dialog').getByRole('button', { name: 'Create tenant' }).click();
    await page.getByRole('searchbox').fill('gard');
    await page.getByRole('button', { name: 'Members of Garden' }).click();
    await page.getByRole('dialog').getByText(owner.email).waitFor();
  });

  it('shows who did what, narrowed down from an event’s details', async () => {
    const owner = await aUser(testApp);
    await aKey(testApp, owner, { name: 'watched' });
    const page = await at('/audit', owner);
    await page.getByRole('button', { name: 'Details: API key created, watched' }).click();
    await page.getByRole('dialog').getByText('api-key.issued').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'All about the same' }).click();
    await page.getByRole('cell').getByText('Signed in').first().waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toMatch(/^\?kind=api-key&target=/);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('To', { exact: true }).fill('2020-01-31');
    await page.getByText('Nothing was recorded').waitFor();
    expect(await page.getByRole('columnheader', { name: 'Tenant' }).count()).toBe(0);
  });

  it('keeps from others what is not theirs', async () => {
    const owner = await aUser(testApp);
    const member = await aUser(testApp);
    await join(testApp, member, owner.tenantId, 'member');
    const page = await at('/users', member);
    await page.getByRole('heading', { name: 'Not for you' }).waitFor();
    expect(await page.getByRole('link', { name: 'Users' }).count()).toBe(0);
    await page.evaluate(`localStorage.setItem('latchkey.tenant', '${owner.tenantId}')`);
    await page.goto('/console/audit');
    await page.getByRole('heading', { name: 'Not for you' }).waitFor();
    await page.goto('/console/tenants');
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('cell', { name: 'Member', exact: true }) })
      .getByRole('button', { name: /^Members of/ })
      .click();
    await page.getByText('Owners and admins of this tenant manage its members.').waitFor();
    expect(await page.getByRole('dialog').getByRole('combobox').count()).toBe(0);
  });

  it('changes nickname and password; the latter ends all sessions', async () => {
    const me = await aUser(testApp);
    const page = await at('/profile', me);
    await page.getByLabel('Nickname').fill('Ada');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor();
    await page.getByLabel('Current password').fill('not it at all');
    await page.getByRole('textbox', { name: 'New password', exact: true }).fill(FRESH_PASSWORD);
    await page.getByLabel('New password again').fill('something else');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('The passwords differ').waitFor();
    await page.getByLabel('New password again').fill(FRESH_PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('current_password is wrong').waitFor();
    await page.getByLabel('Current password').fill(me.password);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const before = await testApp.http.get('/api/v1/auth/me').set(me.headers);
    expect(before.status).toBe(401);
    await signIn(page, { email: me.email, password: FRESH_PASSWORD });
  });

  it('ends another session, and tells which is this one', async () => {
    const me = await aUser(testApp);
    const page = await at('/profile', me);
    await page.getByRole('listitem').filter({ hasText: 'This one' }).waitFor();
    await page.getByRole('listitem').filter({ hasNotText: 'This one' }).getByRole('button', { name: /^End/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End' }).click();
    await page.getByText('Session ended').waitFor();
    expect((await testApp.http.get('/api/v1/auth/me').set(me.headers)).status).toBe(401);
    await page.getByRole('radio', { name: '简体中文' }).click();
    await page.getByRole('heading', { name: '个人资料与会话' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'can be used by everybody: %s',
    async (scheme) => {
      const page = await at('/users', administrator, { scheme });
      for (const [path, row] of [
        ['/users', administrator.email],
        ['/tenants', 'Owner'],
        ['/tenants?tab=all', 'Rename'],
        ['/audit', 'Signed in'],
        ['/profile', 'This one'],
      ] as const) {
        await page.goto(`/console${path}`);
        await page.getByText(row).first().waitFor();
        expect([path, await violations(page)]).toEqual([path, []]);
      }
    },
    120_000,
  );

  it('speaks Chinese, also on a phone', async () => {
    const page = await at('/users', administrator, { language: 'zh', width: 390 });
    for (const [path, title] of [
      ['/users', '用户'],
      ['/tenants', '租户'],
      ['/audit', '审计日志'],
    ] as const) {
      await page.goto(`/console${path}`);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await page.getByRole('cell').first().waitFor();
      expect([path, await violations(page)]).toEqual([path, []]);
    }
  });
});
