import { withoutUndefined } from '../../providers/adapters/request-shape.js';
import type { EmbeddingAnswer, EmbeddingRequest } from '../../providers/calls/other-calls.js';
import type { TokenUsage } from '../../providers/calls/token-usage.js';
import { demandFields, type FieldRules } from './field-rules.js';
import { openAiInputUsage } from './openai-usage.js';
import { RequestField } from './request-field.js';

/** OpenAI's SDKs ask for `base64` unless told otherwise, and decode it themselves. */
export type VectorEncoding = 'float' | 'base64';

const EMBEDDINGS_FIELDS: FieldRules = {
  model: 'read',
  input: 'read',
  dimensions: 'read',
  encoding_format: 'read',
  user: 'ignored',
};

/** The body of OpenAI's embeddings ("Create embeddings" of its API reference). */
export function readEmbeddingRequest(
  body: Readonly<Record<string, unknown>>,
  model: string,
): { request: EmbeddingRequest; encoding: VectorEncoding } {
  const fields = RequestField.body(body);
  demandFields(fields, EMBEDDINGS_FIELDS);
  return {
    request: {
      model,
      inputs: readInputs(fields.at('input')),
      ...withoutUndefined({ dimensions: fields.at('dimensions').optional((field) => field.positiveInteger()) }),
    },
    encoding: fields.at('encoding_format').optional((field) => field.oneOf(['float', 'base64'])) ?? 'float',
  };
}

export function embeddingList(
  { vectors }: EmbeddingAnswer,
  model: string,
  encoding: VectorEncoding,
  usage: TokenUsage,
): object {
  const encode = encoding === 'base64' ? base64Of : (vector: readonly number[]): readonly number[] => vector;
  return {
    object: 'list',
    data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: encode(vector) })),
    model,
    usage: openAiInputUsage(usage),
  };
}

function readInputs(input: RequestField): readonly string[] {
  if (input.isText) return [input.filledText()];
  if (!input.isList) throw input.broken('must be a string or a list of strings');
  return input.filledItems().map((item) => {
    if (typeof item.raw === 'number' || item.isList) {
      throw input.unsupported('must be text: tokens are not supported for this model');
    }
    return item.filledText();
  });
}

/** Float32, little-endian. */
function base64Of(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}
