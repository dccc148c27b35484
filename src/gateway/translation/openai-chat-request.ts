import type {
  ChatRequest,
  ReasoningEffort,
  ResponseFormat,
  ToolChoice,
  ToolDefinition,
} from '../../providers/calls/chat-call.js';
import { withoutUndefined } from '../../providers/adapters/request-shape.js';
import { demandFields } from './field-rules.js';
import {
  CHAT_FIELDS,
  CHOSEN_FUNCTION_FIELDS,
  FUNCTION_FIELDS,
  JSON_SCHEMA_FIELDS,
  RESPONSE_FORMAT_FIELDS,
  TOOL_CHOICE_FIELDS,
  TOOL_FIELDS,
} from './openai-chat-fields.js';
import { readMessages } from './openai-chat-messages.js';
import { RequestField } from './request-field.js';
import { demandToolChoice } from './tool-choice.js';

const EFFORTS: readonly ReasoningEffort[] = ['minimal', 'low', 'medium', 'high'];
/** Efforts of OpenAI's newer models, which the shared request has no words for. */
const FURTHER_EFFORTS: readonly unknown[] = ['none', 'xhigh', 'max'];

/** The body of a chat completion in the words that all dialects share; whatever they cannot say is refused. */
export function readChatRequest(body: Readonly<Record<string, unknown>>, model: string): ChatRequest {
  const fields = RequestField.body(body);
  demandFields(fields, CHAT_FIELDS);
  const tools = fields.at('tools').optional(readTools);
  return {
    model,
    messages: readMessages(fields.at('messages')),
    ...withoutUndefined({
      maxTokens: readMaxTokens(fields),
      temperature: fields.at('temperature').optional((field) => field.number(0, 2)),
      topP: fields.at('top_p').optional((field) => field.number(0, 1)),
      stop: fields.at('stop').optional(readStop),
      seed: fields.at('seed').optional((field) => field.integer()),
      presencePenalty: fields.at('presence_penalty').optional((field) => field.number(-2, 2)),
      frequencyPenalty: fields.at('frequency_penalty').optional((field) => field.number(-2, 2)),
      tools,
      toolChoice: fields.at('tool_choice').optional((field) => readToolChoice(field, tools ?? [])),
      responseFormat: fields.at('response_format').optional(readResponseFormat),
      reasoningEffort: fields.at('reasoning_effort').optional(readEffort),
    }),
  };
}

/** One limit under its old and its new name. */
function readMaxTokens(fields: RequestField): number | undefined {
  const old = fields.at('max_tokens').optional((field) => field.positiveInteger());
  const current = fields.at('max_completion_tokens').optional((field) => field.positiveInteger());
  if (old !== undefined && current !== undefined && old !== current) {
    throw fields.at('max_tokens').broken('must not differ from max_completion_tokens');
  }
  return current ?? old;
}

function readStop(field: RequestField): readonly string[] | undefined {
  if (field.isText) return [field.filledText()];
  if (!field.isList) throw field.broken('must be a string or a list of strings');
  const stop = field.items().map((item) => item.filledText());
  return stop.length === 0 ? undefined : stop;
}

function readEffort(field: RequestField): ReasoningEffort {
  if (FURTHER_EFFORTS.includes(field.raw)) {
    throw field.unsupported(`is supported for this model as one of ${EFFORTS.join(', ')} only`);
  }
  return field.oneOf(EFFORTS);
}

function readTools(field: RequestField): readonly ToolDefinition[] | undefined {
  const tools = field.items().map(readTool);
  return tools.length === 0 ? undefined : tools;
}

function readTool(tool: RequestField): ToolDefinition {
  demandFunctionType(tool);
  demandFields(tool, TOOL_FIELDS);
  const definition = tool.at('function');
  demandFields(definition, FUNCTION_FIELDS);
  return {
    name: definition.at('name').filledText(),
    ...withoutUndefined({ description: definition.at('description').optional((field) => field.text()) }),
    parameters: definition.at('parameters').optional((field) => field.object()) ?? { type: 'object', properties: {} },
  };
}

function readToolChoice(field: RequestField, tools: readonly ToolDefinition[]): ToolChoice {
  if (field.isText) return demandToolChoice(field, field.oneOf(['auto', 'none', 'required']), tools);
  demandFunctionType(field);
  demandFields(field, TOOL_CHOICE_FIELDS);
  const chosen = field.at('function');
  demandFields(chosen, CHOSEN_FUNCTION_FIELDS);
  const name = chosen.at('name');
  return demandToolChoice(name, { name: name.filledText() }, tools);
}

function demandFunctionType(field: RequestField): void {
  const type = field.at('type');
  if (type.text() !== 'function') {
    throw type.unsupported('must be function: other tools are not supported for this model');
  }
}

function readResponseFormat(field: RequestField): ResponseFormat | undefined {
  const type = field.at('type').oneOf(['text', 'json_object', 'json_schema']);
  demandFields(field, RESPONSE_FORMAT_FIELDS);
  if (type === 'text') return undefined;
  if (type === 'json_object') return { type };
  const format = field.at('json_schema');
  demandFields(format, JSON_SCHEMA_FIELDS);
  return {
    type,
    name: format.at('name').filledText(),
    schema: format.at('schema').object(),
    strict: format.at('strict').optional((strict) => strict.boolean()) ?? false,
  };
}
