import type { FactoryRow } from './factory-row.js';
import { threeOhTwoAi } from './factories/302-ai.js';
import { anthropic } from './factories/anthropic.js';
import { azureOpenAi } from './factories/azure-openai.js';
import { baiChuan } from './factories/baichuan.js';
import { baiduYiyan } from './factories/baiduyiyan.js';
import { bedrock } from './factories/bedrock.js';
import { builtin } from './factories/builtin.js';
import { cohere } from './factories/cohere.js';
import { cometApi } from './factories/cometapi.js';
import { deepInfra } from './factories/deepinfra.js';
import { deepSeek } from './factories/deepseek.js';
import { deerApi } from './factories/deerapi.js';
import { fastEmbed } from './factories/fastembed.js';
import { fishAudio } from './factories/fish-audio.js';
import { gemini } from './factories/gemini.js';
import { giteeAi } from './factories/giteeai.js';
import { googleCloud } from './factories/google-cloud.js';
import { gpuStack } from './factories/gpustack.js';
import { groq } from './factories/groq.js';
import { huggingFace } from './factories/huggingface.js';
import { jiekouAi } from './factories/jiekou-ai.js';
import { jina } from './factories/jina.js';
import { lmStudio } from './factories/lm-studio.js';
import { localAi } from './factories/localai.js';
import { longCat } from './factories/longcat.js';
import { miniMax } from './factories/minimax.js';
import { mistral } from './factories/mistral.js';
import { modelScope } from './factories/modelscope.js';
import { moonshot } from './factories/moonshot.js';
import { novitaAi } from './factories/novitaai.js';
import { nvidia } from './factories/nvidia.js';
import { ollama } from './factories/ollama.js';
import { openAiApiCompatible } from './factories/openai-api-compatible.js';
import { openAi } from './factories/openai.js';
import { openRouter } from './factories/openrouter.js';
import { ppio } from './factories/ppio.js';
import { replicate } from './factories/replicate.js';
import { siliconFlow } from './factories/siliconflow.js';
import { stepFun } from './factories/stepfun.js';
import { tencentCloud } from './factories/tencent-cloud.js';
import { tencentHunyuan } from './factories/tencent-hunyuan.js';
import { togetherAi } from './factories/togetherai.js';
import { tokenPony } from './factories/tokenpony.js';
import { tongyiQianwen } from './factories/tongyi-qianwen.js';
import { upstage } from './factories/upstage.js';
import { vllm } from './factories/vllm.js';
import { volcEngine } from './factories/volcengine.js';
import { voyageAi } from './factories/voyage-ai.js';
import { xai } from './factories/xai.js';
import { xinference } from './factories/xinference.js';
import { xunFeiSpark } from './factories/xunfei-spark.js';
import { zhipuAi } from './factories/zhipu-ai.js';

/** Every factory, in RAGFlow's order. */
export const FACTORY_ROWS: readonly FactoryRow[] = [
  openAi,
  xai,
  tokenPony,
  tongyiQianwen,
  zhipuAi,
  ollama,
  modelScope,
  localAi,
  openAiApiCompatible,
  vllm,
  moonshot,
  fastEmbed,
  xinference,
  deepSeek,
  volcEngine,
  baiChuan,
  jina,
  builtin,
  miniMax,
  mistral,
  azureOpenAi,
  bedrock,
  gemini,
  groq,
  openRouter,
  stepFun,
  nvidia,
  lmStudio,
  cohere,
  togetherAi,
  upstage,
  novitaAi,
  siliconFlow,
  ppio,
  replicate,
  tencentHunyuan,
  xunFeiSpark,
  baiduYiyan,
  fishAudio,
  tencentCloud,
  anthropic,
  voyageAi,
  giteeAi,
  googleCloud,
  huggingFace,
  gpuStack,
  deepInfra,
  threeOhTwoAi,
  cometApi,
  longCat,
  deerApi,
  jiekouAi,
];
