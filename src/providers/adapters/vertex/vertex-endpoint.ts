import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';

const PROJECT = /^[\w:-][\w.:-]*$/;
const REGION = /^[a-z0-9-]+$/;

export interface VertexLocation {
  origin: string;
  project: string;
  region: string;
}

/** Where a project's models are, the address of its region unless a base was given. */
export function locationOf({ baseUrl, credential }: ProviderTarget): VertexLocation {
  const { google_project_id: project = '', google_region: region = '' } = credential;
  if (!PROJECT.test(project))
    throw new ProviderCallError('unauthorized', 'The credential has no project of Google Cloud');
  if (!REGION.test(region)) throw new ProviderCallError('unauthorized', 'The credential has no region of Google Cloud');
  const given = baseUrl.replace(/\/+$/, '').replace(/\/v1(beta1)?$/, '');
  return { origin: given === '' ? `https://${hostOf(region)}` : given, project, region };
}

/** cloud.google.com, "Vertex AI locations": no region at all, one of two continents, or one place. */
function hostOf(region: string): string {
  if (region === 'global') return 'aiplatform.googleapis.com';
  return region === 'eu' || region === 'us'
    ? `aiplatform.${region}.rep.googleapis.com`
    : `${region}-aiplatform.googleapis.com`;
}
