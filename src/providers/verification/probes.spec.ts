import { catalogFactory } from '../../../test/support/fake-provider/fake-target.js';
import { MODEL_TYPES } from '../../kernel/model-type.js';
import type { ProviderAdapter, ProviderTarget } from '../provider-adapter.js';
import { ProviderCallError } from '../provider-call-error.js';
import { probeOf } from './probes.js';
import { SAMPLE_AUDIO, SAMPLE_IMAGE } from './samples.js';

const target: ProviderTarget = { factory: catalogFactory('OpenAI'), baseUrl: 'http://h', credential: {} };
const options = { signal: new AbortController().signal };

describe('probeOf', () => {
  it.each(MODEL_TYPES)('has none for %s in a dialect that cannot do it', (type) => {
    expect(probeOf({ dialect: 'mute' }, type)).toBeNull();
  });

  it('takes a model that ran out of room for one that answered', async () => {
    const words = 'Could not finish the message because max_tokens or model output limit was reached.';
    const adapter: ProviderAdapter = {
      dialect: 'd',
      chat: () => Promise.reject(new ProviderCallError('bad_answer', words, { upstreamStatus: 400 })),
    };

    await expect(probeOf(adapter, 'chat')!(target, 'm', options)).resolves.toBeUndefined();
  });

  it('takes the free proof of a type that has one', async () => {
    const asked: string[] = [];
    const adapter: ProviderAdapter = {
      dialect: 'd',
      speak: () => Promise.reject(new Error('too dear')),
      freeProofs: { tts: (_target, model) => Promise.resolve(void asked.push(model)) },
    };
    await probeOf(adapter, 'tts')!(target, 'm', options);

    expect(asked).toEqual(['m']);
  });
});

describe('the samples', () => {
  it('are what they say', () => {
    const png = Buffer.from(SAMPLE_IMAGE.base64, 'base64');

    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([32, 32]);
    expect(SAMPLE_AUDIO.data.toString('latin1', 0, 4)).toBe('RIFF');
    expect(SAMPLE_AUDIO.data.readUInt32LE(4)).toBe(SAMPLE_AUDIO.data.length - 8);
    expect(SAMPLE_AUDIO.data.readUInt32LE(40)).toBe(16_000);
  });
});
