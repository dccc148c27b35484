import type { SpeechAnswer, SpeechRequest } from '../../calls/other-calls.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { geminiKey, geminiRoot, modelInPath } from './gemini-endpoint.js';
import { samplesOf, wavOf } from '../../wav.js';

const VOICE = 'Kore';
const SAMPLE_RATE = 24_000;

/**
 * Speech is a chat whose answer is audio (ai.google.dev, "Text-to-speech generation"): a whole WAV from Gemini 3.8 on,
 * bare samples before ("Migrate to Gemini 3.8 TTS"). There are no words for another format or a speed.
 */
export async function speak(
  http: ProviderHttp,
  target: ProviderTarget,
  request: SpeechRequest,
  options: CallOptions,
): Promise<SpeechAnswer> {
  const { model, text, voice = VOICE, format = 'wav', speed = 1 } = request;
  if (format !== 'wav' && format !== 'pcm')
    throw new ProviderCallError('bad_answer', `Gemini does not speak ${format}`);
  if (speed !== 1) throw new ProviderCallError('bad_answer', 'Gemini cannot be told how fast to speak');
  const json = await http.sendJson(
    target,
    {
      method: 'POST',
      url: `${geminiRoot(target)}/models/${modelInPath(model)}:generateContent`,
      headers: { 'x-goog-api-key': geminiKey(target) },
      body: {
        contents: [{ role: 'user', parts: [{ text }] }],
        generationConfig: {
          responseModalities: ['AUDIO'],
          speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: voice } } },
        },
      },
    },
    options,
  );
  const { mimeType, audio } = audioIn(json);
  if (audio.length === 0) throw badAnswer(target, 'The answer is not audio', json);
  return format === 'pcm' ? asSamples(mimeType, audio) : asWav(mimeType, audio);
}

function audioIn(json: object): { mimeType: string; audio: Buffer } {
  const candidate = fieldsOf(entriesOf(fieldsOf(json)['candidates'])[0]);
  const parts = entriesOf(fieldsOf(candidate['content'])['parts']).map((part) =>
    fieldsOf(fieldsOf(part)['inlineData']),
  );
  const { mimeType, data } = parts.find((part) => typeof part['data'] === 'string') ?? {};
  const audio = typeof data === 'string' ? Buffer.from(data, 'base64') : Buffer.alloc(0);
  return { mimeType: typeof mimeType === 'string' ? mimeType : '', audio };
}

function asWav(mimeType: string, audio: Buffer): SpeechAnswer {
  const wav = samplesOf(audio) === null ? wavOf(audio, rateIn(mimeType)) : audio;
  return { audio: wav, contentType: 'audio/wav' };
}

function asSamples(mimeType: string, audio: Buffer): SpeechAnswer {
  const { samples, sampleRate } = samplesOf(audio) ?? { samples: audio, sampleRate: rateIn(mimeType) };
  return { audio: samples, contentType: `audio/L16;rate=${sampleRate}` };
}

/** As in `audio/L16;codec=pcm;rate=24000`. */
function rateIn(mimeType: string): number {
  return Number(/rate=(\d{1,6})\b/.exec(mimeType)?.[1] ?? SAMPLE_RATE);
}
