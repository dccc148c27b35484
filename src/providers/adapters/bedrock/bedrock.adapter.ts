import type { AmazonBedrockProvider } from '@ai-sdk/amazon-bedrock';
import type { ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { aiSdkChat, aiSdkEmbed, aiSdkRerank } from '../ai-sdk/ai-sdk-calls.js';
import { awsCredential, endpointOf } from './bedrock-endpoint.js';
import { bedrockEmbedding, bedrockReasoning } from './bedrock-options.js';
import { listModels } from './model-list.js';
import { withPastToolCallsInWords } from './past-tool-calls.js';
import { exceptionInStream } from './stream-exception.js';

/** Amazon Bedrock (docs.aws.amazon.com, "Converse", "InvokeModel", "Rerank"), signed with the tenant's keys. */
export function bedrockAdapter(http: ProviderHttp, fetch: typeof globalThis.fetch): ProviderAdapter {
  const provider = async (
    target: ProviderTarget,
    plane: 'bedrock-runtime' | 'bedrock-agent-runtime' = 'bedrock-runtime',
  ): Promise<AmazonBedrockProvider> => {
    const { createAmazonBedrock } = await import('@ai-sdk/amazon-bedrock');
    // All of it is said, an API key as empty too: for what is not, the library asks this server's AWS_* variables.
    return createAmazonBedrock({ ...awsCredential(target), apiKey: '', baseURL: endpointOf(target, plane), fetch });
  };
  const { chat, stream } = aiSdkChat(
    async (target, model) => (await provider(target))(model),
    bedrockReasoning,
    exceptionInStream,
  );
  return {
    dialect: 'bedrock',
    chat: (target, request, options) => chat(target, withPastToolCallsInWords(request), options),
    stream: (target, request, options) => stream(target, withPastToolCallsInWords(request), options),
    // Pictures at an address only from S3, and JSON only with a schema.
    chatLacks: ['image_url', 'json_object', 'seed', 'presence_penalty', 'frequency_penalty'],
    embed: aiSdkEmbed(async (target, model) => (await provider(target)).embeddingModel(model), bedrockEmbedding),
    rerank: aiSdkRerank(async (target, model) => (await provider(target, 'bedrock-agent-runtime')).reranking(model)),
    listModels: listModels.bind(null, http),
  };
}
