/** What a model does, as spelled on the wire (RAGFlow's words). */
export const MODEL_TYPES = ['chat', 'embedding', 'rerank', 'image2text', 'speech2text', 'tts'] as const;

export type ModelType = (typeof MODEL_TYPES)[number];

/** Newer names of two types, taken on input only. */
const INPUT_ALIASES: Readonly<Record<string, ModelType>> = { asr: 'speech2text', vision: 'image2text' };

/** Reads a type as a client may spell it; null when it is none. */
export function parseModelType(value: string): ModelType | null {
  if ((MODEL_TYPES as readonly string[]).includes(value)) return value as ModelType;
  return Object.hasOwn(INPUT_ALIASES, value) ? (INPUT_ALIASES[value] ?? null) : null;
}
