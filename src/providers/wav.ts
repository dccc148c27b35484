const BYTES_PER_SAMPLE = 2;
const HEADER_BYTES = 44;

/** Samples of 16 bit, one channel, little-endian, as a file that players know. */
export function wavOf(samples: Buffer, sampleRate: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0);
  header.writeUInt32LE(HEADER_BYTES - 8 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * BYTES_PER_SAMPLE, 28);
  header.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  header.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** The samples inside a WAV file, and how many of them make a second; null when it is none. */
export function samplesOf(wav: Buffer): { samples: Buffer; sampleRate: number } | null {
  if (wav.length < HEADER_BYTES || wav.toString('latin1', 0, 4) !== 'RIFF') return null;
  const sampleRate = wav.readUInt32LE(24);
  for (let at = 12; at + 8 <= wav.length; at += 8 + wav.readUInt32LE(at + 4)) {
    const start = at + 8;
    if (wav.toString('latin1', at, at + 4) === 'data')
      return { samples: wav.subarray(start, start + wav.readUInt32LE(at + 4)), sampleRate };
  }
  return null;
}
