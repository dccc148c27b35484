import { Option } from 'commander';

/** An option that takes one of these. */
export function choice(flags: string, about: string, values: readonly string[]): Option {
  return new Option(flags, about).choices(values);
}

export const MODEL_TYPES = ['chat', 'embedding', 'rerank', 'image2text', 'speech2text', 'tts'] as const;

export type ModelType = (typeof MODEL_TYPES)[number];
