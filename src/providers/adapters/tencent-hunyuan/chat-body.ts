import type { ChatMessage, ChatRequest, ToolDefinition, UserPart } from '../../calls/chat-call.js';
import { imageUrl, withoutUndefined } from '../request-shape.js';

/**
 * A chat in the words of ChatCompletions, version 2023-09-01. It has no word for a limit of tokens, and the one for a
 * forced tool names it: `required` is said by leaving the choice to the model, and so belongs to what this dialect lacks.
 */
export function chatBody(request: ChatRequest, stream: boolean): object {
  return withoutUndefined({
    Model: request.model,
    Messages: request.messages.map(messageOf),
    Stream: stream,
    TopP: request.topP,
    Temperature: request.temperature,
    Seed: request.seed,
    Stop: request.stop,
    Tools: request.tools?.map(toolOf),
    ...toolChoiceOf(request),
  });
}

function messageOf(message: ChatMessage): object {
  if (message.role === 'tool') return { Role: 'tool', ToolCallId: message.toolCallId, Content: message.content };
  if (message.role === 'assistant' && (message.toolCalls ?? []).length > 0) {
    const calls = message.toolCalls?.map(({ id, name, arguments: text }, index) => ({
      Id: id,
      Type: 'function',
      Function: { Name: name, Arguments: text },
      Index: index,
    }));
    return { Role: 'assistant', Content: message.content, ToolCalls: calls };
  }
  if (message.role === 'user' && typeof message.content !== 'string') {
    return { Role: 'user', Contents: message.content.map(partOf) };
  }
  return { Role: message.role, Content: message.content };
}

function partOf(part: UserPart): object {
  if (part.type === 'text') return { Type: 'text', Text: part.text };
  const { image } = part;
  return {
    Type: 'image_url',
    ImageUrl: { Url: imageUrl(image) },
  };
}

/** The schema goes as JSON text. */
function toolOf({ name, description, parameters }: ToolDefinition): object {
  const said = description === undefined ? {} : { Description: description };
  return { Type: 'function', Function: { Name: name, ...said, Parameters: JSON.stringify(parameters) } };
}

function toolChoiceOf({ toolChoice: choice, tools = [] }: ChatRequest): object {
  if (choice === undefined) return {};
  if (choice === 'auto' || choice === 'none') return { ToolChoice: choice };
  const forced = choice === 'required' ? tools[0] : tools.find(({ name }) => name === choice.name);
  if (forced === undefined || (choice === 'required' && tools.length > 1)) return { ToolChoice: 'auto' };
  return { ToolChoice: 'custom', CustomTool: toolOf(forced) };
}
