import { openAiWire, type OpenAiWire } from '../openai-compatible/wire.js';
import { sparkChatCause } from './spark-cause.js';

/** The reasoning models, by the names that xfyun.cn/doc/spark/X1http.html gives them; they live at another version. */
const REASONING = /^(spark-)?x\d?(\.\d+)?$/i;

export const sparkWire: OpenAiWire = {
  url: (target, endpoint, model) => {
    const base = target.baseUrl.replace(/\/+$/, '');
    const versioned = REASONING.test(model) ? base.replace(/\/v1$/, '/v2') : base;
    return openAiWire.url({ ...target, baseUrl: versioned }, endpoint, model);
  },
  headers: ({ credential }) => ({ authorization: `Bearer ${credential['spark_api_password'] ?? ''}` }),
  causeIn: sparkChatCause,
  // Without the switch a model's calls come as one object instead of a list.
  adapt: (body) => (body['tools'] === undefined ? body : { ...body, tool_calls_switch: true }),
};
