import type { EmbeddingModelV3, LanguageModelV3, SharedV3ProviderOptions } from '@ai-sdk/provider';
import type { GoogleVertexProvider } from '@ai-sdk/google-vertex';
import type { ChatRequest } from '../../calls/chat-call.js';
import type { CallOptions, ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { aiSdkChat, aiSdkEmbed } from '../ai-sdk/ai-sdk-calls.js';
import { anthropicOptions, withRoomToAnswer } from '../anthropic/anthropic-options.js';
import { modelInPath } from '../gemini/gemini-endpoint.js';
import { geminiEmbedding, geminiThinking, withTaskInText } from '../gemini/gemini-options.js';
import { AccessTokens } from './access-tokens.js';
import { listModels } from './model-list.js';
import { locationOf } from './vertex-endpoint.js';

/** Vertex AI (cloud.google.com, "Generative AI on Vertex AI"): Google's models, and Claude in Anthropic's words. */
export function vertexAdapter(http: ProviderHttp, fetch: typeof globalThis.fetch): ProviderAdapter {
  const tokens = new AccessTokens(http);
  const { chat, stream } = aiSdkChat(chatModel.bind(null, fetch), extras);
  const embed = aiSdkEmbed(embeddingModel.bind(null, fetch), geminiEmbedding);

  /** Every call is made with a token, and gives one up that was refused. */
  const signedIn =
    <Request, Answer>(call: (target: ProviderTarget, request: Request, options: CallOptions) => Promise<Answer>) =>
    async (target: ProviderTarget, request: Request, options: CallOptions): Promise<Answer> => {
      locationOf(target);
      const known = await tokens.signIn(target, options);
      try {
        return await call(known, request, options);
      } catch (error) {
        if (error instanceof ProviderCallError && error.upstreamStatus === 401) tokens.forget(target);
        throw error;
      }
    };
  const list = signedIn((target, _nothing: undefined, options) => listModels(http, target, options));
  return {
    dialect: 'vertex',
    chat: signedIn((target, request: ChatRequest, options) => chat(target, prepared(request), options)),
    stream: signedIn((target, request: ChatRequest, options) => stream(target, prepared(request), options)),
    // Gemini has words for all of these, but Claude takes pictures here as bytes only, JSON with a schema only, and no
    // seed or penalty.
    chatLacks: ['image_url', 'json_object', 'seed', 'presence_penalty', 'frequency_penalty'],
    embed: signedIn((target, request, options) => embed(target, withTaskInText(request), options)),
    listModels: (target, options) => list(target, undefined, options),
  };
}

function isClaude(model: string): boolean {
  return model.startsWith('claude');
}

function prepared(request: ChatRequest): ChatRequest {
  return isClaude(request.model) ? withRoomToAnswer(request) : request;
}

function extras(request: ChatRequest): SharedV3ProviderOptions {
  return isClaude(request.model) ? anthropicOptions(request) : geminiThinking(request);
}

async function chatModel(
  fetch: typeof globalThis.fetch,
  target: ProviderTarget,
  model: string,
): Promise<LanguageModelV3> {
  const name = modelInPath(model);
  if (!isClaude(name)) return (await googleModels(fetch, target))(name);
  const { origin, project, region } = locationOf(target);
  const { createVertexAnthropic } = await import('@ai-sdk/google-vertex/anthropic');
  return createVertexAnthropic({
    baseURL: `${origin}/v1/projects/${project}/locations/${region}/publishers/anthropic/models`,
    project,
    location: region,
    generateAuthToken: () => Promise.resolve(tokenOf(target)),
    fetch,
  })(name);
}

async function embeddingModel(
  fetch: typeof globalThis.fetch,
  target: ProviderTarget,
  model: string,
): Promise<EmbeddingModelV3> {
  return (await googleModels(fetch, target)).embeddingModel(modelInPath(model));
}

async function googleModels(fetch: typeof globalThis.fetch, target: ProviderTarget): Promise<GoogleVertexProvider> {
  const { origin, project, region } = locationOf(target);
  const { createVertex } = await import('@ai-sdk/google-vertex');
  const { OAuth2Client } = await import('google-auth-library');
  // Without a client that has a token the library would ask for this server's own identity, past the guard.
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: tokenOf(target) });
  return createVertex({
    baseURL: `${origin}/v1beta1/projects/${project}/locations/${region}/publishers/google`,
    project,
    location: region,
    // Said to be empty, so that it is not looked for in the environment.
    apiKey: '',
    googleAuthOptions: { authClient },
    fetch,
  });
}

function tokenOf({ credential }: ProviderTarget): string {
  return credential['access_token'] ?? '';
}
