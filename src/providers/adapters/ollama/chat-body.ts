import type { ChatMessage, ChatRequest, ResponseFormat, UserPart } from '../../calls/chat-call.js';
import { toolArguments, withoutUndefined } from '../request-shape.js';

/** A chat in the words of `POST /api/chat` (docs/api.md of the project). */
export function chatBody(request: ChatRequest, stream: boolean): object {
  return withoutUndefined({
    model: request.model,
    messages: request.messages.map(messageOf),
    stream,
    tools: request.tools?.map((tool) => ({ type: 'function', function: tool })),
    format: request.responseFormat === undefined ? undefined : formatOf(request.responseFormat),
    // It knows three levels, and thinks not at all only when told nothing.
    think: request.reasoningEffort === 'minimal' ? 'low' : request.reasoningEffort,
    options: optionsOf(request),
  });
}

function optionsOf(request: ChatRequest): object | undefined {
  const options = withoutUndefined({
    num_predict: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    stop: request.stop,
    seed: request.seed,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
  });
  return Object.keys(options).length === 0 ? undefined : options;
}

function messageOf(message: ChatMessage): object {
  if (message.role === 'tool') return { role: 'tool', tool_name: message.name, content: message.content };
  if (message.role === 'assistant' && message.toolCalls !== undefined) {
    const calls = message.toolCalls.map((call) => ({
      function: { name: call.name, arguments: toolArguments(call.arguments) },
    }));
    return { role: 'assistant', content: message.content, tool_calls: calls };
  }
  if (message.role === 'user' && typeof message.content !== 'string') return pictured(message.content);
  return { role: message.role, content: message.content };
}

function pictured(parts: readonly UserPart[]): object {
  const content = parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  const images = parts.flatMap((part) => (part.type === 'image' && 'base64' in part.image ? [part.image.base64] : []));
  return { role: 'user', content, ...(images.length === 0 ? {} : { images }) };
}

function formatOf(format: ResponseFormat): unknown {
  return format.type === 'json_object' ? 'json' : format.schema;
}
