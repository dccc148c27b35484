import type { ChatMessage, ToolCall, UserPart } from '../../providers/calls/chat-call.js';
import { demandFields } from './field-rules.js';
import { readImageUrl } from './image-url.js';
import {
  ASSISTANT_MESSAGE_FIELDS,
  CALLED_FUNCTION_FIELDS,
  IMAGE_PART_FIELDS,
  IMAGE_URL_FIELDS,
  REFUSAL_PART_FIELDS,
  CHAT_MESSAGE_FIELDS,
  TEXT_PART_FIELDS,
  TOOL_CALL_FIELDS,
  TOOL_MESSAGE_FIELDS,
} from './openai-chat-fields.js';
import type { RequestField } from './request-field.js';

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool', 'function'] as const;

/** The name of the tool behind each call so far: OpenAI's results do not tell it. */
type CalledTools = Map<string, string>;

/** One message for each that came, in their order. */
export function readMessages(field: RequestField): readonly ChatMessage[] {
  const called: CalledTools = new Map();
  return field.filledItems().map((message) => readMessage(message, called));
}

function readMessage(message: RequestField, called: CalledTools): ChatMessage {
  const role = message.at('role').oneOf(ROLES);
  switch (role) {
    case 'system':
    case 'developer':
      demandFields(message, CHAT_MESSAGE_FIELDS);
      return { role: 'system', content: readText(message.at('content')) };
    case 'user':
      demandFields(message, CHAT_MESSAGE_FIELDS);
      return { role: 'user', content: readUserContent(message.at('content')) };
    case 'assistant':
      demandFields(message, ASSISTANT_MESSAGE_FIELDS);
      return readAssistantMessage(message, called);
    case 'tool':
      demandFields(message, TOOL_MESSAGE_FIELDS);
      return readToolMessage(message, called);
    case 'function':
      throw message.at('role').unsupported('must be tool: functions of old are not supported for this model');
  }
}

function readUserContent(content: RequestField): string | readonly UserPart[] {
  return content.isText ? content.text() : demandParts(content).map(readUserPart);
}

function readUserPart(part: RequestField): UserPart {
  const type = part.at('type');
  switch (type.text()) {
    case 'text':
      return { type: 'text', text: readTextPart(part) };
    case 'image_url': {
      demandFields(part, IMAGE_PART_FIELDS);
      const image = part.at('image_url');
      demandFields(image, IMAGE_URL_FIELDS);
      return { type: 'image', image: readImageUrl(image.at('url')) };
    }
    default:
      throw type.unsupported('must be text or image_url: other parts are not supported for this model');
  }
}

/** A string, or parts that are text and nothing else. */
function readText(content: RequestField): string {
  if (content.isText) return content.text();
  return demandParts(content)
    .map((part) => {
      const type = part.at('type');
      if (type.text() !== 'text') throw type.unsupported('must be text in a message of this role');
      return readTextPart(part);
    })
    .join('');
}

function readTextPart(part: RequestField): string {
  demandFields(part, TEXT_PART_FIELDS);
  return part.at('text').text();
}

function demandParts(content: RequestField): readonly RequestField[] {
  if (!content.isList) throw content.broken('must be a string or a list of parts');
  return content.filledItems();
}

function readAssistantMessage(message: RequestField, called: CalledTools): ChatMessage {
  const toolCalls = message.at('tool_calls').optional((calls) => calls.items().map(readToolCall)) ?? [];
  for (const { id, name } of toolCalls) called.set(id, name);
  const content = message.at('content').isGiven ? message.at('content') : message.at('refusal');
  if (!content.isGiven) {
    if (toolCalls.length === 0) throw message.at('content').broken('must be a string or a list of parts');
    return { role: 'assistant', content: '', toolCalls };
  }
  const text = content.isText ? content.text() : demandParts(content).map(readSaidPart).join('');
  return { role: 'assistant', content: text, ...(toolCalls.length === 0 ? {} : { toolCalls }) };
}

/** What the assistant said, be it that it would not. */
function readSaidPart(part: RequestField): string {
  const type = part.at('type');
  switch (type.text()) {
    case 'text':
      return readTextPart(part);
    case 'refusal':
      demandFields(part, REFUSAL_PART_FIELDS);
      return part.at('refusal').text();
    default:
      throw type.unsupported('must be text or refusal in a message of this role');
  }
}

function readToolCall(call: RequestField): ToolCall {
  const type = call.at('type');
  if (type.isGiven && type.text() !== 'function') throw type.unsupported('must be function');
  demandFields(call, TOOL_CALL_FIELDS);
  const called = call.at('function');
  demandFields(called, CALLED_FUNCTION_FIELDS);
  return {
    id: call.at('id').filledText(),
    name: called.at('name').filledText(),
    arguments: called.at('arguments').text(),
  };
}

function readToolMessage(message: RequestField, called: CalledTools): ChatMessage {
  const id = message.at('tool_call_id');
  const toolCallId = id.filledText();
  const name = called.get(toolCallId);
  if (name === undefined) throw id.broken('must be the id of a tool call in an earlier message');
  return { role: 'tool', toolCallId, name, content: readText(message.at('content')) };
}
