import type { ModelType } from '../../kernel/model-type.js';
import type { ModelRow } from '../factory.js';

/** Name to `max_tokens`, which is the context window too, unless a pair says otherwise; null where nobody says. */
type Limits = Readonly<
  Record<string, number | null | readonly [maxTokens: number | null, contextLength: number | null]>
>;

/** Chat models that can also do what is listed, separated by blanks. */
export function chat(limits: Limits, abilities = ''): ModelRow[] {
  return models('chat', limits, ['chat', ...words(abilities)]);
}

/** Models of the chat endpoint that RAGFlow files under pictures. */
export function imageToText(limits: Limits, abilities = ''): ModelRow[] {
  return models('image2text', limits, ['chat', 'vision', ...words(abilities)]);
}

export function embedding(limits: Limits): ModelRow[] {
  return models('embedding', limits, []);
}

export function rerank(limits: Limits): ModelRow[] {
  return models('rerank', limits, []);
}

/** The limits of audio count bytes or seconds, never a context. */
export function speechToText(limits: Limits): ModelRow[] {
  return models('speech2text', limits, []).map((model) => ({ ...model, contextLength: null }));
}

export function textToSpeech(limits: Limits): ModelRow[] {
  return models('tts', limits, []).map((model) => ({ ...model, contextLength: null }));
}

function models(type: ModelType, limits: Limits, abilities: readonly string[]): ModelRow[] {
  return Object.entries(limits).map(([name, limit]) => {
    const [maxTokens, contextLength] = limit === null || typeof limit === 'number' ? [limit, limit] : limit;
    return { name, type, maxTokens, contextLength, abilities };
  });
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
