import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { apiUrl, authorization } from './endpoint.js';
import { describeModel } from './model.js';

/** The account proves the key, the description that the model is there; neither runs anything, nor tells of credit. */
export async function proveModel(
  http: ProviderHttp,
  target: ProviderTarget,
  model: string,
  options: CallOptions,
): Promise<void> {
  const headers = authorization(target);
  await http.sendJson(target, { method: 'GET', url: apiUrl(target, 'account'), headers }, options);
  await describeModel(http, target, model, options);
}
