import type { CallOptions, ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { openAiCalls } from '../openai-compatible/openai-calls.js';
import { openAiWire, type OpenAiWire } from '../openai-compatible/wire.js';
import { pairOf, withBearer } from './bearer.js';
import { qianfanCause } from './qianfan-cause.js';
import { TokenCache } from './token-cache.js';

const WIRE: OpenAiWire = {
  url: (target, endpoint, model) => openAiWire.url(target, endpoint, model),
  headers: ({ credential }) => ({ authorization: `Bearer ${credential['bearer'] ?? ''}` }),
  causeIn: qianfanCause,
};

/**
 * Baidu's Qianfan, inference API V2: OpenAI's chat with a bearer. `yiyan_ak` is that bearer when it is an API key
 * (`bce-v3/…`); otherwise it is the access key of an IAM pair, which buys a bearer for a day. The third kind, the API
 * key and secret of an application, opened only API V1; the vendor closed it on 2026-08-31 ("模型服务 V1 接口下线及迁移说明",
 * cloud.baidu.com/doc/qianfan/s/rmse4vxp8), so that IAM refuses such a pair here and it is reported as unauthorized.
 */
export function baiduQianfanAdapter(http: ProviderHttp, cache = new TokenCache()): ProviderAdapter {
  const { chat, stream } = openAiCalls({ http, wire: WIRE });
  const opened =
    <Request, Answer>(call: (target: ProviderTarget, request: Request, options: CallOptions) => Promise<Answer>) =>
    async (target: ProviderTarget, request: Request, options: CallOptions): Promise<Answer> => {
      const bearing = await withBearer(http, cache, target, options);
      try {
        return await call(bearing, request, options);
      } catch (error) {
        if (error instanceof ProviderCallError && error.causeClass === 'unauthorized') cache.forget(pairOf(target));
        throw error;
      }
    };
  return { dialect: 'baidu-qianfan', chat: opened(chat), stream: opened(stream) };
}
