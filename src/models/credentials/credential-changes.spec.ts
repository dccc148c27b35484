import { FactoryCatalog } from '../../providers/factory-catalog.js';
import type { Factory } from '../../providers/factory.js';
import { maskCredential, mergeCredential } from './credential-changes.js';

const KEY = 'sk-proj-0123456789abcdef';
const MASK = 'sk-proj-…cdef';

function factory(name: string): Factory {
  const found = new FactoryCatalog().find(name);
  if (!found) throw new Error(`No factory ${name}`);
  return found;
}

describe('maskCredential', () => {
  it('masks secrets and shows the rest', () => {
    const values = { bedrock_ak: 'AKIA0123456789ABCDEF', bedrock_sk: 'short', bedrock_region: 'us-east-1' };
    expect(maskCredential(factory('Bedrock'), values)).toEqual({
      bedrock_ak: 'AKIA0123…CDEF',
      bedrock_sk: '***',
      bedrock_region: 'us-east-1',
    });
  });

  it('shows nothing that the factory does not know', () => {
    expect(maskCredential(factory('OpenAI'), { api_key: KEY, other: 'x' })).toEqual({ api_key: MASK });
  });
});

describe('mergeCredential', () => {
  const openAi = factory('OpenAI');

  it.each([
    ['what is left out', {}],
    ['the mask that we drew', { api_key: MASK }],
  ])('keeps the secret for %s', (_, given) => {
    expect(mergeCredential(openAi, { api_key: KEY }, given)).toEqual({ values: { api_key: KEY }, keepsSecret: true });
  });

  it('takes a new secret', () => {
    const merged = mergeCredential(openAi, { api_key: KEY }, { api_key: 'sk-new' });
    expect(merged).toEqual({ values: { api_key: 'sk-new' }, keepsSecret: false });
  });

  it('lets null take a field away', () => {
    expect(mergeCredential(openAi, { api_key: KEY }, { api_key: null }).values).toEqual({ api_key: null });
  });

  it.each(['***', 'sk-other…cdef'])('refuses %s, which is not its mask', (api_key) => {
    expect(() => mergeCredential(openAi, { api_key: KEY }, { api_key })).toThrow(
      'credential.api_key is masked and not the one that is stored; send the whole value',
    );
  });

  it('keeps a short secret by its mask', () => {
    expect(mergeCredential(openAi, { api_key: 'short' }, { api_key: '***' }).values).toEqual({ api_key: 'short' });
  });
});
