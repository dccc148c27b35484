import type { ModelType } from '../../../src/kernel/model-type.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { FactoryCatalog } from '../../../src/providers/factory-catalog.js';
import type { Factory } from '../../../src/providers/factory.js';
import { aUser, type Actor } from '../../support/actors.js';
import { expectFailure } from '../../support/expect-envelope.js';
import { credentialFor, fakeKindOf, modelFor } from '../../support/fake-provider/fake-for-factory.js';
import { type FakeProvider, startFakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, modelsApi, storedCredentials } from './provider-world.js';

const ALL = new FactoryCatalog().list();
const CALLABLE = ALL.filter(({ available }) => available);
const WHOLE = CALLABLE.filter(({ models }) => models.length > 0);

/** Every field whose value must match a pattern. */
const PATTERNED = CALLABLE.flatMap((factory) =>
  factory.credentialFields.filter(({ pattern }) => pattern !== null).map((field) => ({ factory, field })),
);

let testApp: TestApp;
let owner: Actor;
let api: ReturnType<typeof modelsApi>;
let fake: FakeProvider;

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

afterAll(() => testApp.close());

/** What is kept for a model of the first type: the fields that belong to it. */
const credentialOf = (factory: Factory): Record<string, string> => {
  const names = factory.credentialFields
    .filter(({ types }) => types === undefined || types.includes(firstTypeOf(factory)))
    .map(({ name }) => name);
  return Object.fromEntries(
    Object.entries(credentialFor(factory, fake)).filter(([name, value]) => names.includes(name) && value !== ''),
  );
};

/** What a client sends to add the factory at the fake: every field that its surface asks for. */
const wholeBody = (factory: Factory): Record<string, unknown> => ({
  llm_factory: factory.name,
  base_url: fake.url,
  api_key: fake.apiKey ?? 'any-0123456789',
  ...credentialFor(factory, fake),
  ...Object.fromEntries(
    factory.credentialFields
      .filter(({ name, required }) => required && !credentialFor(factory, fake)[name])
      .map(({ name, default: usual }) => [name, usual === null || usual === '' ? 'some-value' : usual]),
  ),
});

const firstTypeOf = ({ modelTypes }: Factory): ModelType => modelTypes[0]!;

const singleBody = (factory: Factory): Record<string, unknown> => ({
  ...wholeBody(factory),
  llm_name: modelFor(factory, firstTypeOf(factory)),
  model_type: firstTypeOf(factory),
});

describe('each of the 52 factories', () => {
  it('is 52 of them, and all but FastEmbed and Builtin can be called', () => {
    expect(ALL).toHaveLength(52);
    expect(ALL.filter(({ available }) => !available).map(({ name }) => name)).toEqual(['FastEmbed', 'Builtin']);
  });

  it.each([
    ['FastEmbed', RetCode.DATA_ERROR, "FastEmbed runs inside RAGFlow's own process; there is no server to call"],
    ['Builtin', RetCode.ARGUMENT_ERROR, 'LLM factory Builtin is not allowed'],
  ])('refuses %s as documented', async (llm_factory, code, message) => {
    const response = await modelsApi(testApp, await aUser(testApp)).add({ llm_factory });
    expectFailure(response, 400, code, message);
  });

  describe.each(CALLABLE)('$name', (factory) => {
    beforeAll(async () => {
      fake = await startFakeProvider({ kind: fakeKindOf(factory) });
      owner = await aUser(testApp);
      api = modelsApi(testApp, owner);
    });

    afterAll(() => fake.close());

    it('is added with one model, listed and removed', async () => {
      const response = await api.add(singleBody(factory));
      expect([response.status, response.body]).toMatchObject([200, { code: RetCode.SUCCESS }]);

      expect(Object.keys(await api.configured())).toEqual([factory.name]);
      expect((await storedCredentials(testApp, owner)).map((each) => each.factory)).toEqual([factory.name]);
      expect(await storedCredentials(testApp, owner)).toMatchObject([
        { base_url: fake.url, credential: credentialOf(factory) },
      ]);

      expect((await api.remove({ llm_factory: factory.name })).body).toMatchObject({ code: RetCode.SUCCESS });
      expect(await api.configured()).toEqual({});
      expect(await storedCredentials(testApp, owner)).toEqual([]);
    });

    it.each(factory.credentialFields)('is refused when $name is no text', async ({ name }) => {
      const response = await api.add({ ...singleBody(factory), [name]: 5 });
      const kind = name === 'api_key' ? 'a string or an object' : 'a string';
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, `Field ${name} must be ${kind}`);
    });

    it('stores nothing of what was refused', async () => {
      expect(await storedCredentials(testApp, owner)).toEqual([]);
    });
  });

  describe('a field with a form', () => {
    beforeAll(async () => {
      owner = await aUser(testApp);
      api = modelsApi(testApp, owner);
    });

    it.each(PATTERNED)('refuses $factory.name when $field.name cannot be one', async ({ factory, field }) => {
      fake = await startFakeProvider({ kind: fakeKindOf(factory) });
      const response = await api.add({ ...singleBody(factory), [field.name]: 'nö such välue!' });
      await fake.close();

      const message = field.secret ? `Invalid ${field.name}` : `Invalid ${field.name}: nö such välue!`;
      expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
      expect(await storedCredentials(testApp, owner)).toEqual([]);
    });
  });

  describe.each(WHOLE)('$name, whole', (factory) => {
    beforeAll(async () => {
      fake = await startFakeProvider({ kind: fakeKindOf(factory) });
      owner = await aUser(testApp);
      api = modelsApi(testApp, owner);
    });

    afterAll(() => fake.close());

    it('comes with the models of its list, and goes with them', async () => {
      const response = await api.add(wholeBody(factory));
      expect([response.status, response.body]).toMatchObject([200, { code: RetCode.SUCCESS }]);

      const listed = (await api.configured())[factory.name]?.llm ?? [];
      expect(listed.map(({ name, type }) => `${type} ${name}`).sort()).toEqual(
        factory.models.map(({ name, type }) => `${type} ${name}`).sort(),
      );

      expect((await api.remove({ llm_factory: factory.name })).body).toMatchObject({ code: RetCode.SUCCESS });
      expect(await api.configured()).toEqual({});
    });
  });
});
