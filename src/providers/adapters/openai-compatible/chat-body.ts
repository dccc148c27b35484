import type { ChatMessage, ChatRequest, ResponseFormat, ToolChoice, UserPart } from '../../calls/chat-call.js';
import { imageUrl, withoutUndefined } from '../request-shape.js';

export type ChatBody = Readonly<Record<string, unknown>>;

/** A chat in OpenAI's words ("Create chat completion" of its API reference); what was not asked for is not sent. */
export function chatBody(model: string, request: ChatRequest): ChatBody {
  return withoutUndefined({
    model,
    messages: request.messages.map(messageOf),
    max_tokens: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    stop: request.stop,
    seed: request.seed,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
    tools: request.tools?.map((tool) => ({ type: 'function', function: tool })),
    tool_choice: request.toolChoice === undefined ? undefined : toolChoiceOf(request.toolChoice),
    response_format: request.responseFormat === undefined ? undefined : formatOf(request.responseFormat),
    reasoning_effort: request.reasoningEffort,
  });
}

function messageOf(message: ChatMessage): object {
  if (message.role === 'tool') {
    return { role: 'tool', tool_call_id: message.toolCallId, content: message.content };
  }
  if (message.role === 'assistant') {
    const { content, toolCalls = [] } = message;
    if (toolCalls.length === 0) return { role: 'assistant', content };
    const calls = toolCalls.map(({ id, name, arguments: text }) => ({
      id,
      type: 'function',
      function: { name, arguments: text },
    }));
    return { role: 'assistant', content: content === '' ? null : content, tool_calls: calls };
  }
  if (message.role === 'user' && typeof message.content !== 'string') {
    return { role: 'user', content: message.content.map(partOf) };
  }
  return { role: message.role, content: message.content };
}

function partOf(part: UserPart): object {
  return part.type === 'text'
    ? { type: 'text', text: part.text }
    : { type: 'image_url', image_url: { url: imageUrl(part.image) } };
}

function toolChoiceOf(choice: ToolChoice): unknown {
  return typeof choice === 'string' ? choice : { type: 'function', function: choice };
}

function formatOf(format: ResponseFormat): object {
  if (format.type === 'json_object') return { type: 'json_object' };
  const { name, schema, strict } = format;
  return { type: 'json_schema', json_schema: { name, schema, strict } };
}
