import { SessionsService } from '../../src/auth/sessions.service.js';
import { UsersService } from '../../src/tenants/users.service.js';
import { aUser, join, principalOf } from '../support/actors.js';
import { signIn, visit, type Visit } from '../support/browser.js';
import { aConsoleWorld, type ConsoleWorld } from './console-world.js';
import { open } from './open-page.js';

describe('who is signed in to the console', () => {
  let world: ConsoleWorld;
  let desk: Visit;

  beforeAll(async () => {
    world = await aConsoleWorld();
  });

  afterAll(() => world.close());

  beforeEach(async () => {
    desk = await visit(world.browser, world.testApp.url);
  });

  afterEach(() => desk.context.close());

  it('is asked to sign in again once the session ended elsewhere, and comes back to the page', async () => {
    const { page } = desk;
    const { app } = world.testApp;
    await signIn(page, world.administrator);
    const sessions = await app.get(SessionsService).list(world.administrator.user.id);
    for (const { id } of sessions) await app.get(SessionsService).end(world.administrator.user.id, id);
    await page.getByRole('link', { name: 'API Keys' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('E-mail address').fill(world.administrator.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(world.administrator.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'API Keys' }).waitFor();
  });

  it('sees what the role allows: administrators everything, others their own', async () => {
    const { page } = desk;
    const user = await aUser(world.testApp);
    await signIn(page, user);
    const links = page.getByRole('navigation').getByRole('link');
    expect(await links.allInnerTexts()).not.toContain('Users');
    await page.goto('/console/users');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('Not for you');
    await desk.context.clearCookies();
    await page.goto('/console/');
    await signIn(page, world.administrator);
    expect(await links.allInnerTexts()).toContain('Users');
  });

  it('acts for another tenant when chosen, and for their own again', async () => {
    const { page } = desk;
    const guest = await aUser(world.testApp);
    await join(world.testApp, guest, world.administrator.tenantId, 'member');
    await signIn(page, guest);
    await page.getByText('Connect a provider').first().waitFor();
    expect(await page.getByText('Chat models').count()).toBe(0);
    await page.getByRole('button', { name: 'Account' }).click();
    await page
      .getByRole('menuitem', { name: /ada@example\.com|ada/ })
      .last()
      .click();
    await page.getByText('Chat models').waitFor();
  });

  it('is never taken for somebody else who signed in beside, in another tab', async () => {
    const { page } = desk;
    const [former, next] = [await aUser(world.testApp), await aUser(world.testApp)];
    await signIn(page, former);
    const beside = await desk.context.newPage();
    await beside.goto('/console/');
    await beside.getByRole('button', { name: 'Account' }).click();
    await beside.getByRole('menuitem', { name: 'Sign out' }).click();
    await signIn(beside, next);

    // Within the page: what it shows is still the former's.
    await page.getByRole('link', { name: 'API Keys' }).click();
    await page.getByRole('heading', { name: 'API Keys', exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByText(next.email).waitFor();
    expect(await page.getByText(former.email).count()).toBe(0);
  });

  it('goes on acting for the tenant that a tab shows, whatever is chosen in another', async () => {
    const { page } = desk;
    const guest = await aUser(world.testApp);
    await join(world.testApp, guest, world.administrator.tenantId, 'member');
    await signIn(page, guest);
    const beside = await desk.context.newPage();
    await beside.goto('/console/');
    await beside.getByRole('button', { name: 'Account' }).click();
    await beside
      .getByRole('menuitem', { name: /ada@example\.com|ada/ })
      .last()
      .click();
    await beside.getByText('Chat models').waitFor();

    const asked = page.waitForRequest((request) => request.url().includes('/api/v1/keys'));
    await page.getByRole('link', { name: 'API Keys' }).click();
    expect((await asked).headers()['x-tenant-id']).toBeUndefined();
  });

  it('is told when the server could not be told of a sign-out', async () => {
    const { page } = desk;
    await signIn(page, world.administrator);
    await page.route('**/api/v1/auth/logout', (route) => route.abort());
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByText('Signed out in this tab only').waitFor();
  });

  it('is spoken to in the language of the account, where none was chosen', async () => {
    const { page } = desk;
    const user = await aUser(world.testApp);
    await world.testApp.app.get(UsersService).update(principalOf(user), user.user.id, { language: 'zh' });
    await signIn(page, user);
    await page.getByRole('heading', { name: '概览' }).waitFor();
  });

  it('is told of a lost connection, and that it is back', async () => {
    const { page } = desk;
    await signIn(page, world.administrator);
    await open(page, '/keys');
    await desk.context.setOffline(true);
    await page.getByText('You are offline').waitFor();
    await desk.context.setOffline(false);
    await page.getByText('You are offline').waitFor({ state: 'detached' });
  });
});
