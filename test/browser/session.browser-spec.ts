import { SessionsService } from '../../src/auth/sessions.service.js';
import { aUser, join } from '../support/actors.js';
import { signIn, visit, type Visit } from '../support/browser.js';
import { aConsoleWorld, type ConsoleWorld } from './console-world.js';
import { open } from './open-page.js';

describe('who is signed in to the console', () => {
  let world: ConsoleWorld;
  let desk: Visit;

  beforeAll(async () => {
    world = await aConsoleWorld();
  }, 60_000);

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
