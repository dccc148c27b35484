import type { ModelType } from '../../kernel/model-type.js';

/** LangBot's three kinds of models, as its paths spell them. */
export const MODEL_KINDS = ['llm', 'embedding', 'rerank'] as const;

export type ModelKind = (typeof MODEL_KINDS)[number];

/** Models that describe pictures are LLMs with the ability `vision` to LangBot; it has none of speech. */
const TYPES: Readonly<Record<ModelKind, readonly ModelType[]>> = {
  llm: ['chat', 'image2text'],
  embedding: ['embedding'],
  rerank: ['rerank'],
};

/** The type that a new model of a kind is stored as. */
export const TYPE_OF_KIND = { llm: 'chat', embedding: 'embedding', rerank: 'rerank' } as const satisfies Record<
  ModelKind,
  ModelType
>;

export function typesOfKind(kind: ModelKind): readonly ModelType[] {
  return TYPES[kind];
}

/** Null for types that LangBot has no kind for. */
export function kindOfType(type: ModelType): ModelKind | null {
  return MODEL_KINDS.find((kind) => TYPES[kind].includes(type)) ?? null;
}

export function isModelKind(text: string): text is ModelKind {
  return (MODEL_KINDS as readonly string[]).includes(text);
}
