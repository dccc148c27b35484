import type { ProviderAdapter } from '../provider-adapter.js';
import type { ProviderHttp } from '../transport/provider-http.js';
import type { OpenSocket } from '../transport/guarded-socket.js';
import { anthropicAdapter } from './anthropic/anthropic.adapter.js';
import { baiduQianfanAdapter } from './baidu-qianfan/baidu-qianfan.adapter.js';
import { dashScopeAdapter } from './dashscope/dashscope.adapter.js';
import { miniMaxAdapter } from './minimax/minimax.adapter.js';
import { ollamaAdapter } from './ollama/ollama.adapter.js';
import { openAiCompatibleAdapter } from './openai-compatible/openai-compatible.adapter.js';
import { tencentAsrAdapter } from './tencent-asr/tencent-asr.adapter.js';
import { tencentHunyuanAdapter } from './tencent-hunyuan/tencent-hunyuan.adapter.js';
import { xunFeiSparkAdapter } from './xunfei-spark/xunfei-spark.adapter.js';

/** Every dialect this version speaks; all ways out are the outbound guard's. */
export function adaptersOver(
  http: ProviderHttp,
  fetch: typeof globalThis.fetch,
  openSocket: OpenSocket,
): readonly ProviderAdapter[] {
  return [
    openAiCompatibleAdapter(http),
    ollamaAdapter(http),
    anthropicAdapter(http, fetch),
    tencentHunyuanAdapter(http),
    tencentAsrAdapter(http),
    baiduQianfanAdapter(http),
    xunFeiSparkAdapter(http, openSocket),
    dashScopeAdapter(http),
    miniMaxAdapter(http),
  ];
}
