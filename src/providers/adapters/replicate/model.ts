import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { fieldsOf } from '../answer-shape.js';
import { apiUrl, authorization } from './endpoint.js';

type Schema = Readonly<Record<string, unknown>>;

/** What has to be known of a model before it can be run. */
export interface ModelDescription {
  /** What `POST /predictions` takes for `version`. */
  version: string;
  /** JSON schema of each input, by name; empty when the model does not publish them. */
  inputs: Schema;
}

const NAME = /^([\w-][\w.-]*)\/([\w-][\w.-]*)(?::(\w+))?$/;

/** Asks for a model named `owner/name`, or for the version of `owner/name:version`. */
export async function describeModel(
  http: ProviderHttp,
  target: ProviderTarget,
  model: string,
  options: CallOptions,
): Promise<ModelDescription> {
  const [, owner, name, version] = NAME.exec(model) ?? [];
  if (owner === undefined || name === undefined)
    throw new ProviderCallError('model_not_found', 'A model is named owner/name or owner/name:version');
  const path = ['models', owner, name, ...(version === undefined ? [] : ['versions', version])];
  const request = { method: 'GET', url: apiUrl(target, ...path), headers: authorization(target) } as const;
  const json = fieldsOf(await http.sendJson(target, request, options).catch(asMissingModel));
  if (version !== undefined) return { version: model, inputs: inputsOf(json) };
  const latest = fieldsOf(json['latest_version']);
  // Only what Replicate itself keeps running goes without a version ("Run all models with the same API endpoint").
  const needsVersion = json['is_official'] === false && typeof latest['id'] === 'string';
  return { version: needsVersion ? `${model}:${String(latest['id'])}` : model, inputs: inputsOf(latest) };
}

/** Nothing else is at this path. */
function asMissingModel(error: unknown): never {
  if (!(error instanceof ProviderCallError) || error.upstreamStatus !== 404) throw error;
  throw new ProviderCallError('model_not_found', error.providerText, { upstreamStatus: 404, cause: error });
}

/** `openapi_schema.components.schemas.Input.properties` of a version. */
function inputsOf(version: Schema): Schema {
  const schemas = fieldsOf(fieldsOf(fieldsOf(version['openapi_schema'])['components'])['schemas']);
  return fieldsOf(fieldsOf(schemas['Input'])['properties']);
}
