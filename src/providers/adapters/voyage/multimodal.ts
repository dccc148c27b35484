import type { EmbeddingAnswer, EmbeddingRequest } from '../../calls/other-calls.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { readEmbeddings } from '../openai-compatible/embeddings.js';
import { openAiWire } from '../openai-compatible/wire.js';

export function isMultimodal(model: string): boolean {
  return model.startsWith('voyage-multimodal');
}

/** `POST /multimodalembeddings`: these models take texts only as content parts, and answer as all others do. */
export async function embedMultimodal(
  http: ProviderHttp,
  target: ProviderTarget,
  { model, inputs, purpose, dimensions }: EmbeddingRequest,
  options: CallOptions,
): Promise<EmbeddingAnswer> {
  const body = {
    model,
    inputs: inputs.map((text) => ({ content: [{ type: 'text', text }] })),
    input_type: purpose ?? 'query',
    ...(dimensions === undefined ? {} : { output_dimension: dimensions }),
  };
  const url = `${target.baseUrl.replace(/\/+$/, '')}/multimodalembeddings`;
  const headers = openAiWire.headers(target);
  const json = await http.sendJson(target, { method: 'POST', url, headers, body }, options);
  return readEmbeddings(target, inputs.length, json);
}
