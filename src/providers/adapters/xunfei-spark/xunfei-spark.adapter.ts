import type { ProviderAdapter } from '../../provider-adapter.js';
import type { OpenSocket } from '../../transport/guarded-socket.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { openAiCalls } from '../openai-compatible/openai-calls.js';
import { sparkWire } from './spark-wire.js';
import { proveSignature, speak } from './speech.js';

/** iFLYTEK: Spark's chat near to OpenAI's (xfyun.cn/doc/spark/HTTP调用文档.html), and speech over a signed web socket. */
export function xunFeiSparkAdapter(http: ProviderHttp, openSocket: OpenSocket): ProviderAdapter {
  const { chat, stream } = openAiCalls({ http, wire: sparkWire });
  return {
    dialect: 'xunfei-spark',
    chat,
    stream,
    chatLacks: ['image_bytes', 'image_url', 'json_schema', 'stop', 'seed', 'reasoning_effort'],
    speak: speak.bind(null, openSocket),
    freeProofs: { tts: proveSignature.bind(null, openSocket) },
  };
}
