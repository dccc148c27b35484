import { wavOf } from '../wav.js';

/** A red square of 32 × 32 pixels, as PNG: several vendors refuse anything under 10 or 28. */
export const SAMPLE_IMAGE = {
  mediaType: 'image/png',
  base64:
    'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAKklEQVR42mM4ISdHU8QwasGoBaMWjFowasGoBaMWjFowasGoBaMWDBULACXLED1gHZEpAAAAAElFTkSuQmCC',
};

/** Half a second of silence, as WAV: 16 kHz, 16 bit, mono. OpenAI refuses less than a tenth of a second. */
export const SAMPLE_AUDIO = { fileName: 'silence.wav', mediaType: 'audio/wav', data: silence(16_000, 0.5) };

function silence(sampleRate: number, seconds: number): Buffer {
  const bytesPerSample = 2;
  return wavOf(Buffer.alloc(sampleRate * seconds * bytesPerSample), sampleRate);
}
