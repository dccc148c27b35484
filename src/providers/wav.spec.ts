import { samplesOf, wavOf } from './wav.js';

describe('a WAV file', () => {
  const samples = Buffer.from([1, 2, 3, 4]);

  it('says what its samples are', () => {
    const wav = wavOf(samples, 24_000);

    expect(wav.subarray(0, 44).toString('base64')).toBe('UklGRigAAABXQVZFZm10IBAAAAABAAEAwF0AAIC7AAACABAAZGF0YQQAAAA=');
    expect(samplesOf(wav)).toEqual({ samples, sampleRate: 24_000 });
  });

  it('gives its samples when it holds something else before them', () => {
    const wav = wavOf(samples, 16_000);
    const more = Buffer.concat([wav.subarray(0, 36), Buffer.from('LIST\u0002\0\0\0ab', 'latin1'), wav.subarray(36)]);

    expect(samplesOf(more)).toEqual({ samples, sampleRate: 16_000 });
  });

  it.each([Buffer.alloc(0), Buffer.alloc(100), wavOf(samples, 8000).subarray(0, 40)])('is not %j', (bytes) => {
    expect(samplesOf(bytes)).toBeNull();
  });
});
