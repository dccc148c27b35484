import { anthropicProtocol } from './anthropic-protocol.js';
import { baiduQianfanProtocol } from './baidu-qianfan-protocol.js';
import { dashScopeProtocol } from './dashscope-protocol.js';
import type { FakeProtocol } from './exchange.js';
import { miniMaxProtocol } from './minimax-protocol.js';
import { ollamaProtocol } from './ollama-protocol.js';
import { openAiProtocol } from './openai-protocol.js';
import { tencentAsrProtocol } from './tencent-asr-protocol.js';
import { tencentHunyuanProtocol } from './tencent-hunyuan-protocol.js';
import { xunFeiSparkProtocol } from './xunfei-spark-protocol.js';

/** Every dialect that a fake speaks. */
export const FAKE_PROTOCOLS = {
  openai: openAiProtocol,
  anthropic: anthropicProtocol,
  ollama: ollamaProtocol,
  'tencent-hunyuan': tencentHunyuanProtocol,
  'tencent-asr': tencentAsrProtocol,
  'baidu-qianfan': baiduQianfanProtocol,
  'xunfei-spark': xunFeiSparkProtocol,
  dashscope: dashScopeProtocol,
  minimax: miniMaxProtocol,
} satisfies Readonly<Record<string, FakeProtocol>>;

export type FakeKind = keyof typeof FAKE_PROTOCOLS;
