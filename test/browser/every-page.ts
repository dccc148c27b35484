import type { Page } from 'playwright-core';
import { violations } from '../support/axe.js';
import { signIn, visit, type Visit } from '../support/browser.js';
import { aConsoleWorld, PAGES, type ConsoleWorld } from './console-world.js';
import { open } from './open-page.js';

const PHONE = 390;

/** In a file for each scheme: they take long, and files are run side by side. */
export function describeEveryPage(scheme: 'light' | 'dark'): void {
  let world: ConsoleWorld;
  let desk: Visit;
  let phone: Visit;

  beforeAll(async () => {
    world = await aConsoleWorld();
    desk = await visit(world.browser, world.testApp.url, { scheme });
    phone = await visit(world.browser, world.testApp.url, { scheme, width: PHONE, language: 'zh' });
    await signIn(desk.page, world.administrator);
    await signIn(phone.page, world.administrator);
  });

  afterAll(() => world.close());

  it.each(PAGES)('%s can be used by everybody', async (name) => {
    await open(desk.page, world.pages[name]);
    expect(await violations(desk.page)).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });

  it.each(PAGES)('%s fits a phone, in Chinese', async (name) => {
    await open(phone.page, world.pages[name]);
    expect(await widerThanTheScreen(phone.page)).toBe(0);
    expect(await phone.page.locator('h1').innerText()).not.toBe('');
    expect(await phone.page.locator('body').innerText()).not.toMatch(/\b[a-z]+\.[a-z]+[A-Z]\w+\b/);
    expect(phone.complaints).toEqual([]);
  });
}

async function widerThanTheScreen(page: Page): Promise<number> {
  return page.evaluate<number>(
    'Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)',
  );
}
