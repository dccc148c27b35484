import type { ProviderAdapter } from '../provider-adapter.js';
import type { WaysOut } from '../transport/ways-out.js';
import { anthropicAdapter } from './anthropic/anthropic.adapter.js';
import { azureOpenAiAdapter } from './azure-openai/azure-openai.adapter.js';
import { baiduQianfanAdapter } from './baidu-qianfan/baidu-qianfan.adapter.js';
import { dashScopeAdapter } from './dashscope/dashscope.adapter.js';
import { fishAudioAdapter } from './fish-audio/fish-audio.adapter.js';
import { miniMaxAdapter } from './minimax/minimax.adapter.js';
import { nvidiaAdapter } from './nvidia/nvidia.adapter.js';
import { bedrockAdapter } from './bedrock/bedrock.adapter.js';
import { cohereAdapter } from './cohere/cohere.adapter.js';
import { geminiAdapter } from './gemini/gemini.adapter.js';
import { ollamaAdapter } from './ollama/ollama.adapter.js';
import { openAiCompatibleAdapter } from './openai-compatible/openai-compatible.adapter.js';
import { replicateAdapter } from './replicate/replicate.adapter.js';
import { tencentAsrAdapter } from './tencent-asr/tencent-asr.adapter.js';
import { tencentHunyuanAdapter } from './tencent-hunyuan/tencent-hunyuan.adapter.js';
import { textEmbeddingsInferenceAdapter } from './text-embeddings-inference/text-embeddings-inference.adapter.js';
import { volcEngineAdapter } from './volcengine/volcengine.adapter.js';
import { voyageAdapter } from './voyage/voyage.adapter.js';
import { xunFeiSparkAdapter } from './xunfei-spark/xunfei-spark.adapter.js';
import { vertexAdapter } from './vertex/vertex.adapter.js';

/** Every dialect this version speaks. */
export function adaptersOver({ http, fetch, openSocket }: WaysOut): readonly ProviderAdapter[] {
  return [
    openAiCompatibleAdapter(http),
    ollamaAdapter(http),
    anthropicAdapter(http, fetch),
    azureOpenAiAdapter(http),
    voyageAdapter(http),
    nvidiaAdapter(http),
    textEmbeddingsInferenceAdapter(http),
    volcEngineAdapter(http),
    replicateAdapter(http),
    fishAudioAdapter(http),
    dashScopeAdapter(http),
    miniMaxAdapter(http),
    tencentHunyuanAdapter(http),
    tencentAsrAdapter(http),
    baiduQianfanAdapter(http),
    xunFeiSparkAdapter(http, openSocket),
    bedrockAdapter(http, fetch),
    cohereAdapter(http, fetch),
    geminiAdapter(http, fetch),
    vertexAdapter(http, fetch),
  ];
}
