import { anthropicProtocol } from './anthropic-protocol.js';
import { baiduQianfanProtocol } from './baidu-qianfan-protocol.js';
import { dashScopeProtocol } from './dashscope-protocol.js';
import type { FakeProtocol } from './exchange.js';
import { miniMaxProtocol } from './minimax-protocol.js';
import { bedrockProtocol } from './bedrock-protocol.js';
import { cohereProtocol } from './cohere-protocol.js';
import { geminiProtocol } from './gemini-protocol.js';
import { ollamaProtocol } from './ollama-protocol.js';
import { openAiProtocol } from './openai-protocol.js';
import { tencentAsrProtocol } from './tencent-asr-protocol.js';
import { tencentHunyuanProtocol } from './tencent-hunyuan-protocol.js';
import { xunFeiSparkProtocol } from './xunfei-spark-protocol.js';
import { azureOpenAiProtocol } from './azure-openai-protocol.js';
import { fishAudioProtocol } from './fish-audio-protocol.js';
import { nvidiaProtocol } from './nvidia-protocol.js';
import { replicateProtocol } from './replicate-protocol.js';
import { textEmbeddingsInferenceProtocol } from './text-embeddings-inference-protocol.js';
import { volcEngineProtocol } from './volcengine-protocol.js';
import { voyageProtocol } from './voyage-protocol.js';
import { vertexProtocol } from './vertex-protocol.js';

/** Every dialect that a fake speaks. */
export const FAKE_PROTOCOLS = {
  openai: openAiProtocol,
  anthropic: anthropicProtocol,
  bedrock: bedrockProtocol,
  cohere: cohereProtocol,
  gemini: geminiProtocol,
  ollama: ollamaProtocol,
  'tencent-hunyuan': tencentHunyuanProtocol,
  'tencent-asr': tencentAsrProtocol,
  'baidu-qianfan': baiduQianfanProtocol,
  'xunfei-spark': xunFeiSparkProtocol,
  dashscope: dashScopeProtocol,
  minimax: miniMaxProtocol,
  'azure-openai': azureOpenAiProtocol,
  nvidia: nvidiaProtocol,
  voyage: voyageProtocol,
  'text-embeddings-inference': textEmbeddingsInferenceProtocol,
  'fish-audio': fishAudioProtocol,
  replicate: replicateProtocol,
  volcengine: volcEngineProtocol,
  vertex: vertexProtocol,
} satisfies Readonly<Record<string, FakeProtocol>>;

export type FakeKind = keyof typeof FAKE_PROTOCOLS;
