import type { ChatMessage, ChatRequest } from '../../calls/chat-call.js';

/**
 * Converse takes no tool call and no result of one without tools to call, and the library would leave them out, and what
 * they found with them. So what was called before is told in words when nothing can be called any more.
 */
export function withPastToolCallsInWords(request: ChatRequest): ChatRequest {
  const canCall = (request.tools ?? []).length > 0 && request.toolChoice !== 'none';
  if (canCall) return request;
  const { tools: _tools, toolChoice: _choice, ...others } = request;
  return { ...others, messages: request.messages.map(inWords) };
}

function inWords(message: ChatMessage): ChatMessage {
  if (message.role === 'tool') return { role: 'user', content: `Result of ${message.name}: ${message.content}` };
  if (message.role !== 'assistant' || message.toolCalls === undefined) return message;
  const calls = message.toolCalls.map(({ name, arguments: text }) => `Called ${name} with ${text}`);
  return { role: 'assistant', content: [message.content, ...calls].filter((text) => text !== '').join('\n') };
}
