import type { ChatMessage, ImageSource, ToolCall, UserPart } from '../../providers/calls/chat-call.js';
import {
  BASE64_SOURCE_FIELDS,
  IMAGE_BLOCK_FIELDS,
  MESSAGE_FIELDS,
  TEXT_BLOCK_FIELDS,
  TOOL_RESULT_FIELDS,
  TOOL_USE_FIELDS,
  URL_SOURCE_FIELDS,
} from './anthropic-fields.js';
import { demandFields } from './field-rules.js';
import { readBase64, readImageUrl } from './image-url.js';
import type { RequestField } from './request-field.js';

const MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const;

/** The name of the tool behind each use so far: results do not tell it. */
type UsedTools = Map<string, string>;

/** Results of tools, which are parts of a user's message here, become messages of their own. */
export function readAnthropicMessages(field: RequestField): readonly ChatMessage[] {
  const used: UsedTools = new Map();
  return field.filledItems().flatMap((message) => readMessage(message, used));
}

/** A string, or blocks that are text and nothing else. */
export function readBlocksOfText(content: RequestField): string {
  if (content.isText) return content.text();
  return demandBlocks(content)
    .map((block) => {
      const type = block.at('type');
      if (type.text() !== 'text') throw type.unsupported('must be text: no other block is supported here');
      return readTextBlock(block);
    })
    .join('');
}

function readMessage(message: RequestField, used: UsedTools): readonly ChatMessage[] {
  demandFields(message, MESSAGE_FIELDS);
  const role = message.at('role').oneOf(['user', 'assistant', 'system']);
  const content = message.at('content');
  switch (role) {
    case 'system':
      return [{ role, content: readBlocksOfText(content) }];
    case 'user':
      return content.isText ? [{ role, content: content.text() }] : readUserBlocks(content, used);
    case 'assistant':
      return content.isText ? [{ role, content: content.text() }] : readAssistantBlocks(content, used);
  }
}

/** What the user says comes after the results, as other vendors want them right behind the calls. */
function readUserBlocks(content: RequestField, used: UsedTools): readonly ChatMessage[] {
  const results: ChatMessage[] = [];
  const parts: UserPart[] = [];
  for (const block of demandBlocks(content)) {
    const type = block.at('type');
    switch (type.text()) {
      case 'text':
        parts.push({ type: 'text', text: readTextBlock(block) });
        break;
      case 'image':
        parts.push({ type: 'image', image: readImageBlock(block) });
        break;
      case 'tool_result':
        results.push(readToolResult(block, used));
        break;
      default:
        throw type.unsupported('must be text, image or tool_result: other blocks are not supported for this model');
    }
  }
  return parts.length === 0 ? results : [...results, { role: 'user', content: parts }];
}

/** Thinking is dropped: only the model that signed it may read it, and the answer may come from any other. */
function readAssistantBlocks(content: RequestField, used: UsedTools): readonly ChatMessage[] {
  let text = '';
  const toolCalls: ToolCall[] = [];
  for (const block of demandBlocks(content)) {
    const type = block.at('type');
    switch (type.text()) {
      case 'text':
        text += readTextBlock(block);
        break;
      case 'tool_use':
        toolCalls.push(readToolUse(block, used));
        break;
      case 'thinking':
      case 'redacted_thinking':
        break;
      default:
        throw type.unsupported('must be text, tool_use or thinking: other blocks are not supported for this model');
    }
  }
  if (toolCalls.length > 0) return [{ role: 'assistant', content: text, toolCalls }];
  return text === '' ? [] : [{ role: 'assistant', content: text }];
}

function readTextBlock(block: RequestField): string {
  demandFields(block, TEXT_BLOCK_FIELDS);
  return block.at('text').text();
}

function readImageBlock(block: RequestField): ImageSource {
  demandFields(block, IMAGE_BLOCK_FIELDS);
  const source = block.at('source');
  const type = source.at('type');
  switch (type.text()) {
    case 'base64':
      demandFields(source, BASE64_SOURCE_FIELDS);
      return { mediaType: source.at('media_type').oneOf(MEDIA_TYPES), base64: readBase64(source.at('data')) };
    case 'url':
      demandFields(source, URL_SOURCE_FIELDS);
      return readImageUrl(source.at('url'));
    default:
      throw type.unsupported('must be base64 or url: other sources are not supported for this model');
  }
}

function readToolUse(block: RequestField, used: UsedTools): ToolCall {
  demandFields(block, TOOL_USE_FIELDS);
  const [id, name] = [block.at('id').filledText(), block.at('name').filledText()];
  used.set(id, name);
  return { id, name, arguments: JSON.stringify(block.at('input').object()) };
}

function readToolResult(block: RequestField, used: UsedTools): ChatMessage {
  demandFields(block, TOOL_RESULT_FIELDS);
  const id = block.at('tool_use_id');
  const toolCallId = id.filledText();
  const name = used.get(toolCallId);
  if (name === undefined) throw id.broken('must be the id of a tool_use block in an earlier message');
  const text = block.at('content').optional(readResultText) ?? '';
  const hasFailed = block.at('is_error').optional((field) => field.boolean()) ?? false;
  return { role: 'tool', toolCallId, name, content: hasFailed ? `Error: ${text}` : text };
}

/** A tool may have nothing to say. */
function readResultText(content: RequestField): string {
  return content.isList && content.items().length === 0 ? '' : readBlocksOfText(content);
}

function demandBlocks(content: RequestField): readonly RequestField[] {
  if (!content.isList) throw content.broken('must be a string or a list of blocks');
  return content.filledItems();
}
