import { anAdministrator, aUser, join, type Actor } from '../support/actors.js';
import { violations } from '../support/axe.js';
import { ModelsWorld } from './models-world.js';

describe('default models and aliases in the console', () => {
  let world: ModelsWorld;
  let owner: Actor;

  beforeAll(async () => {
    world = await ModelsWorld.start();
  });

  afterAll(() => world.close());

  beforeEach(async () => {
    owner = await aUser(world.testApp);
  });

  afterEach(async () => {
    expect(await world.leave()).toEqual([]);
  });

  it('has defaults that are chosen and cleared', async () => {
    await world.connected(owner);
    const defaults = () => world.send(owner, 'get', '/api/v1/models/default');
    const { page } = await world.open(owner);
    await page.goto('/console/defaults');
    await page.getByRole('combobox', { name: 'Chat' }).fill('gpt-4o-mini');
    await page.getByRole('option', { name: 'gpt-4o-mini' }).click();
    await page.getByRole('combobox', { name: 'Image to text' }).click();
    await page.getByRole('option', { name: 'gpt-4o', exact: true }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Default models saved').waitFor();
    expect(await defaults()).toMatchObject({ llm_id: 'gpt-4o-mini@OpenAI', img2txt_id: 'gpt-4o@OpenAI', embd_id: '' });
    await page.reload();
    await page.getByRole('button', { name: 'Clear Chat' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Default models saved').waitFor();
    expect(await defaults()).toMatchObject({ llm_id: '', img2txt_id: 'gpt-4o@OpenAI' });
  });

  it("lets administrators set the instance's defaults, which tenants see in empty slots", async () => {
    const administrator = await anAdministrator(world.testApp);
    const id = await world.connected(administrator);
    await world.send(administrator, 'put', `/api/v1/credentials/${id}/shares`, { all: true });
    const { page } = await world.open(administrator);
    await page.goto('/console/defaults');
    await page.getByRole('tab', { name: 'Whole instance' }).click();
    await page.getByRole('combobox', { name: 'Embedding' }).click();
    await page.getByRole('option', { name: 'text-embedding-3-small' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Default models saved').waitFor();

    const theirs = await world.open(owner);
    await theirs.page.goto('/console/defaults');
    await theirs.page.getByPlaceholder('text-embedding-3-small@OpenAI (from the instance)').waitFor();
    expect(await theirs.page.getByRole('tab').count()).toBe(0);
  });

  it('has aliases that are made, put in order, weighed and removed', async () => {
    await world.connected(owner);
    const { page } = await world.open(owner);
    await page.goto('/console/aliases');
    await page.getByText('No aliases yet').waitFor();
    await page.getByRole('button', { name: 'Create alias' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('<b>house</b>');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Choose a model').waitFor();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('home');
    await dialog.getByRole('combobox', { name: 'Model 1' }).click();
    await page.getByRole('option', { name: 'gpt-4o-mini' }).click();
    await dialog.getByRole('button', { name: 'Add model' }).click();
    await dialog.getByRole('combobox', { name: 'Model 2' }).click();
    // One type only: what embeds is not offered beside what chats.
    expect(await page.getByRole('option').allInnerTexts()).toEqual(['gpt-4o-mini', 'gpt-4o']);
    await page.getByRole('option', { name: 'gpt-4o', exact: true }).click();
    await dialog.getByRole('button', { name: 'Move model 2 up' }).click();
    await dialog.getByRole('radio', { name: 'By weight' }).check();
    await dialog.getByRole('textbox', { name: 'Weight 1' }).fill('3');
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: 'home', exact: true }).waitFor();
    await page.getByText('75 %').waitFor();
    expect(await page.title()).toBe('Aliases · Latchkey');
    expect(await world.send(owner, 'get', '/api/v1/aliases')).toMatchObject({
      items: [{ name: 'home', strategy: 'weighted', targets: [{ model: 'gpt-4o@OpenAI', weight: 3 }, { weight: 1 }] }],
    });

    await page.getByRole('button', { name: 'Edit' }).click();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('house');
    await dialog.getByRole('button', { name: 'Take out model 2' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: 'house', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Remove house' }).click();
    await dialog.getByText('gpt-4o@OpenAI').waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Remove alias' }).click();
    await page.getByText('No aliases yet').waitFor();
  });

  it('lets members look, and says why they can do no more', async () => {
    const member = await aUser(world.testApp);
    await join(world.testApp, member, owner.tenantId, 'member');
    const id = await world.connected(owner);
    const { page } = await world.open(member);
    await page.evaluate(`localStorage.setItem('latchkey.tenant', '${owner.tenantId}')`);
    await page.goto('/console/providers');
    await page.getByText('You can look, not change').waitFor();
    await page.getByRole('link', { name: 'OpenAI' }).waitFor();
    expect(await page.getByRole('link', { name: 'Anthropic' }).count()).toBe(0);
    await page.goto(`/console/providers/${id}`);
    await page.getByRole('cell', { name: 'gpt-4o', exact: true }).waitFor();
    expect(await page.getByRole('switch', { name: 'Use gpt-4o', exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /Remove|Discover|Add/ }).count()).toBe(0);
    await page.goto('/console/providers/connect/OpenAI');
    await page.getByText('You can look, not change').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await page.goto('/console/defaults');
    await page.getByText('You can look, not change').waitFor();
    expect(await page.getByRole('combobox', { name: 'Chat' }).isDisabled()).toBe(true);
    await page.goto('/console/aliases');
    await page.getByText('No aliases yet').waitFor();
    expect(await page.getByRole('button', { name: 'Create alias' }).count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)(
    'can be used by everybody in all its parts, %s',
    async (scheme) => {
      const administrator = await anAdministrator(world.testApp);
      const id = await world.connected(administrator);
      const { page } = await world.open(administrator, { scheme });
      const found: string[] = [];
      for (const [path, sign] of [
        ['/providers/connect/Bedrock', 'Verification'],
        [`/providers/${id}?tab=connection`, 'Verify again'],
        [`/providers/${id}?tab=sharing`, 'Only this tenant'],
        ['/defaults?of=instance', 'Reads texts aloud.'],
      ] as const) {
        await page.goto(`/console${path}`);
        await page.getByText(sign).first().waitFor();
        found.push(...(await violations(page)));
      }
      expect(found).toEqual([]);
    },
    120_000,
  );

  it('speaks Chinese', async () => {
    await world.connected(owner);
    const { page } = await world.open(owner, { language: 'zh' });
    await page.goto('/console/providers');
    await page.getByRole('heading', { name: '连接供应商' }).waitFor();
    await page.getByText(/^3 个模型 · 验证于/).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
