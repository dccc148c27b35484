import { aUser, type Actor } from '../../support/actors.js';
import { expectSuccess } from '../../support/expect-envelope.js';
import { closedPortUrl } from '../../support/fake-provider/closed-port.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { added, ALLOW_LOOPBACK, fakesPerTest, modelsApi, storedCredentials } from './provider-world.js';

const ROUNDS = Array.from({ length: 12 }, (_unused, round) => round);

let testApp: TestApp;
let server: string;
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
  server = await closedPortUrl();
});

afterAll(() => testApp.close());

const ollama = (llm_name: string, base_url = server) => ({
  llm_factory: 'Ollama',
  base_url,
  llm_name,
  model_type: 'chat',
});

/** Several tenants at once, so that the calls of each meet in the database. */
async function inEveryRound(play: (actor: Actor, api: ReturnType<typeof modelsApi>) => Promise<void>): Promise<void> {
  await Promise.all(
    ROUNDS.map(async () => {
      const actor = await aUser(testApp);
      await play(actor, modelsApi(testApp, actor));
    }),
  );
}

const namesOf = async (api: ReturnType<typeof modelsApi>) =>
  ((await api.configured())['Ollama']?.llm ?? []).map(({ name }) => name);

describe('calls about models that meet', () => {
  it('adds one factory several times at once, and it is there once', async () => {
    const fake = await aFake();
    const body = { llm_factory: 'OpenAI', api_key: fake.apiKey, base_url: fake.url };
    const owner = await aUser(testApp);
    const api = modelsApi(testApp, owner);
    const answers = await Promise.all([api.add(body), api.add(body), api.add(body), api.add(body)]);
    for (const answer of answers) expectSuccess(answer, true);
    const names = (await api.configured())['OpenAI']!.llm.map(({ type, name }) => `${type} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(await storedCredentials(testApp, owner)).toHaveLength(1);
  });

  it('adds one model at several addresses at once, and it ends at one of them', async () => {
    const servers = [await closedPortUrl(), await closedPortUrl(), await closedPortUrl()];
    await inEveryRound(async (actor, api) => {
      const answers = await Promise.all(servers.map((url) => api.add(ollama('a', url))));
      for (const answer of answers) expectSuccess(answer, true);
      expect(await namesOf(api)).toEqual(['a']);
      expect(await storedCredentials(testApp, actor)).toHaveLength(1);
    });
  });

  it('adds different models at once, and loses none', async () => {
    await inEveryRound(async (actor, api) => {
      const names = ['a', 'b', 'c', 'd'];
      const answers = await Promise.all(names.map((name) => api.add(ollama(name))));
      for (const answer of answers) expectSuccess(answer, true);
      expect((await namesOf(api)).sort()).toEqual(names);
      expect(await storedCredentials(testApp, actor)).toHaveLength(1);
    });
  });

  it('removes one factory twice at once, and only one finds it', async () => {
    await inEveryRound(async (actor, api) => {
      await added(testApp, actor, ollama('a'));
      const body = { llm_factory: 'Ollama' };
      const answers = await Promise.all([api.remove(body), api.remove(body)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    });
  });

  it('sets a default while its factory is removed, and leaves none behind', async () => {
    await inEveryRound(async (actor, api) => {
      await added(testApp, actor, ollama('a'), ollama('b'), { ...ollama('e'), model_type: 'embedding' });
      await api.setDefaults({ llm_id: 'b' });
      const [removal, ...settings] = await Promise.all([
        api.remove({ llm_factory: 'Ollama' }),
        api.setDefaults({ llm_id: 'a', embd_id: 'e' }),
        api.setDefaults({ embd_id: 'e', llm_id: 'b' }),
        api.setDefaults({ llm_id: 'a@Ollama' }),
      ]);
      expectSuccess(removal, true);
      expect(settings.filter(({ status }) => status !== 200 && status !== 400).map(({ text }) => text)).toEqual([]);
      expect((await api.defaults()).body.data).toMatchObject({ llm_id: '', embd_id: '' });
    });
  });

  it('sets different defaults at once, and keeps all', async () => {
    await inEveryRound(async (actor, api) => {
      await added(testApp, actor, ollama('a'), { ...ollama('e'), model_type: 'embedding' });
      const answers = await Promise.all([api.setDefaults({ llm_id: 'a' }), api.setDefaults({ embd_id: 'e' })]);
      for (const answer of answers) expectSuccess(answer, true);
      expect((await api.defaults()).body.data).toMatchObject({ llm_id: 'a', embd_id: 'e' });
    });
  });
});
