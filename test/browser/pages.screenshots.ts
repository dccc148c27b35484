import { mkdir } from 'node:fs/promises';
import { signIn, visit, type Visit } from '../support/browser.js';
import { aConsoleWorld, PAGES, type ConsoleWorld } from './console-world.js';
import { open } from './open-page.js';

const FOLDER = 'docs/screenshots';

/** Pictures of every page for the documentation: `npm run screenshots`. */
describe.each(['light', 'dark'] as const)('pictures, %s', (scheme) => {
  let world: ConsoleWorld;
  let desk: Visit;

  beforeAll(async () => {
    world = await aConsoleWorld();
    desk = await visit(world.browser, world.testApp.url, { scheme });
    await mkdir(FOLDER, { recursive: true });
    await desk.page.goto('/console/sign-in');
    await desk.page.locator('h1').waitFor();
    await desk.page.screenshot({ path: `${FOLDER}/sign-in-${scheme}.png` });
    await signIn(desk.page, world.administrator);
  });

  afterAll(() => world.close());

  it.each(PAGES)('%s', async (name) => {
    await open(desk.page, world.pages[name]);
    await desk.page.screenshot({ path: `${FOLDER}/${name}-${scheme}.png`, animations: 'disabled' });
    expect(desk.complaints).toEqual([]);
  });
});
