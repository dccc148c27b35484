import { signIn, visit, type Visit } from '../support/browser.js';
import { aConsoleWorld, type ConsoleWorld } from './console-world.js';
import { open } from './open-page.js';

describe('the playground', () => {
  let world: ConsoleWorld;
  let desk: Visit;

  beforeAll(async () => {
    world = await aConsoleWorld();
    desk = await visit(world.browser, world.testApp.url);
    await signIn(desk.page, world.administrator);
  });

  afterAll(() => world.close());

  afterEach(() => {
    world.fake.behave('well');
    expect(desk.complaints).toEqual([]);
  });

  it('streams an answer, says what it cost, and shows the request as code', async () => {
    const { page } = desk;
    await open(page, '/playground');
    await page.getByLabel('System prompt').fill('Be brief');
    await page.getByLabel('Message', { exact: true }).fill('Hello?');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('status', { name: 'How it went' }).waitFor();
    const log = page.getByRole('log');
    expect(await log.innerText()).toContain('Hello?');
    const said = (await log.innerText()).split('Model\n')[1];
    expect(said).toMatch(/\S/);
    const outcome = await page.getByRole('status', { name: 'How it went' }).innerText();
    expect(outcome).toContain('answered by gpt-4o-mini@OpenAI-API-Compatible');
    expect(outcome).toMatch(/\d+ tokens in, \d+ out/);
    expect(outcome).toMatch(/gateway \d+\.\d\d ms/);
    expect(world.fake.requests.at(-1)?.body).toMatchObject({
      model: 'gpt-4o-mini',
      stream: true,
      messages: [
        { role: 'system', content: 'Be brief' },
        { role: 'user', content: 'Hello?' },
      ],
    });
    await page.getByRole('button', { name: 'Show as code' }).click();
    await page.getByRole('tab', { name: 'Python' }).click();
    expect(await page.getByRole('tabpanel', { name: 'Python' }).innerText()).toContain(`${world.testApp.url}/v1/chat/`);
  });

  it('tells what the provider refused, and goes on', async () => {
    const { page } = desk;
    await open(page, '/playground');
    world.fake.behave('unauthorized');
    await page.getByLabel('Message', { exact: true }).fill('Hello?');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(/That did not work \(\d{3}\)/);
    expect(await page.getByRole('button', { name: 'Send' }).isEnabled()).toBe(true);
  });

  it('embeds, sorts and speaks', async () => {
    const { page } = desk;
    await open(page, '/playground?kind=embeddings');
    await page.getByLabel('Texts').fill('one\ntwo');
    await page.getByRole('button', { name: 'Embed' }).click();
    await page.getByText(/likeness to the first/).waitFor();
    await page.getByRole('tab', { name: 'Rerank' }).click();
    await page.getByLabel('Question').fill('which?');
    await page.getByLabel('Documents').fill('this\nthat');
    await page.getByRole('button', { name: 'Sort' }).click();
    await page.getByRole('progressbar', { name: 'How well it answers' }).first().waitFor();
    await page.getByRole('tab', { name: 'Speech' }).click();
    await page.getByLabel('Text', { exact: true }).fill('Good morning');
    await page.getByRole('button', { name: 'Speak' }).click();
    await page.getByLabel('The spoken text').waitFor();
  });
});
