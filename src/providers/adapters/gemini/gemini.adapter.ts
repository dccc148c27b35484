import type { GoogleGenerativeAIProvider } from '@ai-sdk/google';
import type { ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { aiSdkChat, aiSdkEmbed } from '../ai-sdk/ai-sdk-calls.js';
import { geminiKey, geminiRoot, modelInPath } from './gemini-endpoint.js';
import { geminiEmbedding, geminiThinking, withTaskInText } from './gemini-options.js';
import { listModels } from './model-list.js';
import { speak } from './speech.js';

/** The Gemini API (ai.google.dev, "Generating content", "Embeddings", "Models"). */
export function geminiAdapter(http: ProviderHttp, fetch: typeof globalThis.fetch): ProviderAdapter {
  const provider = async (target: ProviderTarget): Promise<GoogleGenerativeAIProvider> => {
    const { createGoogleGenerativeAI } = await import('@ai-sdk/google');
    return createGoogleGenerativeAI({ baseURL: geminiRoot(target), apiKey: geminiKey(target), fetch });
  };
  const embed = aiSdkEmbed(
    async (target, model) => (await provider(target)).embeddingModel(modelInPath(model)),
    geminiEmbedding,
  );
  return {
    dialect: 'gemini',
    ...aiSdkChat(async (target, model) => (await provider(target))(modelInPath(model)), geminiThinking),
    // Gemini 2.5 refuses penalties, so that the library leaves them out.
    chatLacks: ['presence_penalty', 'frequency_penalty'],
    embed: (target, request, options) => embed(target, withTaskInText(request), options),
    speak: speak.bind(null, http),
    listModels: listModels.bind(null, http),
  };
}
