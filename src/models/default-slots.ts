import type { ModelType } from '../kernel/model-type.js';

/** The six defaults in RAGFlow's order: their field on the wire, and the longest id that fits. */
export const DEFAULT_SLOTS = [
  { field: 'llm_id', type: 'chat', longest: 128 },
  { field: 'embd_id', type: 'embedding', longest: 128 },
  { field: 'asr_id', type: 'speech2text', longest: 128 },
  { field: 'img2txt_id', type: 'image2text', longest: 128 },
  { field: 'rerank_id', type: 'rerank', longest: 128 },
  { field: 'tts_id', type: 'tts', longest: 256 },
] as const satisfies readonly { field: string; type: ModelType; longest: number }[];

export type DefaultField = (typeof DEFAULT_SLOTS)[number]['field'];

/** The six ids by field; empty where none is set. */
export type DefaultIds = Record<DefaultField, string>;

/** What to set: null, empty or blank clears, absent leaves alone. */
export type DefaultChanges = Partial<Record<DefaultField, string | null>>;

/** The first row of each slot's type counts. */
export function idsOf(rows: readonly { type: ModelType; modelName: string }[]): DefaultIds {
  const ids = DEFAULT_SLOTS.map(({ field, type }) => [field, rows.find((row) => row.type === type)?.modelName ?? '']);
  return Object.fromEntries(ids) as DefaultIds;
}
