import { aUser, type Actor } from '../support/actors.js';
import { violations } from '../support/axe.js';
import { ModelsWorld } from './models-world.js';

const XSS = '<img src=x onerror="document.title=1">';

describe('providers in the console', () => {
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
    world.provider.behave('well');
    expect(await world.leave()).toEqual([]);
  });

  it('are found by name and by type', async () => {
    const { page } = await world.open(owner);
    await page.goto('/console/providers');
    await page.getByText('No provider connected yet').waitFor();
    await page.getByRole('searchbox', { name: 'Search providers' }).fill('voy');
    await page.getByText('1 provider', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Voyage AI' }).waitFor();
    await page.getByText('Text to speech', { exact: true }).click();
    await page.getByText('No provider matches').waitFor();
    expect(new URL(page.url()).search).toBe('?search=voy&type=tts');
    await page.reload();
    await page.getByText('No provider matches').waitFor();
  });

  it('are tried before they are connected; a refusal says why, and what was typed stays', async () => {
    const { page } = await world.open(owner);
    await page.goto('/console/providers/connect/OpenAI');
    await page.getByRole('textbox', { name: 'API key' }).fill('sk-mistyped');
    await page.getByRole('textbox', { name: 'Base URL' }).fill(world.provider.url);
    await page.getByRole('button', { name: 'Verify' }).click();
    const results = page.getByRole('list', { name: 'Verification' });
    await results.getByText('Key refused').first().waitFor();
    expect(await results.getByRole('listitem').count()).toBe(2);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Not saved: the provider did not accept it').waitFor();
    expect(await page.getByRole('textbox', { name: 'API key' }).inputValue()).toBe('sk-mistyped');
    expect(await world.send(owner, 'get', '/api/v1/credentials')).toMatchObject({ items: [] });

    await page.getByRole('textbox', { name: 'API key' }).fill(world.provider.credential['api_key'] ?? '');
    await page.getByRole('button', { name: 'Verify' }).click();
    await results.getByText('Works').nth(1).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'OpenAI', level: 1 }).waitFor();
    await page.getByRole('cell', { name: 'gpt-4o-mini', exact: true }).waitFor();
  });

  it('can be saved although the provider refuses', async () => {
    const { page } = await world.open(owner);
    world.provider.behave('unauthorized');
    await page.goto('/console/providers/connect/DeepSeek');
    await page.getByRole('textbox', { name: 'Name' }).fill('For later');
    await page.getByRole('textbox', { name: 'API key' }).fill('sk-later');
    await page.getByRole('textbox', { name: 'Base URL' }).fill(world.provider.url);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Save all the same' }).click();
    await page.getByRole('heading', { name: 'For later', level: 1 }).waitFor();
    await page.goto('/console/providers');
    await page.getByRole('link', { name: 'For later' }).waitFor();
    await page.getByText('Not verified').waitFor();
  });

  it('say at its field what the server does not take', async () => {
    const { page } = await world.open(owner);
    await page.goto('/console/providers/connect/Ollama');
    await page.getByRole('textbox', { name: 'Base URL' }).fill('no address');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('[aria-invalid=true]').waitFor();
    expect(await page.getByRole('textbox', { name: 'Base URL' }).getAttribute('aria-invalid')).toBe('true');
  });

  it('ask for models at once where none come along', async () => {
    const { page } = await world.open(owner);
    await page.goto('/console/providers/connect/OpenAI-API-Compatible');
    await page.getByRole('textbox', { name: 'API key' }).fill(world.provider.credential['api_key'] ?? '');
    await page.getByRole('textbox', { name: 'Base URL' }).fill(world.provider.url);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Models of the provider' });
    await dialog.getByRole('searchbox').fill('gpt');
    await dialog.getByRole('checkbox', { name: /gpt-4o-mini/ }).check();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add 1 model' }).click();
    await page.getByRole('cell', { name: 'gpt-4o-mini', exact: true }).waitFor();
  });

  it('have models that are switched, timed, added and removed', async () => {
    const id = await world.connected(owner);
    const models = async () =>
      ((await world.send(owner, 'get', `/api/v1/credentials/${id}/models`)) as { items: { name: string }[] }).items;
    const { page } = await world.open(owner);
    await page.goto(`/console/providers/${id}`);
    const enabled = page.getByRole('switch', { name: 'Use gpt-4o', exact: true });
    await enabled.focus();
    await page.keyboard.press('Space');
    await page.waitForResponse((response) => response.url().endsWith('/models') && response.ok());
    expect(await models()).toContainEqual(expect.objectContaining({ name: 'gpt-4o', enabled: false }));

    await page.getByRole('button', { name: 'Time-outs of gpt-4o-mini' }).click();
    await page.getByRole('textbox', { name: 'Until the answer begins' }).fill('2.5');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Time-outs saved').waitFor();
    expect(await models()).toContainEqual(
      expect.objectContaining({ name: 'gpt-4o-mini', timeouts: { first_byte_ms: 2500 } }),
    );

    const prices = page.getByRole('button', { name: 'Own price of gpt-4o-mini' });
    await prices.click();
    await page.getByRole('textbox', { name: 'Input tokens' }).fill('a lot');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('must be US dollars as text').waitFor();
    await page.getByRole('textbox', { name: 'Input tokens' }).fill('0.20');
    await page.getByRole('textbox', { name: 'Output tokens' }).fill('0.80');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('$0.20 / M in · $0.80 / M out').waitFor();
    expect(await models()).toContainEqual(
      expect.objectContaining({ name: 'gpt-4o-mini', price: { input: '0.20', output: '0.80' } }),
    );
    await prices.click();
    await page.getByRole('textbox', { name: 'Input tokens' }).fill('');
    await page.getByRole('textbox', { name: 'Output tokens' }).fill('');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('$0.20 / M in · $0.80 / M out').waitFor({ state: 'detached' });
    expect(await models()).toContainEqual(expect.objectContaining({ name: 'gpt-4o-mini', price: null }));

    await page.getByRole('button', { name: 'Add model' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('our-own');
    await page.getByRole('dialog').getByRole('button', { name: 'Add model' }).click();
    await page.getByRole('cell', { name: 'our-own', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Remove our-own' }).click();
    await page.getByRole('button', { name: 'Remove model' }).click();
    await page.getByText('our-own removed').waitFor();
    expect(await models()).toHaveLength(3);
  });

  it('keep their secret while the rest is changed', async () => {
    const id = await world.connected(owner);
    const { page } = await world.open(owner);
    await page.goto(`/console/providers/${id}?tab=connection`);
    await page.getByRole('textbox', { name: 'Name' }).fill(XSS);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: XSS, level: 1 }).waitFor();
    await page.getByRole('textbox', { name: 'Base URL' }).fill('https://elsewhere.example/v1');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('base_url can only be changed together with the whole credential').waitFor();
    world.provider.behave('unauthorized');
    await page.getByRole('button', { name: 'Verify again' }).click();
    await page.getByText('Key refused').first().waitFor();
    expect(await world.send(owner, 'get', `/api/v1/credentials/${id}`)).toMatchObject({
      label: XSS,
      base_url: world.provider.url,
    });
  });

  it('name what uses them before they go', async () => {
    const id = await world.connected(owner);
    await world.send(owner, 'post', '/api/v1/models/default', { llm_id: 'gpt-4o-mini' });
    await world.send(owner, 'post', '/api/v1/aliases', { name: 'house', targets: [{ model: 'gpt-4o' }] });
    const { page } = await world.open(owner);
    await page.goto(`/console/providers/${id}`);
    await page.getByRole('button', { name: 'Remove provider' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove provider' }).click();
    await page.getByText('Alias “house”').waitFor();
    await page.getByText('Your default for chat: gpt-4o-mini').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove all the same' }).click();
    await page.getByText('No provider connected yet').waitFor();
  });

  it('are shared with tenants, whose members see the models and nothing else', async () => {
    const other = await aUser(world.testApp);
    const id = await world.connected(owner);
    const { page } = await world.open(owner);
    await page.goto(`/console/providers/${id}?tab=sharing`);
    expect(await page.getByRole('radio', { name: 'Every tenant of this instance' }).isDisabled()).toBe(true);
    await page.getByRole('radio', { name: 'Chosen tenants' }).check();
    await page.getByRole('combobox', { name: 'Tenants' }).fill(other.tenantId);
    await page.getByRole('option', { name: other.tenantId }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Sharing saved').waitFor();

    const theirs = await world.open(other);
    await theirs.page.goto('/console/providers');
    await theirs.page.getByText('Shared with you').waitFor();
    await theirs.page.goto(`/console/providers/${id}`);
    await theirs.page.getByText('only its owner may see or change it').waitFor();
    expect(await theirs.page.getByText(world.provider.url).count()).toBe(0);
  });
});
