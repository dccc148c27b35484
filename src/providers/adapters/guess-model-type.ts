import type { ModelType } from '../../kernel/model-type.js';

/** First match wins: a reranker made of an embedding model is a reranker. */
const TYPE_BY_NAME: readonly [RegExp, ModelType | null][] = [
  [/rerank/i, 'rerank'],
  [/embed|(^|[/_-])(bge|e5|gte|m3e|bce|minilm|voyage)[-_]/i, 'embedding'],
  [/whisper|transcri|speech-to-text|sensevoice|paraformer|(^|[/_-])(asr|stt)([-_]|$)/i, 'speech2text'],
  [/text-to-speech|cosyvoice|kokoro|chattts|(^|[/_-])tts([-_.]|$)/i, 'tts'],
  [/dall-?e|image|imagen|flux|diffusion|sora|veo|video|realtime|moderation|(^|[/_-])(guard|music|ocr)([-_]|$)/i, null],
  [/llava|vision|minicpm-v|internvl|moondream|[-_.\d]vl([-_:.\d]|$)/i, 'image2text'],
];

/** What a model does, judged by its name alone; null for kinds we have no use for (images, moderation, …). */
export function guessModelType(name: string): ModelType | null {
  const match = TYPE_BY_NAME.find(([pattern]) => pattern.test(name));
  return match === undefined ? 'chat' : match[1];
}
