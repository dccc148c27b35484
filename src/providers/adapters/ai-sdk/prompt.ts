import type {
  LanguageModelV3CallOptions,
  LanguageModelV3FilePart,
  LanguageModelV3Message,
  LanguageModelV3TextPart,
} from '@ai-sdk/provider';
import type {
  ChatMessage,
  ChatRequest,
  ResponseFormat,
  ToolCall,
  ToolChoice,
  UserPart,
} from '../../calls/chat-call.js';
import { toolArguments, withoutUndefined } from '../request-shape.js';

/** A chat in the words that all providers of the AI SDK take. Reasoning effort has no common word there. */
export function callOptions(request: ChatRequest): LanguageModelV3CallOptions {
  return {
    prompt: promptOf(request.messages),
    ...withoutUndefined({
      maxOutputTokens: request.maxTokens,
      temperature: request.temperature,
      topP: request.topP,
      stopSequences: request.stop === undefined ? undefined : [...request.stop],
      seed: request.seed,
      presencePenalty: request.presencePenalty,
      frequencyPenalty: request.frequencyPenalty,
      responseFormat: request.responseFormat === undefined ? undefined : formatOf(request.responseFormat),
      toolChoice: request.toolChoice === undefined ? undefined : toolChoiceOf(request.toolChoice),
      tools: request.tools?.map(({ name, description, parameters }) => ({
        type: 'function' as const,
        name,
        ...(description === undefined ? {} : { description }),
        inputSchema: parameters,
      })),
    }),
  };
}

/**
 * What the system says comes first, because most vendors take it nowhere else; and the results of tools that were
 * called together stay together, because Gemini counts them.
 */
function promptOf(messages: readonly ChatMessage[]): LanguageModelV3Message[] {
  const isSystem = ({ role }: ChatMessage): boolean => role === 'system';
  const inOrder = [...messages.filter(isSystem), ...messages.filter((message) => !isSystem(message))];
  return inOrder.map(messageOf).reduce<LanguageModelV3Message[]>((prompt, message) => {
    const last = prompt.at(-1);
    if (last?.role === 'tool' && message.role === 'tool') last.content.push(...message.content);
    else prompt.push(message);
    return prompt;
  }, []);
}

function messageOf(message: ChatMessage): LanguageModelV3Message {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.content };
    case 'user':
      return { role: 'user', content: partsOf(message.content) };
    case 'assistant':
      return {
        role: 'assistant',
        content: [
          ...(message.content === '' ? [] : [{ type: 'text' as const, text: message.content }]),
          ...(message.toolCalls ?? []).map(toolCallOf),
        ],
      };
    case 'tool': {
      const { toolCallId, name: toolName, content: value } = message;
      return {
        role: 'tool',
        content: [{ type: 'tool-result', toolCallId, toolName, output: { type: 'text', value } }],
      };
    }
  }
}

function partsOf(content: string | readonly UserPart[]): (LanguageModelV3TextPart | LanguageModelV3FilePart)[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content.map(partOf);
}

function partOf(part: UserPart): LanguageModelV3TextPart | LanguageModelV3FilePart {
  if (part.type === 'text') return { type: 'text', text: part.text };
  return 'url' in part.image
    ? { type: 'file', mediaType: mediaTypeOf(part.image.url), data: new URL(part.image.url) }
    : { type: 'file', mediaType: part.image.mediaType, data: part.image.base64 };
}

/** Gemini wants to know what is at an address; the others find out. */
function mediaTypeOf(url: string): string {
  const [, ending = '*'] = /\.(png|jpe?g|gif|webp)$/i.exec(new URL(url).pathname) ?? [];
  return `image/${ending.toLowerCase().replace('jpg', 'jpeg')}`;
}

function toolCallOf(call: ToolCall): {
  type: 'tool-call';
  toolCallId: string;
  toolName: string;
  input: unknown;
} {
  return { type: 'tool-call', toolCallId: call.id, toolName: call.name, input: toolArguments(call.arguments) };
}

function toolChoiceOf(choice: ToolChoice): NonNullable<LanguageModelV3CallOptions['toolChoice']> {
  return typeof choice === 'string' ? { type: choice } : { type: 'tool', toolName: choice.name };
}

function formatOf(format: ResponseFormat): NonNullable<LanguageModelV3CallOptions['responseFormat']> {
  return format.type === 'json_object' ? { type: 'json' } : { type: 'json', name: format.name, schema: format.schema };
}
