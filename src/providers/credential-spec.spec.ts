import fc from 'fast-check';
import type { ModelType } from '../kernel/model-type.js';
import { readCredential } from './credential-spec.js';
import { FactoryCatalog } from './factory-catalog.js';
import type { Factory } from './factory.js';

const catalog = new FactoryCatalog();
const factory = (name: string): Factory => catalog.find(name)!;

/** A value that each field's pattern takes. */
const SAMPLES: Record<string, string> = {
  auth_mode: 'access_key_secret',
  bedrock_region: 'us-east-1',
  google_region: 'us-central1',
  api_version: '2024-02-01',
};

function sample(name: string): string {
  return SAMPLES[name] ?? `value-of-${name}`;
}

/** Every factory, once for each of its types whose fields differ. */
const CASES = catalog.list().flatMap((each) => {
  const types: (ModelType | null)[] = each.authKind === 'by_type' ? [...each.modelTypes] : [null];
  return types.map((type) => {
    const fields = each.credentialFields.filter((field) => type === null || field.types!.includes(type));
    return { name: each.name, type, fields, required: fields.filter(({ required }) => required).map((f) => f.name) };
  });
});
const complete = (fields: readonly { name: string }[]): Record<string, string> =>
  Object.fromEntries(fields.map(({ name }) => [name, sample(name)]));

describe('readCredential', () => {
  it.each(CASES)('takes all fields of $name ($type)', ({ name, type, fields }) => {
    const reading = readCredential(factory(name), { llm_factory: name, ...complete(fields) }, type);

    expect(reading).toMatchObject({ complete: true, missing: [], blank: [], wrongType: [], invalid: [] });
    expect(reading.credential).toEqual(complete(fields));
  });

  const GAPS = CASES.flatMap(({ required, ...rest }) => required.map((field) => ({ ...rest, field })));

  it.each(GAPS)('misses $field of $name ($type)', ({ name, type, fields, field }) => {
    const without = complete(fields.filter(({ name: each }) => each !== field));

    for (const input of [without, { ...without, [field]: null }, { ...without, [field]: '' }]) {
      const reading = readCredential(factory(name), input, type);
      expect(reading).toMatchObject({ complete: false, missing: [field], blank: [] });
      expect(reading.credential).toEqual(without);
    }
  });

  it.each(GAPS)('finds $field of $name ($type) blank or of the wrong type', ({ name, type, fields, field }) => {
    const given = complete(fields);

    expect(readCredential(factory(name), { ...given, [field]: ' \t' }, type).blank).toEqual([field]);
    expect(readCredential(factory(name), { ...given, [field]: 7 }, type).wrongType).toEqual([field]);
  });

  it.each(catalog.list().filter(({ authKind, selfDeployed }) => authKind === 'none' || selfDeployed))(
    'needs nothing for $name',
    ({ name }) => {
      expect(readCredential(factory(name), {}, null)).toMatchObject({ complete: true, missing: [] });
    },
  );

  it('lists fields in the order of the catalog', () => {
    expect(readCredential(factory('Google Cloud'), {}, null).missing).toEqual([
      'google_project_id',
      'google_region',
      'google_service_account_key',
    ]);
  });

  it('trims what it takes', () => {
    expect(readCredential(factory('OpenAI'), { api_key: ' sk-1\n' }, null).credential).toEqual({ api_key: 'sk-1' });
  });

  describe('fields inside api_key', () => {
    const inside = { ark_api_key: 'ark', endpoint_id: 'ep-1' };

    it.each([
      ['an object', inside],
      ['JSON', JSON.stringify(inside)],
    ])('reads them from %s', (_form, apiKey) => {
      expect(readCredential(factory('VolcEngine'), { api_key: apiKey }, null)).toMatchObject({
        complete: true,
        credential: inside,
      });
    });

    it('lets a flat field win, and an empty one not', () => {
      const input = { api_key: inside, ark_api_key: 'flat', endpoint_id: '' };

      expect(readCredential(factory('VolcEngine'), input, null).credential).toEqual({
        ark_api_key: 'flat',
        endpoint_id: 'ep-1',
      });
    });

    it('does not take the folded object for the api_key that is itself a field', () => {
      const folded = { api_version: '2024-10-21' };

      expect(readCredential(factory('Azure-OpenAI'), { api_key: folded }, null)).toMatchObject({
        missing: ['api_key'],
        credential: folded,
      });
      expect(readCredential(factory('OpenRouter'), { api_key: 'sk-or', provider_order: 'a, b' }, null)).toMatchObject({
        complete: true,
        credential: { api_key: 'sk-or', provider_order: 'a, b' },
      });
    });

    it('keeps a key that merely looks like JSON', () => {
      expect(readCredential(factory('OpenAI'), { api_key: '{"a":1}' }, null).credential).toEqual({
        api_key: '{"a":1}',
      });
      expect(readCredential(factory('OpenAI'), { api_key: '{broken' }, null).credential).toEqual({
        api_key: '{broken',
      });
    });

    it('refuses an object without any field of the factory, and an array', () => {
      expect(readCredential(factory('OpenAI'), { api_key: { key: 'x' } }, null).wrongType).toEqual(['api_key']);
      expect(readCredential(factory('OpenAI'), { api_key: ['x'] }, null).wrongType).toEqual(['api_key']);
    });
  });

  describe('a factory whose fields differ by type', () => {
    const spark = factory('XunFei Spark');

    it('wants those of one type when no type is named', () => {
      expect(readCredential(spark, { spark_api_password: 'p' }, null)).toMatchObject({ complete: true, missing: [] });
      expect(readCredential(spark, {}, null).missing).toHaveLength(4);
    });

    it('judges only those of the named type', () => {
      const reading = readCredential(spark, { spark_api_password: 'p' }, 'tts');

      expect(reading.fields.map(({ name }) => name)).toEqual(['spark_app_id', 'spark_api_secret', 'spark_api_key']);
      expect(reading.missing).toEqual(['spark_app_id', 'spark_api_secret', 'spark_api_key']);
      expect(reading.credential).toEqual({});
    });
  });

  describe('defaults', () => {
    it.each([
      ['Azure-OpenAI', { api_key: 'k' }, { api_key: 'k', api_version: '2024-10-21' }],
      ['OpenRouter', { api_key: 'k' }, { api_key: 'k', provider_order: '' }],
      ['Fish Audio', { fish_audio_ak: 'k' }, { fish_audio_ak: 'k', fish_audio_refid: '' }],
      ['VolcEngine', { ark_api_key: 'k' }, { ark_api_key: 'k', endpoint_id: '' }],
    ])('fills the gaps of %s only when asked to', (name, input, credential) => {
      expect(readCredential(factory(name), input, null, { useDefaults: true })).toMatchObject({
        complete: true,
        credential,
      });
      expect(readCredential(factory(name), input, null).missing).toHaveLength(1);
    });
  });

  describe('patterns', () => {
    const keys = { bedrock_ak: 'AKIA', bedrock_sk: 's' };

    it.each(['iam_role', 'assume_role', 'default'])('refuses the AWS identity of the server (%s)', (mode) => {
      const input = { ...keys, bedrock_region: 'eu-west-1', auth_mode: mode };

      expect(readCredential(factory('Bedrock'), input, null).invalid).toEqual([
        { name: 'auth_mode', message: `Invalid auth_mode: ${mode}` },
      ]);
    });

    it.each(['evil.example/#', 'eu west', 'EU', '../x'])('keeps %s out of a host name', (region) => {
      const reading = readCredential(factory('Bedrock'), { ...keys, bedrock_region: region }, null);

      expect(reading.complete).toBe(false);
      expect(reading.invalid).toEqual([{ name: 'bedrock_region', message: `Invalid bedrock_region: ${region}` }]);
      expect(reading.credential).toEqual(keys);
    });
  });

  it('never reads inherited fields and never throws', () => {
    const inheriting = Object.create({ api_key: 'inherited' }) as Record<string, unknown>;
    expect(readCredential(factory('OpenAI'), inheriting, null)).toMatchObject({
      missing: ['api_key'],
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...catalog.list()),
        fc.dictionary(fc.string(), fc.anything()),
        fc.anything(),
        (each, input, key) => {
          const reading = readCredential(each, { ...input, api_key: key }, null);
          expect(Object.values(reading.credential).every((value) => typeof value === 'string')).toBe(true);
        },
      ),
    );
  });
});
