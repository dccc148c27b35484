import type { TranscriptionRequest } from '../../calls/other-calls.js';

/** What the vendor calls each format. */
const FORMATS: Readonly<Record<string, string>> = {
  wav: 'wav',
  wave: 'wav',
  'x-wav': 'wav',
  pcm: 'pcm',
  l16: 'pcm',
  mp3: 'mp3',
  mpeg: 'mp3',
  mpga: 'mp3',
  ogg: 'ogg-opus',
  opus: 'ogg-opus',
  speex: 'speex',
  silk: 'silk',
  m4a: 'm4a',
  'x-m4a': 'm4a',
  mp4: 'm4a',
  aac: 'aac',
  amr: 'amr',
};

/** Judged by the file's ending, else by its media type; `wav` when neither says. */
export function voiceFormatOf({ fileName, mediaType }: TranscriptionRequest['audio']): string {
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  const subtype = mediaType.split(';')[0]?.split('/')[1]?.toLowerCase() ?? '';
  const known = [ending, subtype].find((name) => Object.hasOwn(FORMATS, name));
  return known === undefined ? 'wav' : (FORMATS[known] ?? 'wav');
}
