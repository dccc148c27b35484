import type { ChatMessage, ChatRequest, UserPart } from '../../calls/chat-call.js';
import type { ModelDescription } from './model.js';

/** What the models call the limit of generated tokens. */
const LIMITS = ['max_tokens', 'max_new_tokens', 'max_completion_tokens', 'max_output_tokens', 'max_length'];

const SPEAKERS = { system: 'System', user: 'User', assistant: 'Assistant', tool: 'Tool' } as const;

/** A chat as the inputs that the model has; `prompt` is there in all. */
export function chatInput({ inputs }: ModelDescription, request: ChatRequest): object {
  const limit = LIMITS.find((name) => Object.hasOwn(inputs, name));
  const takesSystem = Object.hasOwn(inputs, 'system_prompt');
  const system = request.messages.filter(({ role }) => role === 'system').map(textOf);
  const talk = request.messages.filter(({ role }) => role !== 'system' || !takesSystem);
  return {
    prompt: promptOf(talk),
    ...(takesSystem && system.length > 0 ? { system_prompt: system.join('\n') } : {}),
    ...(limit !== undefined && request.maxTokens !== undefined ? { [limit]: request.maxTokens } : {}),
    ...(Object.hasOwn(inputs, 'temperature') && request.temperature !== undefined
      ? { temperature: request.temperature }
      : {}),
  };
}

/** One question is asked as it is; of more, the model reads who said what, and speaks next. */
function promptOf(talk: readonly ChatMessage[]): string {
  const [only] = talk;
  if (only !== undefined && talk.length === 1) return textOf(only);
  return [...talk.map((message) => `${SPEAKERS[message.role]}: ${textOf(message)}`), 'Assistant:'].join('\n');
}

function textOf({ content }: ChatMessage): string {
  return typeof content === 'string' ? content : content.map(partText).join('');
}

function partText(part: UserPart): string {
  return part.type === 'text' ? part.text : '';
}
