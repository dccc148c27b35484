import { withoutUndefined } from '../../providers/adapters/request-shape.js';
import type {
  ChatRequest,
  ReasoningEffort,
  ResponseFormat,
  ToolChoice,
  ToolDefinition,
} from '../../providers/calls/chat-call.js';
import {
  ANTHROPIC_TOOL_CHOICE_FIELDS,
  ANTHROPIC_TOOL_FIELDS,
  MESSAGES_FIELDS,
  OUTPUT_CONFIG_FIELDS,
  OUTPUT_FORMAT_FIELDS,
  THINKING_FIELDS,
} from './anthropic-fields.js';
import { readAnthropicMessages, readBlocksOfText } from './anthropic-messages.js';
import { demandFields } from './field-rules.js';
import { RequestField } from './request-field.js';
import { demandToolChoice } from './tool-choice.js';

const EFFORTS: readonly ReasoningEffort[] = ['low', 'medium', 'high'];

/** Up to how many tokens of thinking are that much of an effort; more is a high one. */
const BUDGETS: readonly (readonly [number, ReasoningEffort])[] = [
  [4_096, 'low'],
  [16_384, 'medium'],
];

/** The body of Anthropic's messages in the words that all dialects share; whatever they cannot say is refused. */
export function readMessagesRequest(body: Readonly<Record<string, unknown>>, model: string): ChatRequest {
  const maxTokens = RequestField.body(body).at('max_tokens').positiveInteger();
  return { ...readCountTokensRequest(body, model), maxTokens };
}

/** The same without a limit, as a body whose tokens are only counted has none. */
export function readCountTokensRequest(body: Readonly<Record<string, unknown>>, model: string): ChatRequest {
  const fields = RequestField.body(body);
  demandFields(fields, MESSAGES_FIELDS);
  const system = fields.at('system').optional(readBlocksOfText) ?? '';
  const output = fields.at('output_config');
  if (output.isGiven) demandFields(output, OUTPUT_CONFIG_FIELDS);
  const tools = fields.at('tools').optional(readTools);
  const effort = output.optional((config) => config.at('effort').optional(readEffort));
  return {
    model,
    messages: [
      ...(system === '' ? [] : [{ role: 'system' as const, content: system }]),
      ...readAnthropicMessages(fields.at('messages')),
    ],
    ...withoutUndefined({
      stop: fields.at('stop_sequences').optional(readStop),
      temperature: fields.at('temperature').optional((field) => field.number(0, 1)),
      topP: fields.at('top_p').optional((field) => field.number(0, 1)),
      tools,
      toolChoice: fields.at('tool_choice').optional((field) => readToolChoice(field, tools ?? [])),
      responseFormat: output.optional((config) => config.at('format').optional(readFormat)),
      reasoningEffort: effort ?? fields.at('thinking').optional(readThinking),
    }),
  };
}

function readStop(field: RequestField): readonly string[] | undefined {
  const stop = field.items().map((item) => item.filledText());
  return stop.length === 0 ? undefined : stop;
}

function readTools(field: RequestField): readonly ToolDefinition[] | undefined {
  const tools = field.items().map(readTool);
  return tools.length === 0 ? undefined : tools;
}

function readTool(tool: RequestField): ToolDefinition {
  const type = tool.at('type');
  if (type.isGiven && type.text() !== 'custom') {
    throw type.unsupported("must be custom: Anthropic's own tools are not supported for this model");
  }
  demandFields(tool, ANTHROPIC_TOOL_FIELDS);
  return {
    name: tool.at('name').filledText(),
    ...withoutUndefined({ description: tool.at('description').optional((field) => field.text()) }),
    parameters: tool.at('input_schema').object(),
  };
}

function readToolChoice(field: RequestField, tools: readonly ToolDefinition[]): ToolChoice {
  const type = field.at('type').oneOf(['auto', 'any', 'tool', 'none']);
  demandFields(field, ANTHROPIC_TOOL_CHOICE_FIELDS);
  if (type === 'tool') {
    const name = field.at('name');
    return demandToolChoice(name, { name: name.filledText() }, tools);
  }
  return demandToolChoice(field, type === 'any' ? 'required' : type, tools);
}

/** An effort that says more than a budget, where both are given. */
function readEffort(field: RequestField): ReasoningEffort {
  if (field.raw === 'xhigh' || field.raw === 'max') {
    throw field.unsupported(`is supported for this model as one of ${EFFORTS.join(', ')} only`);
  }
  return field.oneOf(EFFORTS);
}

/** How much a model thinks that is told neither to nor how much (`adaptive`, `disabled`) is its own affair. */
function readThinking(thinking: RequestField): ReasoningEffort | undefined {
  const type = thinking.at('type').oneOf(['enabled', 'disabled', 'adaptive']);
  demandFields(thinking, THINKING_FIELDS);
  if (type !== 'enabled') return undefined;
  const budget = thinking.at('budget_tokens').positiveInteger();
  return BUDGETS.find(([most]) => budget <= most)?.[1] ?? 'high';
}

/** Anthropic's schemas have no name, and hold always. */
function readFormat(format: RequestField): ResponseFormat {
  const type = format.at('type').oneOf(['json_schema']);
  demandFields(format, OUTPUT_FORMAT_FIELDS);
  return { type, name: 'answer', schema: format.at('schema').object(), strict: true };
}
