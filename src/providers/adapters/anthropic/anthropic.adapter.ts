import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { PassThroughCall } from '../../pass-through.js';
import type { CallOptions, DiscoveredModel, ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { aiSdkChat } from '../ai-sdk/ai-sdk-calls.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { anthropicOptions, withRoomToAnswer } from './anthropic-options.js';

const API_VERSION = '2023-06-01';

/** Anthropic's Messages API (docs.anthropic.com, "Messages" and "Models"). */
export function anthropicAdapter(http: ProviderHttp, fetch: typeof globalThis.fetch): ProviderAdapter {
  const make = async (target: ProviderTarget, model: string): Promise<LanguageModelV3> => {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    return createAnthropic({ baseURL: rootOf(target), apiKey: target.credential['api_key'] ?? '', fetch })(model);
  };
  const { chat, stream } = aiSdkChat(make, anthropicOptions);
  return {
    dialect: 'anthropic',
    chat: (target, request, options) => chat(target, withRoomToAnswer(request), options),
    stream: (target, request, options) => stream(target, withRoomToAnswer(request), options),
    chatLacks: ['seed', 'presence_penalty', 'frequency_penalty', 'json_object'],
    passThrough: {
      messages: (target, model) => messagesCall(target, model, 'messages'),
      count_tokens: (target, model) => messagesCall(target, model, 'messages/count_tokens'),
    },
    listModels: listModels.bind(null, http),
  };
}

/** A base is given with or without its version. */
function rootOf({ baseUrl }: ProviderTarget): string {
  return `${baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1`;
}

function messagesCall(target: ProviderTarget, model: string, path: string): PassThroughCall {
  return {
    url: `${rootOf(target)}/${path}`,
    headers: headersOf(target),
    model,
    fields: {},
    renames: {},
    usageMustBeAsked: false,
  };
}

function headersOf({ credential }: ProviderTarget): Readonly<Record<string, string>> {
  return { 'x-api-key': credential['api_key'] ?? '', 'anthropic-version': API_VERSION };
}

async function listModels(
  http: ProviderHttp,
  target: ProviderTarget,
  options: CallOptions,
): Promise<readonly DiscoveredModel[]> {
  const url = `${rootOf(target)}/models?limit=1000`;
  const json = await http.sendJson(target, { method: 'GET', url, headers: headersOf(target) }, options);
  const { data } = fieldsOf(json);
  if (!Array.isArray(data)) throw badAnswer(target, 'The answer is not a list of models', json);
  return entriesOf(data)
    .map((entry) => fieldsOf(entry)['id'])
    .filter((id) => typeof id === 'string')
    .map((name) => ({ name, type: 'chat' }));
}
