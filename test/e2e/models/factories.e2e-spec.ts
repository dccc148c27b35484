import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

type Json = Record<string, unknown>;

interface FactoryRecord extends Json {
  name: string;
  model_types: string[];
  model_count: number;
  available: boolean;
  unavailable_reason: string | null;
  credential_fields: Json[];
}

interface FactoryDetail extends FactoryRecord {
  models: (Json & { type: string })[];
}

/** Each field with the kinds of value it may have. */
const FACTORY = {
  name: 'text',
  tags: 'list',
  model_types: 'list',
  base_url: 'text or null',
  base_url_required: 'boolean',
  self_deployed: 'boolean',
  dialect: 'text',
  available: 'boolean',
  unavailable_reason: 'text or null',
  credential_fields: 'list',
  model_count: 'number',
};
const FIELD = {
  name: 'text',
  label: 'text',
  secret: 'boolean',
  required: 'boolean',
  pattern: 'text or null',
  default: 'text or null',
};
const MODEL = {
  name: 'text',
  type: 'text',
  max_tokens: 'number or null',
  context_length: 'number or null',
  abilities: 'list',
};

const isOfKind: Record<string, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  'text or null': (value) => value === null || typeof value === 'string',
  number: (value) => Number.isInteger(value),
  'number or null': (value) => value === null || Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value),
};

/** Fields that are missing, too many, or of another kind than the shape says. */
function misfits(value: Json, shape: Record<string, string>): string[] {
  const names = new Set([...Object.keys(value), ...Object.keys(shape)]);
  return [...names].filter((name) => isOfKind[shape[name] ?? '']?.(value[name]) !== true);
}

let testApp: TestApp;
let user: Actor;
let factories: FactoryRecord[];

const get = (path = '') => testApp.http.get(`/api/v1/factories${path}`).set(user.headers);

beforeAll(async () => {
  testApp = await startTestApp();
  user = await aUser(testApp);
  factories = (await get()).body.data as FactoryRecord[];
});

afterAll(() => testApp.close());

describe('GET /api/v1/factories', () => {
  it('has all 52 in one shape, without their models', async () => {
    expectSuccess(await get(), factories);
    expect(factories.flatMap((factory) => misfits(factory, FACTORY).map((field) => [factory.name, field]))).toEqual([]);
    expect(factories).toHaveLength(52);
  });

  it('describes every credential field in one shape, with its types where they matter', () => {
    const fields = factories.flatMap(({ name, credential_fields }) =>
      credential_fields.map((field) => ({ name, field })),
    );
    const plain = fields.filter(({ field }) => !('types' in field));
    const byType = fields.filter(({ field }) => 'types' in field);
    expect(plain.flatMap(({ field }) => misfits(field, FIELD))).toEqual([]);
    expect(byType.flatMap(({ field }) => misfits(field, { ...FIELD, types: 'list' }))).toEqual([]);
    expect(byType.map(({ name, field }) => [name, field['name'], field['types']])).toEqual([
      ['XunFei Spark', 'spark_api_password', ['chat']],
      ['XunFei Spark', 'spark_app_id', ['tts']],
      ['XunFei Spark', 'spark_api_secret', ['tts']],
      ['XunFei Spark', 'spark_api_key', ['tts']],
    ]);
  });

  it('says why a factory is not available, and only then', () => {
    const contradictory = factories.filter(
      ({ available, unavailable_reason: reason }) => available !== (reason === null),
    );
    expect(contradictory.map(({ name }) => name)).toEqual([]);
  });

  it('is for users and keys that may read models', async () => {
    const { token } = await aKey(testApp, user, { scopes: ['models:read'] });
    expectSuccess(await testApp.http.get('/api/v1/factories').set('x-api-key', token), factories);
    const stranger = await testApp.http.get('/api/v1/factories');
    expectFailure(stranger, 401, RetCode.UNAUTHORIZED, 'Authentication required');
    const other = await aKey(testApp, user, { scopes: ['inference'] });
    const refused = await testApp.http.get('/api/v1/factories').set('x-api-key', other.token);
    expectFailure(refused, 403, RetCode.FORBIDDEN, 'The API key lacks the scope models:read');
  });
});

describe('GET /api/v1/factories/:name', () => {
  it('has of each factory its record and its models, all of types that it has', async () => {
    for (const factory of factories) {
      const response = await get(`/${encodeURIComponent(factory.name)}`);
      const { models, ...record } = response.body.data as FactoryDetail;
      expectSuccess(response, { ...factory, models });
      expect(record['model_count']).toBe(models.length);
      expect(models.flatMap((model) => misfits(model, MODEL))).toEqual([]);
      expect(models.filter(({ type }) => !factory.model_types.includes(type))).toEqual([]);
    }
  });

  it('tells what models cost, where it is asked for', async () => {
    const { models } = (await get('/OpenAI?include_prices=true')).body.data as FactoryDetail;
    expect(models.find(({ name }) => name === 'gpt-4o-mini')).toMatchObject({
      price: { usd_per_million: { input: '0.15', output: '0.6', cache_read: '0.075' }, long_prompt: null },
      max_output_tokens: 16_384,
      ends_on: '2027-01-14',
    });
    const response = await get('/OpenAI?include_prices=maybe');
    expect([response.status, response.body]).toMatchObject([400, { errors: [{ field: 'include_prices' }] }]);
  });

  it('tells which models are built in', async () => {
    const models = (await get('/Builtin')).body.data.models as Json[];
    expect(models.map(({ name, max_tokens }) => [name, max_tokens])).toEqual([
      ['BAAI/bge-small-en-v1.5', 512],
      ['BAAI/bge-m3', 8192],
      ['Qwen/Qwen3-Embedding-0.6B', 32_768],
    ]);
  });

  it.each(['Nobody', 'openai', '__proto__', 'constructor', 'OpenAI ', 'a/b'])('does not know %j', async (name) => {
    const response = await get(`/${encodeURIComponent(name)}`);
    expectFailure(response, 404, RetCode.NOT_FOUND, `Factory ${name} not found`);
  });

  it('refuses a name that cannot be stored', async () => {
    const response = await get('/a%00b');
    expectFailure(response, 400, RetCode.ARGUMENT_ERROR, 'Field path contains invalid characters');
  });

  it('refuses strangers', async () => {
    const response = await testApp.http.get('/api/v1/factories/OpenAI');
    expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Authentication required');
  });
});
