import type { ModelType } from '../../../kernel/model-type.js';
import type { CallOptions, DiscoveredModel, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import { UNSENDABLE_CREDENTIAL } from '../../transport/connection-failure.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { guessModelType } from '../guess-model-type.js';
import { awsCredential, endpointOf } from './bedrock-endpoint.js';

/**
 * The models that can be called by their own names, and the inference profiles that stand for those, and for all that
 * cannot (docs.aws.amazon.com, "ListFoundationModels" and "ListInferenceProfiles").
 */
export async function listModels(
  http: ProviderHttp,
  target: ProviderTarget,
  options: CallOptions,
): Promise<readonly DiscoveredModel[]> {
  const json = await get(http, target, '/foundation-models', options);
  const { modelSummaries } = fieldsOf(json);
  if (!Array.isArray(modelSummaries)) throw badAnswer(target, 'The answer is not a list of models', json);
  const all = entriesOf(modelSummaries)
    .map(fieldsOf)
    .filter(({ modelId }) => typeof modelId === 'string');
  const types = new Map(all.map((summary) => [String(summary['modelId']), typeOf(summary)]));
  const callable = all
    .filter((summary) => entriesOf(summary['inferenceTypesSupported']).includes('ON_DEMAND'))
    .map((summary) => String(summary['modelId']));
  const own = callable.map((name): DiscoveredModel => ({ name, type: types.get(name) ?? null }));
  return [...own, ...(await listProfiles(http, target, types, options))];
}

/** Listing profiles is a permission of its own; who lacks it still knows the models. */
async function listProfiles(
  http: ProviderHttp,
  target: ProviderTarget,
  types: ReadonlyMap<string, ModelType | null>,
  options: CallOptions,
): Promise<readonly DiscoveredModel[]> {
  try {
    const json = await get(http, target, '/inference-profiles?maxResults=1000', options);
    return entriesOf(fieldsOf(json)['inferenceProfileSummaries'])
      .map(fieldsOf)
      .flatMap(({ inferenceProfileId: name, models }) =>
        typeof name === 'string' ? { name, type: types.get(modelBehind(models)) ?? null } : [],
      );
  } catch (error) {
    if (error instanceof ProviderCallError && error.causeClass === 'forbidden') return [];
    throw error;
  }
}

/** All models of a profile are one, in several regions; an ARN ends in its name. */
function modelBehind(models: unknown): string {
  const { modelArn } = fieldsOf(entriesOf(models)[0]);
  return typeof modelArn === 'string' ? (modelArn.split('foundation-model/')[1] ?? '') : '';
}

/** What comes out says what it is for, but for rerankers, whose scores count as text. */
function typeOf({ modelId, outputModalities }: Readonly<Record<string, unknown>>): ModelType | null {
  const modalities = entriesOf(outputModalities);
  if (modalities.includes('EMBEDDING')) return 'embedding';
  if (/rerank/.test(String(modelId))) return 'rerank';
  return modalities.includes('TEXT') ? guessModelType(String(modelId)) : null;
}

async function get(http: ProviderHttp, target: ProviderTarget, path: string, options: CallOptions): Promise<object> {
  const url = `${endpointOf(target, 'bedrock')}${path}`;
  return http.sendJson(target, { method: 'GET', url, headers: await signature(target, url) }, options);
}

/** Of everything that is sent, what proves the tenant: the date and the signature over it, the host and the path. */
async function signature(target: ProviderTarget, url: string): Promise<Record<string, string>> {
  const { AwsV4Signer } = await import('aws4fetch');
  try {
    const signed = await new AwsV4Signer({ ...awsCredential(target), method: 'GET', url, service: 'bedrock' }).sign();
    return Object.fromEntries(signed.headers);
  } catch (error) {
    throw error instanceof ProviderCallError ? error : new ProviderCallError('unauthorized', UNSENDABLE_CREDENTIAL);
  }
}
