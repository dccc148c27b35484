import type { EmbeddingAnswer, EmbeddingRequest } from '../../calls/other-calls.js';
import { plainUsage } from '../../calls/token-usage.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { fieldsOf, isVector } from '../answer-shape.js';
import { openAiWire, upstreamModel } from '../openai-compatible/wire.js';

/** `POST /embeddings/multimodal` ("多模态向量化 API"): all parts of one request make one vector, so each text is asked for alone. */
export async function embedMultimodal(
  http: ProviderHttp,
  target: ProviderTarget,
  request: EmbeddingRequest,
  options: CallOptions,
): Promise<EmbeddingAnswer> {
  const url = `${target.baseUrl.replace(/\/+$/, '')}/embeddings/multimodal`;
  const headers = openAiWire.headers(target);
  const common = {
    model: upstreamModel(target, request.model),
    encoding_format: 'float',
    ...(request.dimensions === undefined ? {} : { dimensions: request.dimensions }),
  };
  const vectors: number[][] = [];
  let tokens = 0;
  for (const text of request.inputs) {
    const body = { ...common, input: [{ type: 'text', text }] };
    const json = await http.sendJson(target, { method: 'POST', url, headers, body }, options);
    const { data, usage } = fieldsOf(json);
    const { embedding } = fieldsOf(data);
    if (!isVector(embedding)) throw badAnswer(target, 'The answer has no embedding', json);
    vectors.push(embedding);
    const { prompt_tokens: counted } = fieldsOf(usage);
    if (typeof counted === 'number') tokens += counted;
  }
  return { vectors, usage: plainUsage(tokens) };
}
