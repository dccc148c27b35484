import { FactoryCatalog } from '../../providers/factory-catalog.js';
import {
  areSameKeys,
  callValues,
  demandUnmasked,
  keysIn,
  listOfKeys,
  maskKeys,
  readKeys,
  restoreKeys,
  sealableValues,
  type ProviderKeys,
} from './provider-keys.js';

const catalog = new FactoryCatalog();
const factory = (name: string) => catalog.find(name)!;
const [ONE, TWO] = ['sk-first-key-0123456789', 'sk-second-key-9876543210'];
const MASKS = ['sk-first…6789', 'sk-secon…3210'];

describe('restoreKeys', () => {
  const stored = listOfKeys([ONE, TWO]);

  it.each<[string, string[], string[] | null, boolean]>([
    ['all masks', MASKS, [ONE, TWO], true],
    ['masks in another order', [...MASKS].reverse(), [TWO, ONE], true],
    ['a new key before a mask', ['sk-new', MASKS[1]!], ['sk-new', TWO], true],
    ['new keys alone', ['sk-new'], ['sk-new'], false],
    ['none', [], [], false],
    ['a stranger’s mask', ['sk-other…0000'], null, false],
    ['the mask of a short key', ['***'], null, false],
    ['a key twice', [ONE, ONE], [ONE], false],
  ])('takes %s', (_what, given, keys, hasMask) => {
    const restored = restoreKeys(listOfKeys(given), stored);
    expect(restored && { keys: keysIn(restored.keys), hasMask: restored.hasMask }).toEqual(keys && { keys, hasMask });
  });

  it('tells short keys apart by their place', () => {
    const restored = restoreKeys(listOfKeys(['***', '***']), listOfKeys(['a', 'b']));
    expect(restored && keysIn(restored.keys)).toEqual(['a', 'b']);
  });

  it('keeps the shape that was written last', () => {
    const groups: ProviderKeys = { shape: 'groups', groups: [{ name: 'x', keys: [MASKS[0]!] }] };
    const restored = restoreKeys(groups, stored);
    expect(restored?.keys).toEqual({ shape: 'groups', groups: [{ name: 'x', keys: [ONE] }] });
  });
});

describe('sealableValues', () => {
  it('puts the first key where the factory wants it, and keeps all', () => {
    const values = sealableValues(factory('VolcEngine'), listOfKeys([ONE, TWO]));
    expect(callValues(values)).toEqual({ ark_api_key: ONE, endpoint_id: '' });
    expect(readKeys(factory('VolcEngine'), values)).toEqual(listOfKeys([ONE, TWO]));
  });

  it('keeps what a factory wants besides', () => {
    const previous = { api_key: ONE, api_version: '2030-01-01' };
    const values = sealableValues(factory('Azure-OpenAI'), listOfKeys([TWO]), previous);
    expect(callValues(values)).toEqual({ api_key: TWO, api_version: '2030-01-01' });
  });

  it('needs none', () => {
    expect(callValues(sealableValues(factory('Bedrock'), listOfKeys([])))).toEqual({});
  });

  it.each([
    ['BaiduYiyan', ONE, 'api_keys of BaiduYiyan must hold a JSON object with: yiyan_ak, yiyan_sk'],
    ['BaiduYiyan', '{"yiyan_ak":"x"}', 'api_keys of BaiduYiyan must hold yiyan_sk'],
    ['BaiduYiyan', '{"yiyan_ak":"x","yiyan_sk":7}', 'api_keys: yiyan_sk must be a string'],
  ])('demands of %s all of its secrets', (name, key, message) => {
    expect(() => sealableValues(factory(name), listOfKeys([key]))).toThrow(message);
  });
});

describe('readKeys', () => {
  it('shows one key of a credential from elsewhere', () => {
    const keys = readKeys(factory('OpenAI'), { api_key: ONE });
    expect(maskKeys(keys)).toEqual({ shape: 'groups', groups: [{ name: 'default', keys: [MASKS[0]] }] });
  });

  it('forgets the others once the first was changed elsewhere', () => {
    const values = { ...sealableValues(factory('OpenAI'), listOfKeys([ONE, TWO])), api_key: 'sk-from-elsewhere' };
    expect(keysIn(readKeys(factory('OpenAI'), values))).toEqual(['sk-from-elsewhere']);
  });

  it('shows nothing of one with several secrets', () => {
    const keys = readKeys(factory('BaiduYiyan'), { yiyan_ak: 'long-enough-to-show', yiyan_sk: 'long-enough-to-show' });
    expect(keysIn(maskKeys(keys))).toEqual(['***']);
  });

  it('shows none where there is none', () => {
    expect(keysIn(readKeys(factory('Ollama'), {}))).toEqual([]);
  });
});

describe('demandUnmasked', () => {
  it('lets keys pass, and no masks', () => {
    expect(areSameKeys(demandUnmasked(listOfKeys([ONE])), listOfKeys([ONE]))).toBe(true);
    expect(() => demandUnmasked(listOfKeys(['***']))).toThrow(
      'api_keys holds the mask of a key that is not stored here',
    );
  });
});
