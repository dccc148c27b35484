import { type ChatFeature, type ChatMessage, type ChatRequest } from '../../providers/calls/chat-call.js';
import { badRequest } from '../gateway-error.js';
import { UNSUPPORTED } from './request-field.js';

/** What each is, in a sentence to whoever asked for it under whatever name his API gives it. */
const FEATURE_NAMES: Readonly<Record<ChatFeature, string>> = {
  max_tokens: 'a limit of tokens',
  image_bytes: 'pictures within a message',
  image_url: 'pictures by their address',
  tools: 'tools',
  tool_choice: 'a choice of tools',
  json_object: 'answers in JSON',
  json_schema: 'answers by a JSON schema',
  stop: 'stop sequences',
  seed: 'a seed',
  presence_penalty: 'a presence penalty',
  frequency_penalty: 'a frequency penalty',
  top_p: 'top_p',
  reasoning_effort: 'a reasoning effort',
};

/** What a chat asks for that not every dialect can express, with the field (of OpenAI's body) that asks for it. */
export function demandedFeatures(request: ChatRequest): ReadonlyMap<ChatFeature, string> {
  const demanded = new Map<ChatFeature, string>();
  const demand = (feature: ChatFeature, param: string): void => {
    if (!demanded.has(feature)) demanded.set(feature, param);
  };
  if (request.maxTokens !== undefined) demand('max_tokens', 'max_tokens');
  if (request.topP !== undefined) demand('top_p', 'top_p');
  if (request.stop !== undefined) demand('stop', 'stop');
  if (request.seed !== undefined) demand('seed', 'seed');
  if (request.presencePenalty !== undefined) demand('presence_penalty', 'presence_penalty');
  if (request.frequencyPenalty !== undefined) demand('frequency_penalty', 'frequency_penalty');
  if (request.tools !== undefined) demand('tools', 'tools');
  // `auto` is what a model does anyway.
  if (request.toolChoice !== undefined && request.toolChoice !== 'auto') demand('tool_choice', 'tool_choice');
  if (request.responseFormat !== undefined) demand(request.responseFormat.type, 'response_format');
  if (request.reasoningEffort !== undefined) demand('reasoning_effort', 'reasoning_effort');
  request.messages.forEach((message, index) => {
    for (const [feature, place] of featuresOf(message)) demand(feature, `messages[${index}].${place}`);
  });
  return demanded;
}

/** Throws when the request asks for what the factory's dialect has no words for. */
export function demandExpressible(request: ChatRequest, lacks: readonly ChatFeature[], factoryName: string): void {
  if (lacks.length === 0) return;
  const demanded = demandedFeatures(request);
  for (const feature of lacks) {
    const param = demanded.get(feature);
    if (param === undefined) continue;
    throw badRequest(`${factoryName} does not support ${FEATURE_NAMES[feature]} (${param})`, param, UNSUPPORTED);
  }
}

function featuresOf(message: ChatMessage): readonly (readonly [ChatFeature, string])[] {
  switch (message.role) {
    case 'system':
      return [];
    case 'assistant':
      return (message.toolCalls ?? []).length === 0 ? [] : [['tools', 'tool_calls']];
    case 'tool':
      return [['tools', 'role']];
    case 'user':
      if (typeof message.content === 'string') return [];
      return message.content.flatMap((part, index) =>
        part.type === 'text' ? [] : [['url' in part.image ? 'image_url' : 'image_bytes', `content[${index}]`] as const],
      );
  }
}
