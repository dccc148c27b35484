/** Pictures that browsers show, by their first bytes. */
const SIGNATURES: readonly { mediaType: string; matches: (content: Buffer) => boolean }[] = [
  { mediaType: 'image/jpeg', matches: (content) => startsWith(content, [0xff, 0xd8, 0xff]) },
  {
    mediaType: 'image/png',
    matches: (content) => startsWith(content, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  },
  { mediaType: 'image/gif', matches: (content) => /^GIF8[79]a/.test(content.toString('latin1', 0, 6)) },
  {
    mediaType: 'image/webp',
    matches: (content) => content.toString('latin1', 0, 4) === 'RIFF' && content.toString('latin1', 8, 12) === 'WEBP',
  },
];

export const IMAGE_EXTENSIONS = ['jpg', 'jpeg', 'png', 'gif', 'webp'] as const;

/** The media type of a picture, whatever its name says; null when it is none that we know. */
export function imageTypeOf(content: Buffer): string | null {
  return SIGNATURES.find(({ matches }) => matches(content))?.mediaType ?? null;
}

function startsWith(content: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => content[index] === byte);
}
