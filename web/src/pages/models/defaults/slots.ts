import type { ModelType } from '../model-types.js';
import type { DefaultModels } from '../models-queries.js';

export type Slot = keyof DefaultModels;

/** The six defaults, each with the type of model that it takes. Their names are `types.<type>`. */
export const SLOTS = [
  { field: 'llm_id', type: 'chat' },
  { field: 'embd_id', type: 'embedding' },
  { field: 'rerank_id', type: 'rerank' },
  { field: 'img2txt_id', type: 'image2text' },
  { field: 'asr_id', type: 'speech2text' },
  { field: 'tts_id', type: 'tts' },
] as const satisfies readonly { field: Slot; type: ModelType }[];
