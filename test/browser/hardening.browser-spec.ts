import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signIn, visit, type Visit } from '../support/browser.js';
import { aConsoleWorld, PAGES, type ConsoleWorld } from './console-world.js';
import { open } from './open-page.js';

/** What would run if a page took it for its own. */
const HOSTILE = `"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script>{{constructor.constructor('window.pwned=1')()}}`;

const NAME_LENGTH = 100;

describe('what others could try on the console', () => {
  let world: ConsoleWorld;
  let desk: Visit;
  let elsewhere: { server: Server; url: string; page: string };

  beforeAll(async () => {
    world = await aConsoleWorld((plain) => `${plain} ${HOSTILE}`.slice(0, NAME_LENGTH));
    desk = await visit(world.browser, world.testApp.url);
    await signIn(desk.page, world.administrator);
    elsewhere = await anotherSite();
  });

  afterAll(async () => {
    elsewhere.server.close();
    await world.close();
  });

  it.each(PAGES)('%s shows hostile names as what they are', async (name) => {
    await open(desk.page, world.pages[name]);
    expect(await desk.page.evaluate('window.pwned')).toBeUndefined();
    expect(await desk.page.locator('img[src=x]').count()).toBe(0);
    expect(desk.complaints).toEqual([]);
  });

  it('can not be framed by another site', async () => {
    elsewhere.page = `<iframe src="${world.testApp.url}/console/keys"></iframe>`;
    const other = await visit(world.browser, elsewhere.url);
    await other.page.goto('/');
    await other.page.waitForLoadState('networkidle');
    const [, frame] = other.page.frames();
    expect(await frame!.locator('body').innerText()).not.toContain('Latchkey');
    expect(other.complaints.join()).toMatch(/frame-ancestors|refused to connect|X-Frame-Options/i);
    await other.context.close();
  });

  it('gives another site neither a token nor an answer', async () => {
    elsewhere.page = `<form method="post" action="${world.testApp.url}/api/v1/auth/refresh"><button>Go</button></form>`;
    // The site is another origin of the same host, which is the most that SameSite=Strict lets through.
    const page = await desk.context.newPage();
    await page.goto(elsewhere.url);
    const read = await page.evaluate<string>(
      `fetch(${JSON.stringify(`${world.testApp.url}/api/v1/auth/refresh`)}, { method: 'POST', credentials: 'include' })
         .then((answer) => answer.text(), (error) => 'kept from it: ' + error.name)`,
    );
    expect(read).toBe('kept from it: TypeError');
    await page.close();
    await open(desk.page, '/keys');
    expect(await desk.page.locator('h1').innerText()).toBe('API Keys');
  });

  it('runs no script that is not its own', async () => {
    await open(desk.page, '/keys');
    const before = desk.complaints.length;
    await desk.page.evaluate(`{
      const script = document.createElement('script');
      script.textContent = 'window.pwned = 1';
      document.body.append(script);
    }`);
    expect(await desk.page.evaluate('window.pwned')).toBeUndefined();
    expect(desk.complaints.splice(before).join()).toMatch(/Content Security Policy/);
  });
});

async function anotherSite(): Promise<{ server: Server; url: string; page: string }> {
  const site = { page: '', url: '', server: createServer() };
  site.server.on('request', (_request, response) => {
    response.setHeader('content-type', 'text/html').end(site.page);
  });
  await new Promise<void>((resolve) => site.server.listen(0, '127.0.0.1', resolve));
  site.url = `http://localhost:${(site.server.address() as AddressInfo).port}`;
  return site;
}
