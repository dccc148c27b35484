import type { ModelType } from '../../../kernel/model-type.js';
import type { CallOptions, DiscoveredModel, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { fieldsOf } from '../answer-shape.js';
import { authorization, endpointUrl } from './endpoint.js';

/** A server has one model, and says which and what for. */
export async function listModels(
  http: ProviderHttp,
  target: ProviderTarget,
  options: CallOptions,
): Promise<readonly DiscoveredModel[]> {
  const url = endpointUrl(target, 'info');
  const json = await http.sendJson(target, { method: 'GET', url, headers: authorization(target) }, options);
  const { model_id: name, model_type: kind } = fieldsOf(json);
  if (typeof name !== 'string' || name === '') throw badAnswer(target, 'The answer names no model', json);
  return [{ name, type: typeOf(kind) }];
}

/** `{"reranker": …}` and so on; a classifier gives labels, which nobody here asks for, and a chat server says nothing. */
function typeOf(kind: unknown): ModelType | null {
  if (typeof kind !== 'object' || kind === null) return 'chat';
  if ('embedding' in kind) return 'embedding';
  return 'reranker' in kind ? 'rerank' : null;
}
