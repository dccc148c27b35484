import type { Schemas } from '../../api/client.js';

export type ModelType = Schemas['FactoryDto']['model_types'][number];

/** In the order in which they are shown everywhere; their names are `types.<type>`. */
export const MODEL_TYPES = [
  'chat',
  'embedding',
  'rerank',
  'image2text',
  'speech2text',
  'tts',
] as const satisfies readonly ModelType[];
