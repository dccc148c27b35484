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
  const dataLength = sampleRate * seconds * bytesPerSample;
  const wav = Buffer.alloc(44 + dataLength);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + dataLength, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(sampleRate, 24);
  wav.writeUInt32LE(sampleRate * bytesPerSample, 28);
  wav.writeUInt16LE(bytesPerSample, 32);
  wav.writeUInt16LE(8 * bytesPerSample, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(dataLength, 40);
  return wav;
}
