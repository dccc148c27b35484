import type { OpenAiEndpoint } from '../../factory.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import { type OpenAiWire, pathOf } from '../openai-compatible/wire.js';
import { pathSegment } from '../path-segment.js';

/** What a base may have behind the resource: nothing, the root of either API, or a whole URL copied from the portal. */
const BEHIND_RESOURCE = /\/openai(\/(v1|deployments|models)(\/.*)?)?$/;
const V1 = /\/openai\/v1(\/|$)/;

/**
 * Two APIs: the one with dated versions has the deployment in the path, the newer `/openai/v1` has OpenAI's own paths
 * and takes the deployment for the model ("Azure OpenAI in Azure AI Foundry Models v1 API"). Both take the same key.
 */
export const azureWire: OpenAiWire = {
  url: endpointUrl,
  headers: ({ credential }) => ({ 'api-key': credential['api_key'] ?? '' }),
};

function endpointUrl(target: ProviderTarget, endpoint: OpenAiEndpoint, deployment: string): string {
  const base = target.baseUrl.replace(/\/+$/, '');
  const root = `${base.replace(BEHIND_RESOURCE, '')}/openai`;
  const path = pathOf(endpoint);
  if (V1.test(base)) return `${root}/v1/${path}`;
  const version = new URLSearchParams({ 'api-version': target.credential['api_version'] ?? '' }).toString();
  return endpoint === 'models'
    ? `${root}/${path}?${version}`
    : `${root}/deployments/${pathSegment(deployment)}/${path}?${version}`;
}
