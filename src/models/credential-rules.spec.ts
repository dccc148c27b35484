import { BadInputError } from '../kernel/app-error.js';
import type { ModelType } from '../kernel/model-type.js';
import { FactoryCatalog } from '../providers/factory-catalog.js';
import { readRequestCredential } from './credential-rules.js';

const catalog = new FactoryCatalog();

const read = (factory: string, fields: Record<string, unknown>, type: ModelType | null = null) =>
  readRequestCredential(catalog.find(factory)!, { llm_factory: factory, ...fields }, type);
const refusal = (factory: string, fields: Record<string, unknown>, type: ModelType | null = null): unknown => {
  try {
    return read(factory, fields, type);
  } catch (error) {
    return error;
  }
};
const badInput = (message: string) => new BadInputError(message);

describe('readRequestCredential', () => {
  describe('of one api_key', () => {
    it.each<[string, ModelType | null, unknown, string]>([
      [
        'nothing',
        null,
        undefined,
        'api_key or appropriate authentication fields are required for factory-level addition',
      ],
      ['null', null, null, 'api_key or appropriate authentication fields are required for factory-level addition'],
      [
        'an empty text',
        null,
        '',
        'api_key or appropriate authentication fields are required for factory-level addition',
      ],
      ['blanks', null, ' ', 'api_key is required for factory-level addition'],
      ['nothing', 'chat', undefined, 'api_key is required for individual model addition'],
      ['blanks', 'chat', ' ', 'api_key is required for individual model addition'],
      ['a strange object', null, { secret: 'k' }, 'Field api_key must be a string'],
      ['an object with an empty field', 'chat', { api_key: '' }, 'api_key is required for individual model addition'],
    ])('refuses %s (%s)', (_what, type, api_key, message) => {
      expect(refusal('OpenAI', { api_key }, type)).toEqual(badInput(message));
    });

    it.each([' k-1 ', { api_key: 'k-1' }, '{"api_key": "k-1"}'])('takes %j', (api_key) => {
      expect(read('OpenAI', { api_key })).toEqual({ api_key: 'k-1' });
    });

    it('takes JSON of other fields for the key that it may be', () => {
      expect(read('OpenAI', { api_key: '{"token": 1}' })).toEqual({ api_key: '{"token": 1}' });
    });

    it('leaves the fields of other factories out', () => {
      expect(read('OpenAI', { api_key: 'k', ark_api_key: 'a', bedrock_ak: 'b' })).toEqual({ api_key: 'k' });
    });
  });

  it.each([undefined, null, '', ' '])('needs no key of a self-deployed factory, which gave %j', (api_key) => {
    expect(read('Ollama', { api_key }, 'chat')).toEqual({});
  });

  describe('of several fields', () => {
    it.each<[string, Record<string, unknown>, ModelType | null, string]>([
      ['VolcEngine', { ark_api_key: 'a' }, null, 'ark_api_key and endpoint_id are required for VolcEngine'],
      [
        'VolcEngine',
        { endpoint_id: 'e' },
        'chat',
        'ark_api_key and endpoint_id are required for VolcEngine individual model addition',
      ],
      [
        'Bedrock',
        { bedrock_ak: 'a', bedrock_sk: 's', bedrock_region: ' ' },
        null,
        'bedrock_ak, bedrock_sk, and bedrock_region are required for Bedrock',
      ],
      ['Tencent Cloud', {}, 'speech2text', 'tencent_cloud_sid and tencent_cloud_sk are required for Tencent Cloud'],
      ['OpenRouter', { api_key: 'k' }, null, 'api_key and provider_order are required for OpenRouter'],
      ['VolcEngine', { api_key: 'ark' }, null, 'ark_api_key and endpoint_id are required for VolcEngine'],
      ['VolcEngine', { ark_api_key: 5, endpoint_id: 'e' }, null, 'Field ark_api_key must be a string'],
      [
        'Bedrock',
        { bedrock_ak: 'a', bedrock_sk: 's', bedrock_region: 'r', auth_mode: 'iam_role' },
        null,
        'Invalid auth_mode: iam_role',
      ],
    ])('refuses %s with %j (%s)', (factory, fields, type, message) => {
      expect(refusal(factory, fields, type)).toEqual(badInput(message));
    });

    it('lets a flat field win over the same one inside api_key', () => {
      const fields = { api_key: { ark_api_key: 'inside', endpoint_id: 'e' }, ark_api_key: 'flat' };
      expect(read('VolcEngine', fields)).toEqual({ ark_api_key: 'flat', endpoint_id: 'e' });
    });

    it('takes the one mode of Bedrock that uses the credential given', () => {
      const fields = { bedrock_ak: 'a', bedrock_sk: 's', bedrock_region: 'r', auth_mode: 'access_key_secret' };
      expect(read('Bedrock', fields)).toEqual(fields);
    });
  });

  describe('of XunFei Spark', () => {
    it.each<[Record<string, unknown>, ModelType | null, string]>([
      [{}, null, 'api_key is required for XunFei Spark factory-level addition'],
      [{ api_key: ' ' }, null, 'api_key is required for XunFei Spark factory-level addition'],
      [{ spark_api_password: 'p' }, null, 'api_key is required for XunFei Spark factory-level addition'],
      [{ api_key: 'k' }, 'chat', 'spark_api_password is required for XunFei Spark chat models'],
      [
        { spark_app_id: 'i', spark_api_key: 'k' },
        'tts',
        'spark_app_id, spark_api_secret, and spark_api_key are required for XunFei Spark TTS models',
      ],
    ])('refuses %j (%s)', (fields, type, message) => {
      expect(refusal('XunFei Spark', fields, type)).toEqual(badInput(message));
    });

    it('takes what belongs to the type', () => {
      const all = { spark_api_password: 'p', spark_app_id: 'i', spark_api_secret: 's', spark_api_key: 'k' };
      const { spark_api_password, ...forTts } = all;
      expect(read('XunFei Spark', all, 'chat')).toEqual({ spark_api_password });
      expect(read('XunFei Spark', all, 'tts')).toEqual(forTts);
      expect(read('XunFei Spark', { api_key: 'k' })).toEqual({});
    });
  });
});
