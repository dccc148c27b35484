import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';

/** The list of models, the calls to them, and the reranking, which each have a host of their own. */
type Plane = 'bedrock' | 'bedrock-runtime' | 'bedrock-agent-runtime';

interface AwsCredential {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

const REGION = /^[a-z0-9-]+$/;

/**
 * The tenant's own keys, or a refusal: a library that is given none would look for those of this server, in its
 * environment and on its machine.
 */
export function awsCredential({ credential }: ProviderTarget): AwsCredential {
  const { bedrock_ak: accessKeyId = '', bedrock_sk: secretAccessKey = '', bedrock_region: region = '' } = credential;
  if (accessKeyId === '' || secretAccessKey === '')
    throw new ProviderCallError('unauthorized', 'The credential has no access key');
  if (!REGION.test(region)) throw new ProviderCallError('unauthorized', 'The credential has no region of AWS');
  return { accessKeyId, secretAccessKey, region };
}

/** docs.aws.amazon.com, "Amazon Bedrock endpoints and quotas"; a base that is given stands for all planes. */
export function endpointOf(target: ProviderTarget, plane: Plane): string {
  if (target.baseUrl !== '') return target.baseUrl.replace(/\/+$/, '');
  const { region } = awsCredential(target);
  return `https://${plane}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}
